import { ownerOf } from "../base/eventElements";
import type { HeatStage, HeatView } from "./heatView";
import type { HeatZoom } from "./heatZoom";

/**
 * Scroll bars of zoomed heatmaps: they stand for the part that is seen, and moving them moves it. All
 * sizes are CSS pixels.
 */
export class HeatScroll {
  /** Inside of the scroller. */
  width = 0;
  height = 0;
  /** Width of one heatmap. */
  mapWidth = 0;
  private scroller: HTMLElement | undefined;
  /** Where the bars were put, or were seen, last. */
  private bars = { left: 0, top: 0 };
  private readonly sizes = new ResizeObserver(() => {
    this.width = this.scroller?.clientWidth ?? 0;
    this.height = this.scroller?.clientHeight ?? 0;
    // Hidden and shown again, or with less to scroll, they stand elsewhere.
    this.bars = { left: this.scroller?.scrollLeft ?? 0, top: this.scroller?.scrollTop ?? 0 };
    this.mapWidth = this.scroller?.querySelector("heat-map")?.clientWidth ?? 0;
    this.resized();
  });

  /**
   * @param zoom which part of the tables is seen
   * @param stage what there is to see, and the room for it
   * @param resized is called when a size has changed
   */
  constructor(
    private readonly zoom: HeatZoom,
    private readonly stage: () => HeatStage,
    private readonly resized: () => void,
  ) {}

  /** What the tables are wider and higher than what is seen of them. */
  unseen({ columns, rows }: HeatView): { readonly x: number; readonly y: number } {
    const stage = this.stage();
    return {
      x: columns === 0 ? 0 : (stage.columns - columns) * (stage.width / columns),
      y: rows === 0 ? 0 : (stage.rows - rows) * (stage.height / rows),
    };
  }

  /**
   * Puts the bars where they belong, after the page has been written.
   * @param scroller what holds the heatmaps now
   */
  use(scroller: HTMLElement | undefined): void {
    if (scroller !== this.scroller) {
      this.sizes.disconnect();
      this.scroller = scroller;
      this.bars = { left: 0, top: 0 };
      const map = scroller?.querySelector("heat-map");
      if (scroller !== undefined) this.sizes.observe(scroller);
      if (map) this.sizes.observe(map);
    }
    if (scroller === undefined || this.height === 0) return;
    const { left, top } = this.place();
    // Less than a pixel is the browser's rounding. To ask it here would make it lay out at once.
    if (Math.abs(this.bars.left - left) > 1) scroller.scrollLeft = left;
    if (Math.abs(this.bars.top - top) > 1) scroller.scrollTop = top;
    this.bars = { left, top };
  }

  readonly onScroll = (event: Event): void => {
    const { scrollLeft, scrollTop } = ownerOf(event, HTMLElement);
    this.bars = { left: scrollLeft, top: scrollTop };
    const { left, top } = this.place();
    // What the bars were put to comes back rounded.
    if (Math.abs(scrollLeft - left) <= 1 && Math.abs(scrollTop - top) <= 1) return;
    const stage = this.stage();
    const { rows, columns } = this.zoom.view(stage);
    this.zoom.scrollTo((scrollTop * rows) / stage.height, (scrollLeft * columns) / stage.width);
  };

  /** Where the bars stand for what is seen. */
  private place(): { readonly left: number; readonly top: number } {
    const stage = this.stage();
    const view = this.zoom.view(stage);
    return {
      left: view.columns === 0 ? 0 : (view.column * stage.width) / view.columns,
      top: view.rows === 0 ? 0 : (view.row * stage.height) / view.rows,
    };
  }
}
