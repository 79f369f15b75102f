import { BLOCK_SIZE, UNIFORM_BITS, type Draws } from "./boxMuller";

/*
 * `normal_fill` of PyTorch on x86 with AVX2 or AVX-512, bit for bit. It computes in float32, with
 * the single-precision polynomials of Stephen Moshier's Cephes library for logarithm, sine and
 * cosine, evaluated with fused multiply-adds: a·b + c, rounded once. A double holds the product of
 * two float32 exactly, so `f(a * b + c)` is that but for what rounding the sum to a double can do
 * first. There are 2^24 uniforms, and for none of them does it do anything: the tests try them all.
 *
 * No step branches on a value, which random numbers would send the wrong way half of the time.
 */

const f = Math.fround;

// Where a loop is compiled, the values of its own module's constants are known, others' are not.
const BLOCK = BLOCK_SIZE;
const ONE = 2 ** UNIFORM_BITS;

// Coefficients of Cephes' logf, sinf and cosf.
const P0 = f(7.0376836292e-2);
const P1 = f(-1.151461031e-1);
const P2 = f(1.167699874e-1);
const P3 = f(-1.2420140846e-1);
const P4 = f(1.4249322787e-1);
const P5 = f(-1.6668057665e-1);
const P6 = f(2.0000714765e-1);
const P7 = f(-2.4999993993e-1);
const P8 = f(3.3333331174e-1);
/** ln 2 in two parts. */
const Q1 = f(-2.1219444e-4);
const Q2 = f(0.693359375);
const S0 = f(-1.9515295891e-4);
const S1 = f(8.3321608736e-3);
const S2 = f(-1.6666654611e-1);
const C0 = f(2.443315711809948e-5);
const C1 = f(-1.388731625493765e-3);
const C2 = f(4.166664568298827e-2);
/** −π/4 in three parts. */
const D1 = f(-0.78515625);
const D2 = f(-2.4187564849853516e-4);
const D3 = f(-3.774894977445941e-8);

/** √½ as a whole number of 24 bits: mantissas below it are doubled. */
const ROOT_OF_HALF = f(Math.SQRT1_2) * ONE;
/** By the negative of the exponent, up to that of 2^-24 and one more for a mantissa below √½. */
const exponents = Array.from({ length: 26 }, (_, negative) => -negative);
const q1Products = Float64Array.from(exponents, (exponent) => f(exponent * Q1));
const q2Products = Float64Array.from(exponents, (exponent) => exponent * Q2);

/** 2π for uniforms that are whole numbers. */
const TURN = f(2 * Math.PI) / ONE;
/** Eighths of a turn, in bits of a uniform. */
const EIGHTH_BITS = 21;
/** By the even number of eighths of a turn that is nearest to an angle, from 0 to 8. */
const cosineSigns = Float64Array.of(1, 0, 1, 0, -1, 0, -1, 0, 1);
const sineSigns = Float64Array.of(1, 0, -1, 0, -1, 0, 1, 0, 1);

/** Uniforms to normals as x86 with AVX2 computes them. */
export function avx2Normals({ uniforms, values }: Draws, start: number, end: number): void {
  for (let block = start; block < end; block += BLOCK) {
    // In two loops, whose steps do not wait for each other.
    const half = block + BLOCK / 2;
    for (let at = block; at < half; at++) values[at] = radius(uniforms[at] as number);
    for (let at = block; at < half; at++) {
      const v = uniforms[at + BLOCK / 2] as number;
      const length = values[at] as number;
      const angle = f(TURN * v);
      const eighths = ((v >>> EIGHTH_BITS) + 1) & ~1;
      // The product with the first part is exact, and so is the sum.
      const x = f(eighths * D3 + f(eighths * D2 + (eighths * D1 + angle)));
      const z = f(x * x);
      const c = f(f(z * f(z * f(z * f(z * C0 + C1) + C2)) - 0.5 * z) + 1);
      const s = f(f(z * f(z * f(z * S0 + S1) + S2)) * x + x);
      // A quarter of a turn further, either is the other's.
      const turned = (eighths & 2) << 2;
      // Adding 0 makes 0 of −0, as PyTorch's last step does by adding the mean.
      values[at + turned] = length * c * (cosineSigns[eighths] as number) + 0;
      values[at + BLOCK / 2 - turned] = length * s * (sineSigns[eighths] as number) + 0;
    }
  }
}

/** √(−2 ln(1 − u)), to be rounded. */
function radius(u: number): number {
  const whole = ONE - u;
  const zeros = Math.clz32(whole) - 8;
  // From 2^23 to 2^24; 1 itself is ½ with the next exponent.
  const mantissa = zeros < 0 ? ONE / 2 : whole << zeros;
  const isSmall = (mantissa - ROOT_OF_HALF) >>> 31;
  const exponent = zeros + isSmall;
  const x = (mantissa + isSmall * mantissa) / ONE - 1;
  const z = f(x * x);
  let y = f(f(f(f(P0 * x + P1) * x + P2) * x + P3) * x + P4);
  y = f(f(f(f(y * x + P5) * x + P6) * x + P7) * x + P8);
  y = f(f(y * x) * z + (q1Products[exponent] as number));
  y = f(y - 0.5 * z);
  return Math.sqrt(-2 * f(f(x + y) + (q2Products[exponent] as number)));
}
