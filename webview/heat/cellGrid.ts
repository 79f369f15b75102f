import { pixelCells } from "./pixelCells";
import type { PixelCells } from "./pixelCells";

/** Rows `[firstRow, firstRow + rows)` of a row-major table with `columns` values a row. */
export interface HeatTable {
  /** Not changed once it was drawn: what was found out about it is kept. */
  readonly values: Float32Array;
  readonly columns: number;
  /** Fractions cut a row off. */
  readonly firstRow: number;
  readonly rows: number;
  /** Columns `[firstColumn, firstColumn + shownColumns)`, all of them unless told. */
  readonly firstColumn?: number;
  readonly shownColumns?: number;
}

/** Device pixels of a picture. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Which cells each pixel of a picture shows. */
export interface CellGrid {
  readonly across: PixelCells;
  readonly down: PixelCells;
  /** Device pixels of a cell. */
  readonly cellWidth: number;
  readonly cellHeight: number;
}

/** Undefined where there is nothing to see. */
export function cellGrid(
  { values, columns, firstRow, rows, firstColumn = 0, shownColumns = columns }: HeatTable,
  { width, height }: PictureSize,
): CellGrid | undefined {
  if (width === 0 || height === 0 || !(shownColumns > 0 && rows > 0)) return undefined;
  return {
    across: pixelCells(shownColumns, width, firstColumn, columns),
    down: pixelCells(rows, height, firstRow, values.length / columns),
    cellWidth: width / shownColumns,
    cellHeight: height / rows,
  };
}
