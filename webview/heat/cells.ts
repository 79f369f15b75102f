import type { HeatView } from "./heatView";
import { colourLine, extremeLine, gatherLine, sumLine } from "./lineLoops";
import { hasRoomForSigns, markCells } from "./marks";
import { entryScale, PALETTE_SIZE } from "./palette";
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

/** Values that each pixel of a line shows, from `start` on. */
interface Line {
  readonly values: Float32Array;
  readonly start: number;
}

/** Reads what each pixel of a line shows of rows `[from, to)`; the line is used again. */
function lineReader(
  { values, columns }: HeatTable,
  { across, down }: CellGrid,
  summary: Summary,
): (from: number, to: number) => Line {
  const { from, to } = across;
  const isSingle = (cells: PixelCells): boolean =>
    cells.level === 0 && cells.from.every((cell, i) => cells.to[i] === cell + 1);
  const line = new Float32Array(from.length);
  if (isSingle(across) && isSingle(down)) {
    const [first = 0] = from;
    // A pixel for each cell: what is shown lies in the table as it is needed.
    if (from.every((cell, i) => cell === first + i)) {
      return (row) => ({ values, start: row * columns + first });
    }
    return (row) => {
      gatherLine(values, row * columns, from, line);
      return { values: line, start: 0 };
    };
  }
  const level = pyramidOf(values, columns).level(summary, down.level, across.level);
  const rowBlock = 2 ** down.level;
  const columnBlock = 2 ** across.level;
  const blockFrom = from.map((cell) => cell / columnBlock);
  const blockTo = to.map((cell) => Math.ceil(cell / columnBlock));
  const summarise = summary === "mean" ? sumLine : extremeLine;
  return (rowFrom, rowTo) => {
    const rows = { from: rowFrom / rowBlock, to: Math.ceil(rowTo / rowBlock) };
    summarise(level, rows, blockFrom, blockTo, line);
    if (summary === "mean") {
      for (let x = 0; x < line.length; x++) {
        const count = (rowTo - rowFrom) * ((to[x] as number) - (from[x] as number));
        line[x] = (line[x] as number) / count;
      }
    }
    return { values: line, start: 0 };
  };
}

/** Colours one line of values. @param hatched device pixels to a CSS pixel, 0 for no hatch */
function lineColourer(
  limit: number,
  { colours, hatches, mark }: Palette,
  { across }: CellGrid,
  hatched: number,
): (shown: Line, pixels: Uint32Array, line: number, y: number) => void {
  const { from } = across;
  const width = from.length;
  const { factor, offset } = entryScale(limit);
  const period = Math.round(HATCH * hatched);
  const thick = Math.max(1, Math.round(HATCH_LINE * hatched));
  const zero = colours[(PALETTE_SIZE - 1) / 2] as number;
  const stripes = ({ values, start: first }: Line, pixels: Uint32Array, line: number): void => {
    for (let x = 0; x < width; x++) {
      if (Number.isFinite(values[first + x])) continue;
      // The first stripe of a cell is the mark, or a cell of one pixel could go unmarked.
      let start = x;
      while (start > 0 && from[start - 1] === from[x]) start--;
      pixels[line + x] = Math.floor((x - start) / STRIPE) % 2 === 0 ? mark : zero;
    }
  };
  const hatch = ({ values, start }: Line, pixels: Uint32Array, line: number, y: number): void => {
    for (let x = 0; x < width; x++) {
      const value = values[start + x] as number;
      if ((x + y) % period >= thick || !(value < 0) || value === -Infinity) continue;
      const entry = Math.max(0, value * factor + offset);
      pixels[line + x] = hatches[entry | 0] as number;
    }
  };
  return (shown, pixels, line, y) => {
    const { values, start } = shown;
    const allFinite = colourLine(values, start, width, factor, offset, colours, pixels, line);
    if (!allFinite) stripes(shown, pixels, line);
    if (period > 0) hatch(shown, pixels, line, y);
  };
}
