import { REACH } from "../base/palette";
import type { EntryScale } from "../base/palette";
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
 * The colours, and on both sides that of the limit, as far as a value may be beyond it; entries
 * below 0 stand behind all others. One table for all pictures: one that is known when the loop
 * below is compiled, and is as large as its index can be, is read in half the time.
 */
const reach = new Uint32Array(2 * REACH);
let palette: Uint32Array | undefined;

/** Has `colourLine` use a palette's colours, which do not change. */
function take(colours: Uint32Array): void {
  if (colours === palette) return;
  reach.fill(colours.at(-1) as number, 0, REACH);
  reach.fill(colours[0] as number, REACH);
  reach.set(colours);
  palette = colours;
}

/**
 * Colours a line of values of which none has an entry as far from 0 as REACH; what is not finite
 * gets some colour.
 */
export function colourLine(
  values: Float32Array,
  pixels: Uint32Array,
  { factor, offset }: EntryScale,
  colours: Uint32Array,
): void {
  take(colours);
  for (let x = 0; x < pixels.length; x++) {
    // The whole part of what is below 0 is too large by one, and has the first colour either way.
    const entry = ((values[x] as number) * factor + offset) | 0;
    pixels[x] = reach[entry & (2 * REACH - 1)] as number;
  }
}

/** Colours a line of any values, of which some may be far beyond the limit. */
export function colourAnyLine(
  values: Float32Array,
  pixels: Uint32Array,
  { factor, offset }: EntryScale,
  colours: Uint32Array,
): void {
  const most = colours.length - 1;
  for (let x = 0; x < pixels.length; x++) {
    const entry = (values[x] as number) * factor + offset;
    const index = entry < 0 ? 0 : entry > most ? most : entry;
    pixels[x] = colours[index | 0] as number;
  }
}
