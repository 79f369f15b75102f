import { clamp } from "../../src/shared/base/numbers";
/** How three heatmaps of `count` rows share the height of their pane. CSS pixels. */
export interface VectorLayout {
  readonly rowHeight: number;
  /** Rows of each heatmap that are seen at a time. */
  readonly shown: number;
  /** Height that scrolls away: a row's height for each row that is not seen. */
  readonly hidden: number;
}

/** A row must hold its label; beyond the tallest it says nothing more. */
export const LOWEST_ROW = 13;
const TALLEST_ROW = 56;
const FEWEST_ROWS = 2;
/** So many rows are always all seen, lower than their labels if it must be. */
export const MOST_WHOLE_ROWS = 8;
/** The lowest row of these. */
export const FLAT_ROW = 6.5;
/** Labels that do not stand for every row have this much of their height between their middles. */
const SPARSE = 1.5;

/**
 * @param count rows of each heatmap
 * @param height of the pane's inside
 * @param between what headings, signs and the axis take of it
 */
export function vectorLayout(count: number, height: number, between: number): VectorLayout {
  if (count === 0) return { rowHeight: LOWEST_ROW, shown: 0, hidden: 0 };
  const each = Math.max(0, (height - between) / 3);
  const fitting = Math.floor(each / LOWEST_ROW);
  const isWhole = count <= MOST_WHOLE_ROWS;
  const shown = isWhole ? count : clamp(fitting, FEWEST_ROWS, count);
  const lowest = isWhole ? FLAT_ROW : LOWEST_ROW;
  const rowHeight = clamp(Math.floor(each / shown), lowest, TALLEST_ROW);
  return { rowHeight, shown, hidden: (count - shown) * rowHeight };
}

/** A row's label, by its middle. CSS pixels. */
export interface RowLabel {
  readonly row: number;
  readonly top: number;
  readonly height: number;
}

/**
 * Labels of the rows that are seen: where rows are too low for theirs, of every second, fourth …
 * row, so that each has its room.
 * @param height of the heatmap, in CSS pixels
 */
export function rowLabels(
  view: { readonly row: number; readonly rows: number },
  count: number,
  height: number,
): RowLabel[] {
  if (view.rows <= 0 || height <= 0) return [];
  const rowHeight = height / view.rows;
  // A hair of rounding must not take every other label away.
  const fits = rowHeight > LOWEST_ROW - 1e-6;
  const sparse = count <= MOST_WHOLE_ROWS ? 1 : SPARSE;
  const step = fits ? 1 : 2 ** Math.ceil(Math.log2((sparse * LOWEST_ROW) / rowHeight));
  const labels: RowLabel[] = [];
  const end = Math.min(Math.ceil(view.row + view.rows - 1e-6), count);
  const first = Math.floor(view.row + 1e-6);
  const high = Math.max(rowHeight, LOWEST_ROW);
  for (let row = Math.ceil(first / step) * step; row < end; row += step) {
    const top = (row + 0.5 - view.row) * rowHeight - high / 2;
    // Of rows below a pixel the first one's label would lie half outside.
    labels.push({
      row,
      top: step > 1 ? clamp(top, 0, Math.max(0, height - high)) : top,
      height: high,
    });
  }
  return labels;
}
