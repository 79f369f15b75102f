import type { HeatView } from "./heatView";
import { hasRoomForSigns, markCells } from "./marks";
import { PALETTE_SIZE, entryScale } from "./palette";
import type { Palette } from "./palette";
import { pixelCells } from "./pixelCells";
import type { PixelCells } from "./pixelCells";
import { pyramidOf } from "./pyramid";
import type { Summary } from "./pyramid";

export type { HeatCell } from "./heatView";

/** Rows `[firstRow, firstRow + rows)` of a row-major table with `columns` values a row. */
export interface HeatTable {
  /** Not changed once it was drawn: its pyramid is kept. */
  readonly values: Float32Array;
  readonly columns: number;
  /** Fractions cut a row off. */
  readonly firstRow: number;
  readonly rows: number;
  /** Columns `[firstColumn, firstColumn + shownColumns)`, all of them unless told. */
  readonly firstColumn?: number;
  readonly shownColumns?: number;
}

/** A picture of `width` × `height` device pixels. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Row-major; a pixel of 0 is see-through. */
  readonly pixels: Uint32Array;
}

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

/** Which cells each pixel of a raster shows. */
export interface CellGrid {
  readonly across: PixelCells;
  readonly down: PixelCells;
  /** Device pixels of a cell. */
  readonly cellWidth: number;
  readonly cellHeight: number;
}

/** From this many pixels on, a row is set apart from the next by one see-through line. */
export const ROW_GAP_FROM = 8;
/** Width in pixels of the stripes that mark a value which is no finite number. */
const STRIPE = 2;
/** CSS pixels from one line of a hatch to the next, and of the line. */
const HATCH = 4;
const HATCH_LINE = 1;

export function tableOf(values: Float32Array, columns: number, view: HeatView): HeatTable {
  const { row, rows, column, columns: shownColumns } = view;
  return { values, columns, firstRow: row, rows, firstColumn: column, shownColumns };
}

