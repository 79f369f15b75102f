import { PALETTE_SIZE } from "./palette";
import type { Level } from "./pyramid";

// The loops over all pixels stand alone and take all they use as arguments: kept in a closure's
// scope it is read anew for each pixel, which takes several times as long.

/** Sets a line to one value of each pixel's. @param start of the row in `values` */
export function gatherLine(
  values: Float32Array,
  start: number,
  cells: Uint32Array,
  line: Float32Array,
): void {
  for (let x = 0; x < line.length; x++) line[x] = values[start + (cells[x] as number)] as number;
}

/** Blocks `[from, to)` of a level's rows. */
interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Sets a line to the values with the largest |x|; one that is no finite number comes first. */
export function extremeLine(
  { values, columns }: Level,
  rows: Rows,
  from: Uint32Array,
  to: Uint32Array,
  line: Float32Array,
): void {
  const { from: first, to: end } = rows;
  for (let x = 0; x < line.length; x++) {
    const left = from[x] as number;
    const right = to[x] as number;
    let best = 0;
    let most = -1;
    for (let row = first * columns; row < end * columns; row += columns) {
      for (let i = row + left; i < row + right; i++) {
        const value = values[i] as number;
        const size = Math.abs(value);
        // NaN is not at most anything; nothing is more than it.
        if (!(size <= most)) {
          best = value;
          most = size < Infinity ? size : Infinity;
        }
      }
    }
    line[x] = best;
  }
}

/** Sets a line to the sums of |x|. */
export function sumLine(
  { values, columns }: Level,
  rows: Rows,
  from: Uint32Array,
  to: Uint32Array,
  line: Float32Array,
): void {
  const { from: first, to: end } = rows;
  for (let x = 0; x < line.length; x++) {
    const left = from[x] as number;
    const right = to[x] as number;
    let sum = 0;
    for (let row = first * columns; row < end * columns; row += columns) {
      for (let i = row + left; i < row + right; i++) sum += values[i] as number;
    }
    line[x] = sum;
  }
}

/** Colours a line. Returns whether all values are finite; those that are not have some colour. */
export function colourLine(
  values: Float32Array,
  start: number,
  width: number,
  factor: number,
  offset: number,
  colours: Uint32Array,
  pixels: Uint32Array,
  line: number,
): boolean {
  const most = PALETTE_SIZE - 1;
  // 0 times what is not finite is NaN, and stays it in a sum.
  let zeros = 0;
  for (let x = 0; x < width; x++) {
    const value = values[start + x] as number;
    zeros += value * 0;
    const entry = value * factor + offset;
    const held = entry < 0 ? 0 : entry > most ? most : entry;
    pixels[line + x] = colours[held | 0] as number;
  }
  return zeros === 0;
}
