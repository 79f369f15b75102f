import { clamp } from "../../src/shared/base/numbers";
import type { HeatCell } from "../base/heatCell";

/** The part of a table that is seen, in cells; what is cut off at its edges counts by its share. */
export interface HeatView {
  /** Where it begins. */
  readonly row: number;
  readonly column: number;
  /** How much of the table it shows. */
  readonly rows: number;
  readonly columns: number;
}

/** The table that is looked at, and the place where it is drawn. */
export interface HeatStage {
  readonly rows: number;
  readonly columns: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Rows that are seen before anybody zooms; the columns are all seen. */
  readonly openRows: number;
  /** CSS pixels of a cell beyond which it says nothing more. */
  readonly largest: { readonly width: number; readonly height: number };
}

/** Where a stage was moved and zoomed to; sizes that nobody chose follow the stage. */
export interface HeatPlace {
  readonly row: number;
  readonly column: number;
  readonly rows: number | undefined;
  readonly columns: number | undefined;
}

export const OPENED: HeatPlace = { row: 0, column: 0, rows: undefined, columns: undefined };

/** A cell this wide and high holds its value in digits. CSS pixels. */
export const LARGEST_CELL = { width: 80, height: 34 } as const;

export function wholeView({ rows, columns }: Pick<HeatStage, "rows" | "columns">): HeatView {
  return { row: 0, column: 0, rows, columns };
}

/** What is seen of a stage: never beyond the table, never a cell larger than the largest. */
export function viewOf(place: HeatPlace, stage: HeatStage): HeatView {
  const { largest } = stage;
  const size = (wish: number, all: number, length: number, most: number): number =>
    clamp(wish, Math.min(all, length / most), all);
  const rows = size(place.rows ?? stage.openRows, stage.rows, stage.height, largest.height);
  const columns = size(place.columns ?? stage.columns, stage.columns, stage.width, largest.width);
  return {
    row: clamp(place.row, 0, stage.rows - rows),
    column: clamp(place.column, 0, stage.columns - columns),
    rows,
    columns,
  };
}

/**
 * Cells larger by `factor`, in both directions as far as there is room.
 * @param x and @param y shares of the stage at which the table stays where it is
 */
export function zoom(
  view: HeatView,
  stage: HeatStage,
  factor: number,
  { x, y }: { readonly x: number; readonly y: number },
): HeatPlace {
  const { rows, columns } = viewOf(
    { row: 0, column: 0, rows: view.rows / factor, columns: view.columns / factor },
    stage,
  );
  const row = view.row + y * (view.rows - rows);
  const column = view.column + x * (view.columns - columns);
  return settle({ row, column, rows, columns }, stage);
}

/** Moved by CSS pixels, as the hand that drags the picture. */
export function pan(view: HeatView, stage: HeatStage, dx: number, dy: number): HeatPlace {
  const row = view.row - (dy / stage.height) * view.rows;
  const column = view.column - (dx / stage.width) * view.columns;
  return settle({ ...view, row, column }, stage);
}

/** Moved as little as needed for a whole cell to be seen. */
export function reveal(view: HeatView, stage: HeatStage, cell: HeatCell): HeatPlace {
  const into = (first: number, seen: number, at: number): number =>
    seen < 1 ? at : clamp(first, at + 1 - seen, at);
  const row = into(view.row, view.rows, cell.row);
  const column = into(view.column, view.columns, cell.column);
  return settle({ ...view, row, column }, stage);
}

/** Cells of a view as a person counts them. */
export function seenCells({ row, column, rows, columns }: HeatView): {
  readonly rows: readonly [first: number, last: number];
  readonly columns: readonly [first: number, last: number];
} {
  // Sums of fractions end a hair beside the whole number that is meant.
  const ends = (first: number, size: number): readonly [number, number] => [
    Math.floor(first + 1e-6),
    Math.max(Math.floor(first + 1e-6), Math.ceil(first + size - 1e-6) - 1),
  ];
  return { rows: ends(row, rows), columns: ends(column, columns) };
}

/** Back where it opened, a picture follows its stage again. */
function settle(view: HeatView, stage: HeatStage): HeatPlace {
  const { row, column, rows, columns } = viewOf(view, stage);
  const opened = rows === viewOf(OPENED, stage).rows && columns === stage.columns;
  return opened ? { ...OPENED, row } : { row, column, rows, columns };
}
