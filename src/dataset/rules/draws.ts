/** 2^-32 */
const STEP = 2 ** -32;

/** The finalizer of MurmurHash3: every bit of the result hangs on every bit of the value. */
function mixBits(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * A number of [0, 1) that the seed and a position alone decide. Whoever has a part of the documents
 * draws the same for each of them as whoever has all, and nobody has to know how many there are.
 */
export function drawOf(seed: number, position: number): number {
  const low = mixBits(seed ^ mixBits(position % 2 ** 32));
  const high = mixBits(Math.floor(seed / 2 ** 32) ^ Math.floor(position / 2 ** 32) ^ 0x9e37_79b9);
  return mixBits(low ^ Math.imul(high, 0x9e37_79b1)) * STEP;
}
