import { clamp } from "../../src/shared/base/numbers";
import type { HeatCell } from "./heatCell";

/** The parts of a KeyboardEvent that move a selection. */
export type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Dimensions that one arrow with Shift goes. */
const STRIDE = 16;

const wholeGrid = ({ ctrlKey, metaKey }: Key): boolean => ctrlKey || metaKey;

/** Enter and Space show in the editor what is chosen. */
export const isRevealKey = ({ key }: Key): boolean => key === "Enter" || key === " ";

/**
 * The token that a key leads to, of `count` tokens in rows of `columns`; `page` rows are seen.
 * Undefined for a key that does not move.
 */
export function tokenAfterKey(
  event: Key,
  from: number,
  count: number,
  columns: number,
  page: number,
): number | undefined {
  const rowFirst = from - (from % columns);
  const targets: Partial<Record<string, number>> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from - columns,
    ArrowDown: from + columns,
    PageUp: from - page * columns,
    PageDown: from + page * columns,
    Home: wholeGrid(event) ? 0 : rowFirst,
    End: wholeGrid(event) ? count - 1 : rowFirst + columns - 1,
  };
  const to = targets[event.key];
  return to === undefined ? undefined : clamp(to, 0, count - 1);
}

/** The window that a key leads to, of `count` windows in batches `[first, end)`. */
export function windowAfterKey(
  event: Key,
  from: number,
  count: number,
  batch: { readonly first: number; readonly end: number },
  batchSize: number,
): number | undefined {
  const targets: Partial<Record<string, number>> = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - batchSize,
    PageDown: from + batchSize,
    Home: wholeGrid(event) ? 0 : batch.first,
    End: wholeGrid(event) ? count - 1 : batch.end - 1,
  };
  const to = targets[event.key];
  return to === undefined ? undefined : clamp(to, 0, count - 1);
}

/** The cell that a key leads to in a table of `rows` × `columns`; `page` rows are seen. */
export function cellAfterKey(
  event: Key,
  { row, column }: HeatCell,
  rows: number,
  columns: number,
  page: number,
): HeatCell | undefined {
  const step = event.shiftKey ? STRIDE : 1;
  const targets: Partial<Record<string, HeatCell>> = {
    ArrowLeft: { row, column: column - step },
    ArrowRight: { row, column: column + step },
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    PageUp: { row: row - page, column },
    PageDown: { row: row + page, column },
    Home: { row: wholeGrid(event) ? 0 : row, column: 0 },
    End: { row: wholeGrid(event) ? rows - 1 : row, column: columns - 1 },
  };
  const to = targets[event.key];
  return to === undefined
    ? undefined
    : { row: clamp(to.row, 0, rows - 1), column: clamp(to.column, 0, columns - 1) };
}
