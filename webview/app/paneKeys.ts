import type { ReactiveController, ReactiveControllerHost } from "lit";
import { focusedElement } from "../base/focusedElement";

/** A pane, and what in it takes the focus. */
interface Stop {
  readonly pane: Element;
  readonly target: HTMLElement;
}

/** The panes in the page's order, each with its main element: the first of these that is seen. */
const PANES = [
  ["loader-controls", "input", "button"],
  ["coverage-strip", '[tabindex="0"]'],
  ["token-pane", ".scroller"],
  ["window-pane", ".scroller"],
  [".pictures .tabs", '[role="tab"][tabindex="0"]'],
  ['.pictures [role="tabpanel"]:not([hidden])', ".scroller"],
  ["vector-details", '[role="listbox"]', "section"],
] as const;

/**
 * F6 goes to the next pane and Shift+F6 to the one before, as in VS Code's own parts. Behind the
 * last pane and before the first one they are VS Code's.
 */
export class PaneKeys implements ReactiveController {
  constructor(private readonly page: ReactiveControllerHost & HTMLElement) {
    page.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("keydown", this.onKey, true);
  }

  hostDisconnected(): void {
    window.removeEventListener("keydown", this.onKey, true);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (key !== "F6" || ctrlKey || metaKey || altKey) return;
    const to = stopBeside(stopsOf(this.page.shadowRoot), event.shiftKey ? -1 : 1);
    if (to === undefined) return;
    event.preventDefault();
    // Otherwise VS Code, which listens at the window, would go on to its next part.
    event.stopPropagation();
    to.target.focus();
  };
}

function stopsOf(root: ShadowRoot | null): Stop[] {
  return PANES.flatMap(([paneSelector, ...selectors]) => {
    const [pane] = root === null ? [] : findAll(root, paneSelector);
    if (pane === undefined) return [];
    const all = selectors.flatMap((selector) => findAll(pane.shadowRoot ?? pane, selector));
    const target = all.find(isSeen);
    return target === undefined ? [] : [{ pane, target }];
  });
}

function stopBeside(stops: readonly Stop[], step: -1 | 1): Stop | undefined {
  const around = ancestors(focusedElement());
  // What a pane holds is behind it.
  const at = stops.findLastIndex(({ pane }) => around.has(pane));
  if (at < 0) return step > 0 ? stops[0] : undefined;
  return stops[at + step];
}

/** What fits a selector, also in the shadow roots below. */
function findAll(root: ParentNode, selector: string): HTMLElement[] {
  const here = [...root.querySelectorAll<HTMLElement>(selector)];
  if (here.length > 0) return here;
  return [...root.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
    shadowRoot === null ? [] : findAll(shadowRoot, selector),
  );
}

function ancestors(element: Element | null): Set<Element> {
  const all = new Set<Element>();
  for (let each = element; each !== null;) {
    all.add(each);
    const root = each.getRootNode();
    each = each.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return all;
}

const isSeen = (element: Element): boolean => element.getClientRects().length > 0;
