import type { CellGrid, HeatTable } from "./cellGrid";
import { cellText, printsValues } from "./cellText";
import { entryOf } from "../base/palette";
import type { Palette } from "../base/palette";

/** CSS pixels. */
const FONT_SIZE = 10;
const PADDING = 3;

/** Where values are printed, in device pixels. */
export interface Print {
  readonly context: CanvasRenderingContext2D;
  /** Has the font's family. */
  readonly font: Element;
  /** Device pixels to a CSS pixel. */
  readonly ratio: number;
  /** Whether positive values have their sign too. */
  readonly signs: boolean;
  /** What the cells were coloured by; `values` are those that are printed. */
  readonly coloured: Float32Array;
  readonly limit: number;
  readonly palette: Palette;
}

/** Writes the values into their cells where these are large enough. */
export function printValues(table: HeatTable, grid: CellGrid, print: Print): void {
  const { cellWidth, cellHeight } = grid;
  const { context, ratio, palette, limit } = print;
  if (!printsValues(cellWidth / ratio, cellHeight / ratio)) return;
  const { values, columns, firstRow, rows, firstColumn = 0, shownColumns = columns } = table;
  context.save();
  context.font = `${String(FONT_SIZE * ratio)}px ${getComputedStyle(print.font).fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const room = cellWidth - 2 * PADDING * ratio;
  const characters = Math.floor(room / context.measureText("0").width);
  const lastRow = Math.min(Math.ceil(firstRow + rows), values.length / columns);
  const lastColumn = Math.min(Math.ceil(firstColumn + shownColumns), columns);
  for (let row = Math.floor(firstRow); row < lastRow; row++) {
    const y = (row + 0.5 - firstRow) * cellHeight;
    for (let column = Math.floor(firstColumn); column < lastColumn; column++) {
      const index = row * columns + column;
      const value = values[index] ?? NaN;
      const text = cellText(value, characters, print.signs);
      if (text === undefined) continue;
      const coloured = print.coloured[index] ?? NaN;
      const ink = palette.inks[Number.isFinite(coloured) ? entryOf(coloured, limit) : 256] ?? 0;
      const isFinite = Number.isFinite(value);
      const x = (column + 0.5 - firstColumn) * cellWidth;
      const paper = (ink & 0xff) === 0 ? "#fff" : "#000";
      if (!isFinite) {
        // Stripes would cross the letters.
        context.fillStyle = paper;
        const wide = context.measureText(text).width + 4 * ratio;
        context.fillRect(x - wide / 2, y - 6 * ratio, wide, 12 * ratio);
      }
      context.fillStyle = (ink & 0xff) === 0 ? "#000" : "#fff";
      context.fillText(text, x, y);
    }
  }
  context.restore();
}
