/** The colour limit that tables share, and what it leaves out. */
export interface HeatLimit {
  /** |x| that gets the full colour; 0 where there is no finite value but 0. */
  readonly limit: number;
  /** Values that are finite. */
  readonly finite: number;
  /** Values beyond the limit. */
  readonly clipped: number;
  /** NaN and infinities. */
  readonly nonFinite: number;
}

/** One value in a hundred may be clipped, so that a few outliers do not turn the rest grey. */
const LIMIT_SHARE = 0.99;

/** The 31 bits of |x| order float32 values as integers; 16 of them choose the first bin. */
const LOW_BITS = 15;
const LOW_MASK = (1 << LOW_BITS) - 1;
const MAGNITUDE = 0x7fffffff;
const INFINITY_BITS = 0x7f800000;

/**
 * The value of |x| that `share` of all finite values do not exceed, exactly, by two histograms
 * over the bits of |x|: linear in the values, whatever their range.
 */
export function commonLimit(
  tables: readonly Float32Array[],
  share: number = LIMIT_SHARE,
): HeatLimit {
  const high = new Uint32Array(1 << 16);
  let finite = 0;
  let nonFinite = 0;
  for (const bits of tables.map(bitsOf)) {
    for (const word of bits) {
      const magnitude = word & MAGNITUDE;
      if (magnitude >= INFINITY_BITS) {
        nonFinite++;
      } else {
        finite++;
        const bin = magnitude >>> LOW_BITS;
        high[bin] = (high[bin] ?? 0) + 1;
      }
    }
  }
  if (finite === 0) return { limit: 0, finite, clipped: 0, nonFinite };

  const wanted = Math.max(1, Math.ceil(share * finite));
  const top = binOf(high, wanted);
  const low = new Uint32Array(1 << LOW_BITS);
  for (const bits of tables.map(bitsOf)) {
    for (const word of bits) {
      const magnitude = word & MAGNITUDE;
      if (magnitude >>> LOW_BITS === top.bin) {
        const bin = magnitude & LOW_MASK;
        low[bin] = (low[bin] ?? 0) + 1;
      }
    }
  }
  const fine = binOf(low, wanted - top.before);
  const limit = floatOf((top.bin << LOW_BITS) | fine.bin);
  const within = top.before + fine.before + (low[fine.bin] ?? 0);
  return { limit, finite, clipped: finite - within, nonFinite };
}

/** The bin in which the `wanted`-th value lies, and how many lie before that bin. */
function binOf(bins: Uint32Array, wanted: number): { bin: number; before: number } {
  let before = 0;
  for (let bin = 0; bin < bins.length; bin++) {
    const here = bins[bin] ?? 0;
    if (before + here >= wanted) return { bin, before };
    before += here;
  }
  return { bin: bins.length - 1, before };
}

function bitsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}

function floatOf(bits: number): number {
  return new Float32Array(Uint32Array.of(bits).buffer)[0] ?? 0;
}
