import { DeviceSizes } from "../base/deviceSize";
import { fill, contextOf } from "./canvas";
import type { StripColours } from "./stripColours";
import { drawMarks, paintLanes } from "./stripDrawing";
import type { StripMarks } from "./stripDrawing";
import { lanesOf, surprisalLane } from "./stripLayout";
import type { StripSurprisal } from "./stripLayout";
import type { TokenUse } from "../../src/windows/tokenUse";

/** What the lanes show. */
export interface StripContent {
  readonly use: TokenUse;
  readonly tokenCount: number;
  /** Uses of the token that is used most often. */
  readonly most: number;
  readonly colours: StripColours;
  readonly surprisal: StripSurprisal | undefined;
}

/** The strip's two canvases: the lanes, painted when they change, and the marks above them. */
export class StripCanvas {
  /** Device pixels. */
  width = 0;
  height = 0;
  /** What the lanes were painted of. */
  private painted: readonly unknown[] = [];
  private readonly sizes: DeviceSizes;

  /** @param resized called when a size has changed */
  constructor(resized: () => void) {
    this.sizes = new DeviceSizes(({ width, height }) => {
      if (width === this.width && height === this.height) return;
      this.width = width;
      this.height = height;
      resized();
    });
  }

  /** @param strip what holds the canvases now; folded, there is none, and unfolded another one */
  use(strip: HTMLElement | null): void {
    if (this.sizes.observe(strip ?? undefined)) this.painted = [];
  }

  paint(strip: HTMLElement, content: StripContent, marks: StripMarks): void {
    const { width, height } = this;
    const { use, tokenCount, most, colours, surprisal } = content;
    if (width === 0 || tokenCount === 0) return;
    const lanes = strip.querySelector<HTMLCanvasElement>(".lanes");
    const wanted = [use, tokenCount, colours, width, height, surprisal];
    if (lanes !== null && wanted.some((part, at) => part !== this.painted[at])) {
      this.painted = wanted;
      if (contextOf(lanes, width, height) !== null) {
        fill(lanes, (raster) => {
          const lanes = lanesOf(use, tokenCount, width, most);
          const bars = surprisal && surprisalLane(surprisal, tokenCount, width);
          paintLanes({ ...lanes, surprisal: bars }, colours, raster);
        });
      }
    }
    const above = strip.querySelector<HTMLCanvasElement>(".marks");
    const context = above && contextOf(above, width, height);
    if (context) drawMarks(context, marks, colours, width, height, surprisal !== undefined);
  }
}