/** Undefined where there is nothing to see. */
export function cellGrid(
  { values, columns, firstRow, rows, firstColumn = 0, shownColumns = columns }: HeatTable,
  { width, height }: Pick<Raster, "width" | "height">,
): CellGrid | undefined {
  if (width === 0 || height === 0 || !(shownColumns > 0 && rows > 0)) return undefined;
  return {
    across: pixelCells(shownColumns, width, firstColumn, columns),
    down: pixelCells(rows, height, firstRow, values.length / columns),
    cellWidth: width / shownColumns,
    cellHeight: height / rows,
  };
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
 */
export function paintCells(
  table: HeatTable,
  limit: number,
  palette: Palette,
  raster: Raster,
  look: HeatLook = PLAIN,
): void {
  const { width, height, pixels } = raster;
  const grid = cellGrid(table, raster);
  if (grid === undefined) {
    pixels.fill(0);
    return;
  }
  const { from, to } = grid.down;
  const gaps = grid.cellHeight >= ROW_GAP_FROM;
  const hatched = look.signs && !hasRoomForSigns(grid, look.ratio);
  const values = lineReader(table, grid, look.summary);
  const colour = lineColourer(limit, palette, grid, hatched ? look.ratio : 0);
  for (let y = 0; y < height; y++) {
    const line = y * width;
    const row = from[y] as number;
    if (gaps && y + 1 < height && row !== from[y + 1]) {
      pixels.fill(0, line, line + width);
      continue;
    }
    const known = y > 0 && row === from[y - 1] && to[y] === to[y - 1];
    if (known && !hatched) pixels.copyWithin(line, line - width, line);
    else colour(values(row, to[y] as number), pixels, line, y);
  }
  markCells(table, limit, palette, raster, look, grid);
}

/** Reads what each pixel of a line shows of rows `[from, to)`; the array is used again. */
function lineReader(
  { values, columns }: HeatTable,
  { across, down }: CellGrid,
  summary: Summary,
): (from: number, to: number) => Float32Array {
  const width = across.from.length;
  const line = new Float32Array(width);
  const { from, to } = across;
  const isSingle = (cells: PixelCells): boolean =>
    cells.level === 0 && cells.from.every((cell, i) => cells.to[i] === cell + 1);
  if (isSingle(across) && isSingle(down)) {
    return (row) => {
      const start = row * columns;
      for (let x = 0; x < width; x++) line[x] = values[start + (from[x] as number)] as number;
      return line;
    };
  }
  const level = pyramidOf(values, columns).level(summary, down.level, across.level);
  const rowBlock = 2 ** down.level;
  const columnBlock = 2 ** across.level;
  const blockFrom = from.map((cell) => cell / columnBlock);
  const blockTo = to.map((cell) => Math.ceil(cell / columnBlock));
  const read = summary === "mean" ? sumOfBlocks : extremeOfBlocks;
  return (rowFrom, rowTo) => {
    const first = rowFrom / rowBlock;
    const end = Math.ceil(rowTo / rowBlock);
    for (let x = 0; x < width; x++) {
      line[x] = read(
        level.values,
        level.columns,
        first,
        end,
        blockFrom[x] as number,
        blockTo[x] as number,
      );
    }
    if (summary === "mean") {
      for (let x = 0; x < width; x++) {
        const count = (rowTo - rowFrom) * ((to[x] as number) - (from[x] as number));
        line[x] = (line[x] as number) / count;
      }
    }
    return line;
  };
}

type Blocks = Float32Array | Float64Array;

function extremeOfBlocks(
  values: Blocks,
  columns: number,
  rowFrom: number,
  rowTo: number,
  from: number,
  to: number,
): number {
  let best = 0;
  let most = -1;
  for (let row = rowFrom; row < rowTo; row++) {
    const end = row * columns + to;
    for (let i = row * columns + from; i < end; i++) {
      const value = values[i] as number;
      const size = Math.abs(value);
      if (size > most) {
        most = size;
        best = value;
      } else if (!(size <= most)) {
        return NaN;
      }
    }
  }
  return best;
}

function sumOfBlocks(
  values: Blocks,
  columns: number,
  rowFrom: number,
  rowTo: number,
  from: number,
  to: number,
): number {
  let sum = 0;
  for (let row = rowFrom; row < rowTo; row++) {
    const end = row * columns + to;
    for (let i = row * columns + from; i < end; i++) sum += values[i] as number;
  }
  return sum;
}

/** Colours one line of values. @param hatched device pixels to a CSS pixel, 0 for no hatch */
function lineColourer(
  limit: number,
  { colours, hatches, mark }: Palette,
  { across }: CellGrid,
  hatched: number,
): (values: Float32Array, pixels: Uint32Array, line: number, y: number) => void {
  const { from } = across;
  const width = from.length;
  const { factor, offset } = entryScale(limit);
  const period = Math.round(HATCH * hatched);
  const thick = Math.max(1, Math.round(HATCH_LINE * hatched));
  const zero = colours[(PALETTE_SIZE - 1) / 2] as number;
  const odd = (value: number, x: number): number => {
    if (Number.isFinite(value)) return colours[value < 0 ? 0 : PALETTE_SIZE - 1] as number;
    // The first stripe of a cell is the mark, or a cell of one pixel could go unmarked.
    let start = x;
    while (start > 0 && from[start - 1] === from[x]) start--;
    return Math.floor((x - start) / STRIPE) % 2 === 0 ? mark : zero;
  };
  return (values, pixels, line, y) => {
    for (let x = 0; x < width; x++) {
      const value = values[x] as number;
      const entry = value * factor + offset;
      pixels[line + x] =
        entry >= 0 && entry < PALETTE_SIZE ? (colours[entry | 0] as number) : odd(value, x);
    }
    if (period === 0) return;
    for (let x = 0; x < width; x++) {
      const value = values[x] as number;
      if ((x + y) % period >= thick || !(value < 0) || value === -Infinity) continue;
      const entry = Math.max(0, value * factor + offset);
      pixels[line + x] = hatches[entry | 0] as number;
    }
  };
}
