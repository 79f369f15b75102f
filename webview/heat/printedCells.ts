import { entryOf, ZERO } from "../base/palette";
import type { Palette } from "../base/palette";
import { LABEL_SIZE } from "../drawing/chartParts";
import type { Box, Words } from "../drawing/drawing";
import type { HeatTable } from "./cellGrid";
import { cellText, printsValues } from "./cellText";

/** CSS pixels that a printed value keeps from the edges of its cell. */
const PADDING = 3;
/** CSS pixels of the ground behind a value on stripes, to both sides and in height. */
const GROUND = { beside: 2, height: 12 } as const;

/** How values are printed into their cells. */
export interface Print {
  /** CSS pixels of the part of the table that is seen. */
  readonly width: number;
  readonly height: number;
  /** CSS pixels of a digit in the font of the values, all of one width. */
  readonly digit: number;
  /** Whether positive values have their sign too. */
  readonly signs: boolean;
  /** What the cells are coloured by; the table's own values are those that are printed. */
  readonly coloured: Float32Array;
  readonly limit: number;
  readonly palette: Palette;
}

/** The values that are seen as text in their cells, where these have the room. */
export function printedCells(table: HeatTable, print: Print): (Box | Words)[] {
  const { values, columns, firstRow, rows, firstColumn = 0, shownColumns = columns } = table;
  const [wide, high] = [print.width / shownColumns, print.height / rows];
  if (!printsValues(wide, high)) return [];
  const characters = Math.floor((wide - 2 * PADDING) / print.digit);
  const lastRow = Math.min(Math.ceil(firstRow + rows), values.length / columns);
  const lastColumn = Math.min(Math.ceil(firstColumn + shownColumns), columns);
  const shapes: (Box | Words)[] = [];
  for (let row = Math.floor(firstRow); row < lastRow; row++) {
    const y = (row + 0.5 - firstRow) * high;
    for (let column = Math.floor(firstColumn); column < lastColumn; column++) {
      const index = row * columns + column;
      const value = values[index] ?? NaN;
      const text = cellText(value, characters, print.signs);
      if (text === undefined) continue;
      const x = (column + 0.5 - firstColumn) * wide;
      const [ink, paper] = inksOf(print.coloured[index] ?? NaN, print);
      if (!Number.isFinite(value)) {
        // Stripes would cross the letters.
        const width = text.length * print.digit + 2 * GROUND.beside;
        const { height } = GROUND;
        shapes.push({
          kind: "box",
          x: x - width / 2,
          y: y - height / 2,
          width,
          height,
          colour: paper,
        });
      }
      shapes.push({
        kind: "words",
        x,
        y,
        text,
        size: LABEL_SIZE,
        colour: ink,
        anchor: "middle",
        font: "monospace",
      });
    }
  }
  return shapes;
}

/** What can be read on the cell's colour, and what that can be read on. */
function inksOf(coloured: number, { palette, limit }: Print): readonly [string, string] {
  const entry = Number.isFinite(coloured) ? entryOf(coloured, limit) : ZERO;
  const isBlack = ((palette.inks[entry] ?? 0) & 0xff) === 0;
  return isBlack ? ["#000000", "#ffffff"] : ["#ffffff", "#000000"];
}
