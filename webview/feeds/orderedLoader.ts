import type { OrderedWindows } from "../../src/windows/loaderWindows";
import type { PanelLoader } from "../../src/shared/protocol/panelState";

/** A loader whose order is known: in text order, or drawn. */
export interface OrderedLoader extends PanelLoader, OrderedWindows {}
