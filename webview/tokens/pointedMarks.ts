import { css } from "lit";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { HoveredToken } from "../feeds/hoveredToken";

/** A pane whose cells stand for document tokens. */
interface Pane extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: DocumentFragment | HTMLElement;
  readonly pointed: HoveredToken | undefined;
}

interface Cells {
  /** The attribute by which a cell tells its token. */
  readonly attribute: string;
  /** The token that cells count from; undefined where there are none. */
  readonly base?: () => number | undefined;
  /** The token that the keys are on. */
  readonly keys: () => number | undefined;
  /** Id of a token, by which cells with an attribute `data-id` are marked as the same. */
  readonly idOf?: (token: number) => number | undefined;
}

/** Tells which token of a pane is pointed at, and marks the one that is in this or another pane. */
export class PointedMarks implements ReactiveController {
  private marked: Element[] = [];
  private watched: HoveredToken | undefined;
  private unwatch: (() => void) | undefined;
  /** The keys moved last, and the pane has the focus. */
  private byKeys = false;
  private frame: number | undefined;

  constructor(
    private readonly pane: Pane,
    private readonly cells: Cells,
  ) {
    pane.addController(this);
    pane.addEventListener("pointerleave", this.onLeave);
    pane.addEventListener("focusout", this.onLeave);
    pane.addEventListener("keydown", this.onKey);
  }

  hostConnected(): void {
    // On the way from one cell to the next they do not leave the pane, and so do not reach it.
    const inside = this.pane.renderRoot;
    inside.addEventListener("pointerover", this.onOver);
    inside.addEventListener("focusin", this.onFocus);
  }

  hostUpdated(): void {
    const { pointed, isConnected } = this.pane;
    // A pane that was asked to render and then taken away renders nevertheless.
    if (pointed !== this.watched && isConnected) {
      this.unwatch?.();
      this.watched = pointed;
      this.unwatch = pointed?.watch(this.markSoon);
    }
    if (this.byKeys) pointed?.point(this.cells.keys(), true);
    if (pointed?.token !== undefined || this.marked.length > 0) this.markSoon();
  }

  hostDisconnected(): void {
    this.unwatch?.();
    this.watched = this.unwatch = undefined;
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }

  /** However often a scroll points elsewhere before the next frame, cells are looked up once. */
  private readonly markSoon = (): void => {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.mark();
    });
  };

  private mark(): void {
    for (const cell of this.marked) {
      cell.removeAttribute("data-pointed");
      cell.removeAttribute("data-alike");
    }
    const { token } = this.pane.pointed ?? {};
    const base = this.base;
    this.marked = [];
    if (token === undefined || base === undefined) return;
    const id = this.cells.idOf?.(token);
    if (id !== undefined) this.put("data-alike", `[data-id="${String(id)}"]`);
    this.put("data-pointed", `[${this.cells.attribute}="${String(token - base)}"]`);
  }

  private put(mark: string, selector: string): void {
    for (const cell of this.pane.renderRoot.querySelectorAll(selector)) {
      cell.setAttribute(mark, "");
      this.marked.push(cell);
    }
  }

  private get base(): number | undefined {
    return this.cells.base === undefined ? 0 : this.cells.base();
  }

  private readonly onOver = (event: Event): void => {
    const { attribute } = this.cells;
    const value = inner(event)?.closest(`[${attribute}]`)?.getAttribute(attribute);
    this.byKeys = false;
    const { base } = this;
    const none = value === undefined || value === null || base === undefined;
    this.pane.pointed?.point(none ? undefined : base + Number(value));
  };

  private readonly onLeave = (): void => {
    this.byKeys = false;
    this.pane.pointed?.point(undefined);
  };

  private readonly onFocus = (event: Event): void => {
    if (inner(event)?.matches(".scroller:focus-visible") === true) this.moveByKeys();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (inner(event)?.matches(".scroller") === true) this.moveByKeys();
  };

  private moveByKeys(): void {
    this.byKeys = true;
    // Where the key leads to is known once the pane has updated.
    this.pane.requestUpdate();
  }
}

/** What an event is about, inside of its pane. */
function inner(event: Event): Element | undefined {
  const [target] = event.composedPath();
  return target instanceof Element ? target : undefined;
}

/** A quiet frame, and a fainter one around other tokens with the same id. */
export const pointedStyles = css`
  .token[data-alike] {
    border: 1px dashed var(--vscode-tokenscope-pointedToken, var(--accent));
  }
  .token[data-pointed],
  .label[data-pointed] {
    outline: 1px solid var(--vscode-tokenscope-pointedToken, var(--accent));
    outline-offset: -1px;
  }
  .token[data-pointed] {
    border: 1px solid var(--vscode-tokenscope-pointedToken, var(--accent));
  }
`;
