import type { HeatTable } from "./cellGrid";
import type { HeatView } from "./heatView";
import { colourAnyLine, colourLine } from "./lineLoops";
import { hasRoomForSigns, markCells } from "./marks";
import { PLAIN } from "./heatLook";
import type { HeatLook } from "./heatLook";
import type { Raster } from "../drawing/drawing";
import { entryScale, PALETTE_SIZE, REACH, ZERO } from "../base/palette";
import type { Palette } from "../base/palette";
import { CellReader } from "./cellReader";
import type { PictureCells } from "./cellReader";
import { rangeOf } from "./valueRange";

/** From this many pixels on, a row is set apart from the next by one see-through line. */
const ROW_GAP_FROM = 8;
/** Width in pixels of the stripes that mark a value which is no finite number. */
const STRIPE = 2;
/** CSS pixels from one line of a hatch to the next, and of the line. */
const HATCH = 4;
const HATCH_LINE = 1;

export function tableOf(values: Float32Array, columns: number, view: HeatView): HeatTable {
  const { row, rows, column, columns: shownColumns } = view;
  return { values, columns, firstRow: row, rows, firstColumn: column, shownColumns };
}

/**
 * Index of the value with the largest |x| among rows `[rowFrom, rowTo)` and columns
 * `[columnFrom, columnTo)`; one that is no finite number comes before all others.
 */
export function extremeIndex(
  { values, columns }: Pick<HeatTable, "values" | "columns">,
  rowFrom: number,
  rowTo: number,
  columnFrom: number,
  columnTo: number,
): number {
  let best = rowFrom * columns + columnFrom;
  let most = -1;
  for (let row = rowFrom; row < rowTo; row++) {
    for (let i = row * columns + columnFrom; i < row * columns + columnTo; i++) {
      const size = Math.abs(values[i] ?? NaN);
      if (!(size < Infinity)) return i;
      if (size > most) {
        most = size;
        best = i;
      }
    }
  }
  return best;
}

/**
 * Colours the part of the table that is seen onto the raster: symmetric around 0, full colour from
 * ±limit on. Large cells get their marks too: a corner where the value is beyond the limit, signs
 * where these are wanted.
 * @param reader of this picture, which knows what it shows when it is only coloured anew
 */
export function paintCells(
  table: HeatTable,
  limit: number,
  palette: Palette,
  raster: Raster,
  look: HeatLook = PLAIN,
  reader: CellReader = new CellReader(),
): void {
  const { width, height, pixels } = raster;
  const shown = reader.read(table, raster, look.summary);
  if (shown === undefined) {
    pixels.fill(0);
    return;
  }
  const { grid, starts } = shown;
  const { from } = grid.down;
  const gaps = grid.cellHeight >= ROW_GAP_FROM;
  const hatched = look.signs && !hasRoomForSigns(grid, look.ratio);
  const colour = lineColourer(table, shown, limit, palette, hatched ? look.ratio : 0);
  const isGap = (y: number): boolean => gaps && y + 1 < height && from[y] !== from[y + 1];
  for (let y = 0; y < height; y++) {
    const line = y * width;
    if (isGap(y)) {
      pixels.fill(0, line, line + width);
      continue;
    }
    const start = starts[y] as number;
    const known = y > 0 && start === starts[y - 1];
    if (known && !hatched) {
      pixels.copyWithin(line, line - width, line);
      continue;
    }
    // Lines whose values follow one another are coloured in one go.
    const first = y;
    while (y + 1 < height && !isGap(y + 1) && starts[y + 1] === start + (y + 1 - first) * width)
      y++;
    colour(start, pixels, first, y + 1);
  }
  markCells(table, limit, palette, raster, look, grid);
}

/**
 * Colours lines `[first, end)` with the values from `start` on.
 * @param hatched device pixels to a CSS pixel, or 0
 */
function lineColourer(
  table: HeatTable,
  { grid, values }: PictureCells,
  limit: number,
  palette: Palette,
  hatched: number,
): (start: number, pixels: Uint32Array, first: number, end: number) => void {
  const { colours, hatches, mark } = palette;
  const { from } = grid.across;
  const width = from.length;
  const scale = entryScale(limit);
  const { factor, offset } = scale;
  const { largest, allFinite } = rangeOf(table.values);
  const colour = largest * factor < REACH - PALETTE_SIZE ? colourLine : colourAnyLine;
  const period = Math.round(HATCH * hatched);
  const thick = Math.max(1, Math.round(HATCH_LINE * hatched));
  const zero = colours[ZERO] as number;
  const stripes = (start: number, pixels: Uint32Array, line: number): void => {
    for (let x = 0; x < width; x++) {
      if (Number.isFinite(values[start + x])) continue;
      // The first stripe of a cell is the mark, or a cell of one pixel could go unmarked.
      let left = x;
      while (left > 0 && from[left - 1] === from[x]) left--;
      pixels[line + x] = Math.floor((x - left) / STRIPE) % 2 === 0 ? mark : zero;
    }
  };
  const hatch = (start: number, pixels: Uint32Array, line: number, y: number): void => {
    for (let x = 0; x < width; x++) {
      const value = values[start + x] as number;
      if ((x + y) % period >= thick || !(value < 0) || value === -Infinity) continue;
      const entry = Math.max(0, value * factor + offset);
      pixels[line + x] = hatches[entry | 0] as number;
    }
  };
  return (start, pixels, first, end) => {
    const shown = values.subarray(start, start + (end - first) * width);
    colour(shown, pixels.subarray(first * width, end * width), scale, colours);
    if (allFinite && period === 0) return;
    for (let y = first, at = start; y < end; y++, at += width) {
      if (!allFinite) stripes(at, pixels, y * width);
      if (period > 0) hatch(at, pixels, y * width, y);
    }
  };
}
