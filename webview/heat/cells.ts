import { entryOf } from "./palette";
import type { Palette } from "./palette";

/** Rows `[firstRow, firstRow + rows)` of a row-major table with `columns` values a row. */
export interface HeatTable {
  readonly values: Float32Array;
  readonly columns: number;
  readonly firstRow: number;
  readonly rows: number;
}

/** A cell of the table that a heatmap shows. */
export interface HeatCell {
  readonly row: number;
  readonly column: number;
}

/** A picture of `width` × `height` device pixels. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Row-major; a pixel of 0 is see-through. */
  readonly pixels: Uint32Array;
}

/** From this many pixels on, a row is set apart from the next by one see-through line. */
const ROW_GAP_FROM = 8;
/** Width in pixels of the stripes that mark a value which is no finite number. */
const STRIPE = 2;

/**
 * For each of `pixels` the cells `[from, to)` that it shows: the one under its middle where cells
 * are at least a pixel, else its share of them, so that every cell belongs to one pixel.
 */
export function pixelCells(cells: number, pixels: number): { from: Uint32Array; to: Uint32Array } {
  const from = new Uint32Array(pixels);
  const to = new Uint32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    if (pixels >= cells) {
      from[i] = Math.floor(((i + 0.5) * cells) / pixels);
      to[i] = Math.floor(((i + 0.5) * cells) / pixels) + 1;
    } else {
      from[i] = Math.floor((i * cells) / pixels);
      to[i] = Math.floor(((i + 1) * cells) / pixels);
    }
  }
  return { from, to };
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

/** Colours the table onto the raster: symmetric around 0, full colour from ±limit on. */
export function paintCells(
  table: HeatTable,
  limit: number,
  { colours, mark }: Palette,
  { width, height, pixels }: Raster,
): void {
  const { values, columns, firstRow, rows } = table;
  if (width === 0 || height === 0) return;
  if (columns === 0 || rows === 0) {
    pixels.fill(0);
    return;
  }
  const across = pixelCells(columns, width);
  const down = pixelCells(rows, height);
  const gaps = height / rows >= ROW_GAP_FROM;
  const zero = colours[entryOf(0, limit)] ?? 0;
  for (let y = 0; y < height; y++) {
    const from = down.from[y] ?? 0;
    const line = y * width;
    const lastOfRow = y + 1 < height && from !== down.from[y + 1];
    if (gaps && lastOfRow) {
      pixels.fill(0, line, line + width);
      continue;
    }
    if (y > 0 && from === down.from[y - 1]) {
      pixels.copyWithin(line, line - width, line);
      continue;
    }
    const rowFrom = firstRow + from;
    const rowTo = firstRow + (down.to[y] ?? 0);
    for (let x = 0; x < width; x++) {
      const columnFrom = across.from[x] ?? 0;
      const columnTo = across.to[x] ?? 0;
      const value = values[extremeIndex(table, rowFrom, rowTo, columnFrom, columnTo)] ?? NaN;
      if (Number.isFinite(value)) {
        pixels[line + x] = colours[entryOf(value, limit)] ?? 0;
      } else {
        pixels[line + x] = Math.floor(x / STRIPE) % 2 === 0 ? mark : zero;
      }
    }
  }
}
