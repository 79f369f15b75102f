/** Values of a sketch. */
export const SKETCH_BINS = 64;
const BIN_BITS = 6;
/** Tokens of a shingle. */
const SHINGLE = 5;
/** A bin that no shingle has fallen into. */
const EMPTY = 0xffff_ffff;

const FACTOR = 0x0100_0193;
/** FACTOR to the power of SHINGLE: what the token weighs that leaves the shingle. */
const LEAVING = Array.from({ length: SHINGLE }).reduce<number>(
  (power) => Math.imul(power, FACTOR),
  1,
);

/**
 * A document in 64 numbers (MinHash with one permutation): of the hashes of all runs of five tokens
 * that fall into a bin, the least. The share of bins in which two documents agree tells how many of
 * their runs they share.
 * @param sketch `SKETCH_BINS` values from `place` on are lowered
 */
export function sketchInto(
  ids: ArrayLike<number>,
  from: number,
  to: number,
  sketch: Uint32Array,
  place: number,
): void {
  let rolling = 0;
  for (let at = from; at < to; at++) {
    rolling = (Math.imul(rolling, FACTOR) + (ids[at] as number) + 1) | 0;
    if (at >= from + SHINGLE) {
      rolling = (rolling - Math.imul(LEAVING, (ids[at - SHINGLE] as number) + 1)) | 0;
    }
    if (at < from + SHINGLE - 1 && at < to - 1) continue;
    let hash = Math.imul(rolling ^ (rolling >>> 15), 0x2c1b_3c6d);
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a_2d39);
    hash = (hash ^ (hash >>> 15)) >>> 0;
    const bin = place + (hash >>> (32 - BIN_BITS));
    const value = (hash << BIN_BITS) >>> 0;
    if (value < (sketch[bin] as number)) sketch[bin] = value;
  }
}

export function emptySketches(count: number): Uint32Array<ArrayBuffer> {
  return new Uint32Array(SKETCH_BINS * count).fill(EMPTY);
}

/**
 * A sketch in 16 bits a bin, in which a bin that nothing fell into has something of the next one
 * that is full: short documents would otherwise agree in their empty bins.
 */
export function compactSketch(sketch: Uint32Array, place: number): Uint16Array {
  const compact = new Uint16Array(SKETCH_BINS);
  for (let bin = 0; bin < SKETCH_BINS; bin++) {
    let distance = 0;
    let value = EMPTY;
    while (value === EMPTY && distance < SKETCH_BINS) {
      value = sketch[place + ((bin + distance) % SKETCH_BINS)] as number;
      if (value === EMPTY) distance++;
    }
    compact[bin] = (value >>> 16) ^ Math.imul(distance, 0x9e37) ^ (value >>> BIN_BITS);
  }
  return compact;
}
