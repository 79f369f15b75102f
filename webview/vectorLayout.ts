/** How three heatmaps of `count` rows share the height of their pane. CSS pixels. */
export interface VectorLayout {
  readonly rowHeight: number;
  /** Rows of each heatmap that are seen at a time. */
  readonly shown: number;
  /** Height that scrolls away: a row's height for each row that is not seen. */
  readonly hidden: number;
}

/** A row must hold its label; beyond the tallest it says nothing more. */
const LOWEST_ROW = 16;
const TALLEST_ROW = 34;
const FEWEST_ROWS = 2;

/**
 * @param count rows of each heatmap
 * @param height of the pane's inside
 * @param between what headings, signs and the axis take of it
 */
export function vectorLayout(count: number, height: number, between: number): VectorLayout {
  if (count === 0) return { rowHeight: LOWEST_ROW, shown: 0, hidden: 0 };
  const each = Math.max(0, (height - between) / 3);
  const fitting = Math.floor(each / LOWEST_ROW);
  const shown = Math.min(count, Math.max(FEWEST_ROWS, fitting));
  const rowHeight = Math.min(Math.max(Math.floor(each / shown), LOWEST_ROW), TALLEST_ROW);
  return { rowHeight, shown, hidden: (count - shown) * rowHeight };
}
