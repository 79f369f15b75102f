import type { Summary } from "./pyramid";

/** How values become marks. */
export interface HeatLook {
  /** What a pixel shows of several cells. */
  readonly summary: Summary;
  /** Whether + and − are drawn, and negative values hatched where there is no room for that. */
  readonly signs: boolean;
  /** Device pixels to a CSS pixel. */
  readonly ratio: number;
}

export const PLAIN: HeatLook = { summary: "extremes", signs: false, ratio: 1 };
