import type { PanelChoice } from "../../src/shared/protocol/panel";
import { windowAt, windowNear, windowStart } from "../../src/windows/loaderWindows";
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
 * @param waits whether the text is to be cut anew from where the page is: the window's number stays
 * until then, since it tells the place in what is shown
 */
export function afterShow(
  here: Selection,
  before: PanelState | undefined,
  now: PanelState,
  waits = false,
): Selection {
  const token = before?.token === now.token ? here.token : now.token;
  const window = waits || before?.window === now.window ? here.window : now.window;
  const tokens = now.document.kind === "ready" ? now.document.tokenCount : Infinity;
  const samples = now.document.kind === "ready" && !waits ? now.loader.samples : Infinity;
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
  const start = here.window === undefined ? undefined : windowStart(here.window, loader);
  const place = { token: choice.index, start };
  return { token: choice.index, window: windowAt(place, here.window ?? 0, loader) ?? here.window };
}

/**
 * Whether the page has to find its place anew in a loader: it has other options than the one that is
 * shown, and the page is where keys led it alone, or the host does not know the order yet.
 */
export function findsItsPlace(
  here: Selection,
  shown: OrderedLoader,
  before: PanelState | undefined,
  { loader: { options } }: PanelState,
): boolean {
  if (JSON.stringify(shown.options) === JSON.stringify(options)) return false;
  return options.shuffle || here.token !== before?.token || here.window !== before?.window;
}

/** The selection once the same text is cut anew: the window nearest to where the person was. */
export function afterCut(
  here: Selection,
  before: OrderedLoader,
  now: OrderedLoader,
  host: Selection,
): Selection {
  const { token, window } = here;
  if (window === undefined || host.window === undefined) return { token, window: host.window };
  const start = windowStart(window, before);
  // Keys may have led to windows that are nowhere near the token: then the place is the window's.
  const isNear = windowAt({ token, start }, window, before) === window;
  return { token, window: windowNear({ token: isNear ? token : undefined, start }, now) };
}
