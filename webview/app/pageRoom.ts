import type { Section } from "../base/sections";
import { POSITION_LINE, TOKEN_ROW, WINDOW_PAIR } from "../base/cellSizes";
import { FLAT_ROW, LOWEST_ROW, MOST_WHOLE_ROWS } from "../vectors/vectorLayout";

/** What the page has to show, and the room for it. All sizes are CSS pixels. */
export interface PageRoom {
  readonly width: number;
  readonly height: number;
  /** Of what stands above all parts: the header, and what is told beneath it. */
  readonly header: number;
  /** Of the loader's options and of the coverage, unfolded, as they are with their sentences. */
  readonly loader: number;
  readonly coverage: number;
  /** Rows of the heatmaps; undefined where other pictures are shown. */
  readonly rows: number | undefined;
  /** Whether these are the layer's. */
  readonly isLayer: boolean;
  /** Windows of the chosen window's batch. */
  readonly windows: number;
  /** Whether something is shown beside the heatmaps, or beneath them. */
  readonly detailed: boolean;
  /** Parts that are not there: of a text too short for a window. */
  readonly absent: readonly Section[];
}

/** A page below these sizes is a narrow one, or a low one. CSS pixels. */
export const NARROW = 600;
export const LOW = 480;

/** A heading alone. */
export const FOLDED = 22;
/** The line about the chosen token. */
const TOKEN_LINE = 22;
const TOKENS_BESIDE_ROWS = FOLDED + TOKEN_LINE;
const WINDOWS_BESIDE_PAIRS = FOLDED + POSITION_LINE;
/** The tabs' line. */
const TABS = 25;
const NAME = 18;
/** Axis, readout and the switches of the details, with the lines between. */
const FOOT = 13 + 21 + 24;
/** Of the layer's tables, and of positions with all that is chosen of them. */
const LAYER = 300;
const POSITIONS = 430;
/** Lower than this, heatmaps have a use for more height than tokens have. */
const COMFORTABLE_ROW = 34;

/** In a narrow page what is read off takes a second line, and the switches do. */
const NARROW_FOOT = 44;
const FOOT_WIDTH = 490;

/** How high three heatmaps are with their names, the tabs above and what is read off beneath. */
function picturesHeight(rows: number, rowHeight: number): number {
  return TABS + 3 * (NAME + rows * rowHeight) + FOOT + 6;
}

/** The least and the most that the pictures have a use for. */
export function picturesNeed({ rows, isLayer, width, height }: PageRoom): {
  readonly least: number;
  readonly most: number;
} {
  if (rows === undefined) return { least: TABS + (isLayer ? LAYER : POSITIONS), most: Infinity };
  const whole = Math.min(rows, MOST_WHOLE_ROWS);
  const lowest = whole <= 4 ? LOWEST_ROW : Math.max(FLAT_ROW, Math.ceil((4 * LOWEST_ROW) / whole));
  const isLow = height < LOW && width >= NARROW;
  const foot = !isLow && width < FOOT_WIDTH ? NARROW_FOOT : 0;
  return {
    least: foot + Math.max(picturesHeight(whole, lowest), picturesHeight(1, LOWEST_ROW)),
    most: foot + picturesHeight(rows, COMFORTABLE_ROW),
  };
}

export const tokensHeight = (rows: number): number => TOKENS_BESIDE_ROWS + rows * TOKEN_ROW;
export const windowsHeight = (pairs: number): number => WINDOWS_BESIDE_PAIRS + pairs * WINDOW_PAIR;

/** One heatmap beneath the tabs: what a page that is too low for three still shows. */
export const FIRST_PICTURE = TABS + NAME + 4 * LOWEST_ROW;
