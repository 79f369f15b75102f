import type { ReactiveController, ReactiveControllerHost } from "lit";
import { reveal, scroll, scrollTo, START } from "./virtualGrid";
import type { Axis, ScrollPosition } from "./virtualGrid";

/** Axes of a scrolled area whose inside measures `width` × `height` CSS pixels. */
export type Axes = (width: number, height: number) => { readonly x: Axis; readonly y: Axis };

/** After this many milliseconds without a scroll event the bar returns to its proportion. */
const IDLE = 150;

/** Binds the `.scroller` of an element to the arithmetic of a virtual grid. */
export class VirtualScroller implements ReactiveController {
  x: ScrollPosition = START;
  y: ScrollPosition = START;
  width = 0;
  height = 0;
  private scroller: HTMLElement | undefined;
  /** Whether the browser's bars have yet to be moved to `x` and `y`. */
  private misplaced = false;
  private pending: { row: number | undefined; column: number | undefined } | undefined;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private readonly sizes = new ResizeObserver(() => {
    this.measure();
  });

  constructor(
    private readonly host: ReactiveControllerHost & { readonly renderRoot: ParentNode },
    private readonly axesOf: Axes,
  ) {
    host.addController(this);
  }

  get axes(): ReturnType<Axes> {
    return this.axesOf(this.width, this.height);
  }

  /** Scrolls, after the next update, just as far as it takes to see this row and column. */
  reveal(row: number | undefined, column?: number): void {
    this.pending = { row, column };
    this.host.requestUpdate();
  }

  /** Puts row `row` first. */
  top(row: number): void {
    this.y = scrollTo(row * this.axes.y.size, this.axes.y);
    this.misplaced = true;
    this.host.requestUpdate();
  }

  /** The element has its new state by now, and renders next. */
  hostUpdate(): void {
    // Without a size nothing can be in view yet: the wish waits for the first measure.
    if (this.pending === undefined || this.height <= 0) return;
    const { x, y } = this.axes;
    const { row, column } = this.pending;
    this.pending = undefined;
    this.moveTo(
      column === undefined ? this.x : reveal(this.x, column, x),
      row === undefined ? this.y : reveal(this.y, row, y),
    );
  }

  hostUpdated(): void {
    const scroller = this.host.renderRoot.querySelector<HTMLElement>(".scroller") ?? undefined;
    if (scroller !== this.scroller) {
      this.release();
      this.scroller = scroller;
      if (scroller !== undefined) {
        // Another one, as after a fold, has its bars at the start.
        this.misplaced = true;
        this.sizes.observe(scroller);
        scroller.addEventListener("scroll", this.onScroll, { passive: true });
      }
    }
    // Only now is the content as long as the new place needs it.
    const { x, y } = this;
    if (this.misplaced && scroller !== undefined) {
      this.misplaced = false;
      scroller.scrollLeft = this.x.bar;
      scroller.scrollTop = this.y.bar;
      this.x = rounded(this.x, scroller.scrollLeft);
      this.y = rounded(this.y, scroller.scrollTop);
      // What is seen stands where the browser has its bars, or it would move by a part of a pixel.
      if (x !== this.x || y !== this.y) this.host.requestUpdate();
    }
  }

  hostDisconnected(): void {
    this.release();
    this.scroller = undefined;
  }

  private readonly onScroll = (): void => {
    const { scroller } = this;
    if (scroller === undefined) return;
    const { x, y } = this.axes;
    this.x = scroll(this.x, scroller.scrollLeft, x);
    this.y = scroll(this.y, scroller.scrollTop, y);
    this.host.requestUpdate();
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      this.moveTo(scrollTo(this.x.offset, this.axes.x), scrollTo(this.y.offset, this.axes.y));
      this.host.requestUpdate();
    }, IDLE);
  };

  private moveTo(x: ScrollPosition, y: ScrollPosition): void {
    if (isAt(x, this.x) && isAt(y, this.y)) return;
    this.x = x;
    this.y = y;
    this.misplaced = true;
  }

  private measure(): void {
    const { scroller } = this;
    if (scroller === undefined) return;
    if (scroller.clientWidth === this.width && scroller.clientHeight === this.height) return;
    this.width = scroller.clientWidth;
    this.height = scroller.clientHeight;
    this.host.requestUpdate();
  }

  private release(): void {
    this.sizes.disconnect();
    clearTimeout(this.idle);
    this.scroller?.removeEventListener("scroll", this.onScroll);
  }
}

/** Browsers round a bar to device pixels. */
const isAt = (a: ScrollPosition, b: ScrollPosition): boolean =>
  Math.abs(a.bar - b.bar) < 1 && a.offset === b.offset;

/** The position as the browser has its bar, where that is a rounded one. */
const rounded = (position: ScrollPosition, bar: number): ScrollPosition =>
  bar !== position.bar && Math.abs(bar - position.bar) < 1 ? { ...position, bar } : position;
