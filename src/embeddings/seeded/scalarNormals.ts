import { BLOCK_SIZE, UNIFORM_BITS, type Draws } from "./boxMuller";

/*
 * `normal_fill` of PyTorch on every other processor: the functions of the C library, products and
 * roots, each rounded to float32. The C library is GNU's, whose logf, sinf and cosf are those of
 * Arm's optimized-routines (Szabolcs Nagy and Wilco Dijkstra): polynomials in doubles. All 2^24
 * uniforms give its bits, which the tests try. Other libraries may round a last bit otherwise.
 */

const f = Math.fround;

// Where a loop is compiled, the values of its own module's constants are known, others' are not.
const BLOCK = BLOCK_SIZE;
const ONE = 2 ** UNIFORM_BITS;

/** By the four bits of a mantissa from 0.69921875 on: 1/c of a c in the midst, and ln c. */
// prettier-ignore
const centres = [
  [1.398907162146528, -0.33569133332882284], [1.3403141896637998, -0.2929040563774074],
  [1.286432210124115, -0.2518726580937369], [1.2367150214269895, -0.21245868807117255],
  [1.1906977166711752, -0.17453945183745634], [1.1479821020556429, -0.1380057072319758],
  [1.1082251448272158, -0.10275976698545139], [1.0711297413057381, -0.06871392447020525],
  [1.036437278977283, -0.0357891387398228], [1, 0],
  [0.9492859795739057, 0.05204517742929496], [0.8951049428609004, 0.11081431298787942],
  [0.8476821620351103, 0.1652495223695143], [0.8050314851692001, 0.21687389031699977],
  [0.7664671008843108, 0.2659635028121397], [0.731428603316328, 0.3127556664073557],
] as const;
const inverses = Float64Array.from(centres, ([inverse]) => inverse);
const logs = Float64Array.from(centres, ([, log]) => log);
const L0 = -0.25089342214237154;
const L1 = 0.333456765744066;
const L2 = -0.4999997485802103;

const C1 = -0.49999999725108224;
const C2 = 0.041666623324344516;
const C3 = -0.001388676379437604;
const C4 = 2.4390450703564542e-5;
const S1 = -0.16666654943701084;
const S2 = 0.008332178146138854;
const S3 = -0.00019517298981385725;

/** Where mantissas begin, as the bits of a float32. */
const FIRST_MANTISSA = 0x3f33_0000;
/** Bits of a float32's mantissa, without the first. */
const MANTISSA_BITS = 23;
/** Of a float32 from ½ to 1, but for the first bit of its mantissa, which adds 1. */
const EXPONENT_OF_HALF = 125;
/** Bits of a mantissa that the table is read by. */
const TABLE_BITS = 4;

/** 2^exponent */
const powers = Float64Array.from({ length: UNIFORM_BITS + 1 }, (_, exponent) => 2 ** exponent);

/** 2π for uniforms that are whole numbers. */
const TURN = (2 * Math.PI) / ONE;
/** By the quarters of a turn that an angle is nearest to, from 0 to 4. */
const cosineSigns = Float64Array.of(1, 1, -1, -1, 1);
const sineSigns = Float64Array.of(1, -1, -1, 1, 1);

/** Uniforms to normals as processors without AVX2 compute them. */
export function scalarNormals({ uniforms, values }: Draws, start: number, end: number): void {
  for (let block = start; block < end; block += BLOCK) {
    const half = block + BLOCK / 2;
    for (let at = block; at < half; at++) values[at] = radius(uniforms[at] as number);
    for (let at = block; at < half; at++) {
      const length = values[at] as number;
      const angle = f(TURN * (uniforms[at + BLOCK / 2] as number));
      const quarters = (angle * (2 / Math.PI) + 0.5) | 0;
      const x = angle - quarters * (Math.PI / 2);
      const x2 = x * x;
      const x4 = x2 * x2;
      const c = f(1 + x2 * C1 + x4 * C2 + x4 * x2 * (C3 + x2 * C4));
      const s = f(x + x * x2 * S1 + x * x2 * x2 * (S2 + x2 * S3));
      // A quarter of a turn further, either is the other's.
      const turned = (quarters & 1) << 3;
      // Adding 0 makes 0 of −0, as PyTorch's last step does by adding the mean.
      values[at + turned] = length * c * (cosineSigns[quarters] as number) + 0;
      values[at + BLOCK / 2 - turned] = length * s * (sineSigns[quarters] as number) + 0;
    }
  }
}

/** √(−2 ln(1 − u)), to be rounded. */
function radius(u: number): number {
  const whole = ONE - u;
  const zeros = Math.clz32(whole) - 8;
  const mantissa = zeros < 0 ? ONE / 2 : whole << zeros;
  // The bits of a float32, from the first mantissa on.
  const bits = ((EXPONENT_OF_HALF - zeros) << MANTISSA_BITS) + mantissa - FIRST_MANTISSA;
  const at = (bits >> (MANTISSA_BITS - TABLE_BITS)) & (2 ** TABLE_BITS - 1);
  const exponent = bits >> MANTISSA_BITS;
  const z = (whole / ONE) * (powers[-exponent] as number);
  const r = z * (inverses[at] as number) - 1;
  const r2 = r * r;
  const near = (L0 * r2 + (L1 * r + L2)) * r2;
  return Math.sqrt(-2 * f(near + ((logs[at] as number) + exponent * Math.LN2 + r)));
}
