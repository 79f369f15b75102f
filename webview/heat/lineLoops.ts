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

/** All bits of a float32 but its sign, which order |x|; what is not finite comes last. */
const MAGNITUDE = 0x7fffffff;

/** Keeps of each cell and the one at its place in another row the one with the larger |x|. */
export function largerCells(kept: Int32Array, bits: Int32Array, start: number): void {
  for (let i = 0; i < kept.length; i++) {
    const a = kept[i] as number;
    const b = bits[start + i] as number;
    // All ones where b is the larger: values are in no order that a branch could be guessed from.
    const isLarger = ((a & MAGNITUDE) - (b & MAGNITUDE)) >> 31;
    kept[i] = (b & isLarger) | (a & ~isLarger);
  }
}

/**
 * Sets a line to the cells with the largest |x|; one that is no finite number comes first.
 * @param cells bits of float32 values, from cell `left` of the row on
 */
export function extremeLine(
  cells: Int32Array,
  left: number,
  from: Uint32Array,
  to: Uint32Array,
  line: Int32Array,
): void {
  for (let x = 0; x < line.length; x++) {
    const end = (to[x] as number) - left;
    let at = (from[x] as number) - left;
    let best = cells[at] as number;
    for (at++; at < end; at++) {
      const other = cells[at] as number;
      const isLarger = ((best & MAGNITUDE) - (other & MAGNITUDE)) >> 31;
      best = (other & isLarger) | (best & ~isLarger);
    }
    line[x] = best;
  }
}

/** Blocks `[from, to)` of a level's rows. */
interface Rows {
  readonly from: number;
  readonly to: number;
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

/**
 * Colours a line of values of which none is so large that its entry is beyond the reach of the
 * colours; what is not finite gets some colour.
 * @param offset of 0's entry in `colours`, and a half
 */
export function colourLine(
  values: Float32Array,
  start: number,
  width: number,
  factor: number,
  offset: number,
  colours: Uint32Array,
  pixels: Uint32Array,
  line: number,
): void {
  for (let x = 0; x < width; x++) {
    pixels[line + x] = colours[((values[start + x] as number) * factor + offset) | 0] as number;
  }
}

/** Colours a line of any values, of which some may be far beyond the limit. */
export function colourHeldLine(
  values: Float32Array,
  start: number,
  width: number,
  factor: number,
  offset: number,
  colours: Uint32Array,
  pixels: Uint32Array,
  line: number,
): void {
  const most = colours.length - 1;
  for (let x = 0; x < width; x++) {
    const entry = (values[start + x] as number) * factor + offset;
    const held = entry < 0 ? 0 : entry > most ? most : entry;
    pixels[line + x] = colours[held | 0] as number;
  }
}
