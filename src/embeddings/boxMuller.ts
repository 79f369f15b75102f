/** `normal_` of PyTorch works on blocks of this many values from this many values up. */
export const BLOCK = 16;

/** Uniforms are whole numbers of this many bits. */
const BITS = 24;
const ONE = 2 ** BITS;
/** Leading bits of a mantissa, after the first, by which the table of logarithms is read. */
const TABLE_BITS = 9;
const TABLE_SIZE = 2 ** TABLE_BITS;
/** Logarithms and inverses of 1 + (i + ½) / TABLE_SIZE. */
const logs = Float64Array.from({ length: TABLE_SIZE }, (_, i) => Math.log(centre(i)));
const inverses = Float64Array.from({ length: TABLE_SIZE }, (_, i) => 1 / centre(i));

/** 2^−exponent */
const powers = Float64Array.from({ length: BITS + 1 }, (_, exponent) => 2 ** -exponent);

/**
 * Uniforms in [0, 1) of 24 bits to normals in place, block by block, by Box and Muller:
 * √(−2 ln(1 − u))·cos 2πv and ·sin 2πv, u in the first half of a block and v in the second.
 * Logarithm, sine and cosine are approximated to 1e-8 at worst, less than float32 tells apart, and
 * without branches, which random numbers would send the wrong way: tables have millions of values.
 * @param start inclusive
 * @param end exclusive, whole blocks from the start
 */
export function toNormals(values: Float32Array, start: number, end: number): void {
  for (let block = start; block < end; block += BLOCK) {
    for (let at = block; at < block + BLOCK / 2; at++) {
      // The size, because rounding can give ln 1 the wrong sign.
      const radius = Math.sqrt(Math.abs(2 * logOf(ONE - (values[at] as number) * ONE)));
      // Half the angle less π/2, from −½ to ½ of π: cos 2πv = 2s² − 1 and sin 2πv = −2sc.
      const half = (values[at + BLOCK / 2] as number) - 0.5;
      const square = half * half;
      const sine = half * sinePart(square);
      values[at] = radius * (2 * sine * sine - 1);
      values[at + BLOCK / 2] = radius * (-2 * sine * cosinePart(square));
    }
  }
}

/** ln(whole / 2^24) for whole numbers from 1 to 2^24. */
function logOf(whole: number): number {
  const exponent = 31 - Math.clz32(whole);
  // From 1 to 2.
  const mantissa = whole * (powers[exponent] as number);
  const at = (mantissa * TABLE_SIZE - TABLE_SIZE) | 0;
  const x = mantissa * (inverses[at] as number) - 1;
  const near = x * (1 - x * (1 / 2 - x * (1 / 3 - x * (1 / 4))));
  return (exponent - BITS) * Math.LN2 + (logs[at] as number) + near;
}

/** Taylor's coefficients of sin(πr)/r and cos(πr) as polynomials in r². */
const [S0, S1, S2, S3, S4, S5, S6, S7] = coefficients(1);
const [C0, C1, C2, C3, C4, C5, C6, C7] = coefficients(0);

function sinePart(q: number): number {
  return S0 + q * (S1 + q * (S2 + q * (S3 + q * (S4 + q * (S5 + q * (S6 + q * S7))))));
}

function cosinePart(q: number): number {
  return C0 + q * (C1 + q * (C2 + q * (C3 + q * (C4 + q * (C5 + q * (C6 + q * C7))))));
}

type Eight = [number, number, number, number, number, number, number, number];

/** π^k / k! for k = first, first + 2, …, with alternating signs. */
function coefficients(first: 0 | 1): Eight {
  let term = first === 0 ? 1 : Math.PI;
  return Array.from({ length: 8 }, (_, at) => {
    const here = term;
    const k = first + 2 * at;
    term *= -(Math.PI ** 2) / ((k + 1) * (k + 2));
    return here;
  }) as Eight;
}

function centre(i: number): number {
  return 1 + (i + 0.5) / TABLE_SIZE;
}
