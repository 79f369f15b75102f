/** Bits of |x| that one pass looks at, the highest first; |x| has 31. */
const PASSES = [
  { shift: 20, bits: 11 },
  { shift: 10, bits: 10 },
  { shift: 0, bits: 10 },
] as const;
const bins = new Uint32Array(1 << 11);

/**
 * The value that `share` of the sizes do not exceed, exactly, and how many are beyond it. As for
 * whole tables, a limit of 0 gives way to the largest where there is one. Linear in the sizes,
 * with bins small enough to be emptied for each of a thousand rows.
 * @param sizes not negative, finite
 */
export function quantileOf(
  sizes: Float32Array,
  share: number,
): { readonly limit: number; readonly beyond: number } {
  if (sizes.length === 0) return { limit: 0, beyond: 0 };
  const words = new Uint32Array(sizes.buffer, sizes.byteOffset, sizes.length);
  let wanted = Math.max(1, Math.ceil(share * sizes.length));
  let found = 0;
  for (const { shift, bits } of PASSES) {
    bins.fill(0);
    const mask = (1 << bits) - 1;
    const above = shift + bits;
    for (const word of words) {
      // Shifts by 31 and less alone are what they look like.
      if (above === 31 || word >>> above === found >>> above) {
        const bin = (word >>> shift) & mask;
        bins[bin] = (bins[bin] as number) + 1;
      }
    }
    let bin = 0;
    while (wanted > (bins[bin] as number)) wanted -= bins[bin++] as number;
    found |= bin << shift;
  }
  const limit = new Float32Array(Uint32Array.of(found).buffer)[0] ?? 0;
  if (limit === 0)
    return { limit: sizes.reduce((most, each) => Math.max(most, each), 0), beyond: 0 };
  let beyond = 0;
  for (const size of sizes) if (size > limit) beyond++;
  return { limit, beyond };
}
