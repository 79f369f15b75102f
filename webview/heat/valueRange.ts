/** How far a table's values go. */
export interface ValueRange {
  /** Of the finite |x|. */
  readonly largest: number;
  readonly allFinite: boolean;
}

const MAGNITUDE = 0x7fffffff;
const INFINITY_BITS = 0x7f800000;
const ranges = new WeakMap<Float32Array, ValueRange>();

/** The range of values that do not change, found once. */
export function rangeOf(values: Float32Array): ValueRange {
  const known = ranges.get(values);
  if (known !== undefined) return known;
  // The bits of |x| order float32 values as integers.
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  let most = 0;
  let finiteMost = 0;
  for (const word of bits) {
    const magnitude = word & MAGNITUDE;
    if (magnitude > most) most = magnitude;
    if (magnitude > finiteMost && magnitude < INFINITY_BITS) finiteMost = magnitude;
  }
  const largest = new Float32Array(Int32Array.of(finiteMost).buffer)[0] ?? 0;
  const range = { largest, allFinite: most < INFINITY_BITS };
  ranges.set(values, range);
  return range;
}
