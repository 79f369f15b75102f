import type { PanelChoice } from "../../src/shared/protocol/panel";
import { windowHolding } from "../../src/windows/loaderWindows";
import type { OrderedLoader } from "./orderedLoader";
import type { PanelState } from "../../src/shared/protocol/panelState";

/** What all panes share. */
export interface Selection {
  /** Document token. */
  readonly token: number | undefined;
  /** In loader order. */
  readonly window: number | undefined;
}

export const NOTHING: Selection = { token: undefined, window: undefined };

/**
 * The selection after the host spoke. Arrow keys move it in the page alone: that stays until the
 * host's own changes, or until it has no place any more.
 */
export function afterShow(
  here: Selection,
  before: PanelState | undefined,
  now: PanelState,
): Selection {
  const token = before?.token === now.token ? here.token : now.token;
  const window = before?.window === now.window ? here.window : now.window;
  const tokens = now.document.kind === "ready" ? now.document.tokenCount : Infinity;
  const samples = now.document.kind === "ready" ? now.loader.samples : Infinity;
  return {
    token: token !== undefined && token < tokens ? token : now.token,
    window: window !== undefined && window < samples ? window : now.window,
  };
}

/** The selection after a choice in the page: a token brings a window that holds it along. */
export function afterChoice(
  here: Selection,
  choice: PanelChoice,
  loader: OrderedLoader,
): Selection {
  if (choice.kind === "window") return { ...here, window: choice.index };
  const window = windowHolding(choice.index, here.window, loader) ?? here.window;
  return { token: choice.index, window };
}
