import * as l10n from "../base/l10n";
/**
 * Other kinds of position vectors than the learned ones of GPT-2, for comparison: each as its
 * paper's formula gives it, without a model.
 */

/** What the wavelengths of sinusoidal and rotary positions are powers of, in both papers. */
export const WAVE_BASE = 10_000;

/** Dimensions of one head, and heads, of GPT-2 small: what relative positions are shown for. */
export const ROTARY_WIDTH = 64;
export const ALIBI_HEADS = 12;

/** Absolute positions by sines and cosines. */
export interface SinusoidalPositions {
  /** `[C, D]` */
  readonly shape: readonly [number, number];
  /** Row-major, in [-1, 1]. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Relative positions by turning pairs of dimensions. */
export interface RotaryAngles {
  /** `[distances, D / 2]` */
  readonly shape: readonly [number, number];
  /** Radians by which pair i of a query is turned against that of a key so far away. */
  readonly angles: Float64Array<ArrayBuffer>;
  /** Mean over the pairs of the cosine of the angle, `[distances]`: 1 at distance 0. */
  readonly meanCosines: Float64Array<ArrayBuffer>;
}

/** Relative positions by a penalty on the attention score. */
export interface AlibiBiases {
  /** `[heads, distances]` */
  readonly shape: readonly [number, number];
  /** Of each head, `[heads]`. */
  readonly slopes: Float64Array<ArrayBuffer>;
  /** What is added to the score of a key so far behind the query: −slope · distance, at most 0. */
  readonly biases: Float64Array<ArrayBuffer>;
}

/**
 * PE[p, 2i] = sin(p / 10000^(2i/D)), PE[p, 2i + 1] = cos(p / 10000^(2i/D)). When D is odd, the
 * last sine has no cosine.
 * Source: Vaswani et al. 2017, "Attention Is All You Need", section 3.5.
 * @param contextLength C, positions 0 to C − 1
 * @param dimensions D
 * @throws {RangeError} when either is not a whole number of at least 1
 */
export function sinusoidalPositions(
  contextLength: number,
  dimensions: number,
): SinusoidalPositions {
  checkSize("contextLength", contextLength);
  checkSize("dimensions", dimensions);
  const values = new Float32Array(contextLength * dimensions);
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const isCosine = dimension % 2 === 1;
    const frequency = frequencyOf(isCosine ? dimension - 1 : dimension, dimensions);
    for (let position = 0; position < contextLength; position++) {
      const angle = position * frequency;
      values[position * dimensions + dimension] = isCosine ? Math.cos(angle) : Math.sin(angle);
    }
  }
  return { shape: [contextLength, dimensions], values };
}

/**
 * Angles m·θᵢ with θᵢ = 10000^(−2i/D), i = 0 … D/2 − 1, for distances m = 0 … distances − 1. (The
 * paper counts i from 1 and writes 10000^(−2(i−1)/D).) The score of a query and a key that point
 * alike in every pair is proportional to the mean cosine.
 * Source: Su et al. 2021, "RoFormer: Enhanced Transformer with Rotary Position Embedding",
 * sections 3.2.2 and 3.3.
 * @param dimensions D of one head, even
 * @throws {RangeError} when a number is no whole one of at least 1, or D is odd
 */
export function rotaryAngles(distances: number, dimensions: number): RotaryAngles {
  checkSize("distances", distances);
  checkSize("dimensions", dimensions);
  if (dimensions % 2 === 1) {
    throw new RangeError(
      l10n.t("Rotary positions turn pairs: dimensions must be even, not {0}.", dimensions),
    );
  }
  const pairs = dimensions / 2;
  const angles = new Float64Array(distances * pairs);
  const meanCosines = new Float64Array(distances);
  for (let distance = 0; distance < distances; distance++) {
    let sum = 0;
    for (let pair = 0; pair < pairs; pair++) {
      const angle = distance * frequencyOf(2 * pair, dimensions);
      angles[distance * pairs + pair] = angle;
      sum += Math.cos(angle);
    }
    meanCosines[distance] = sum / pairs;
  }
  return { shape: [distances, pairs], angles, meanCosines };
}

/**
 * Biases −slope · distance for distances 0 … distances − 1.
 * Source: Press, Smith and Lewis 2022, "Train Short, Test Long: Attention with Linear Biases
 * Enables Input Length Extrapolation", section 3; slopes as `alibiSlopes`.
 * @throws {RangeError} when a number is no whole one of at least 1
 */
export function alibiBiases(distances: number, heads: number): AlibiBiases {
  checkSize("distances", distances);
  const slopes = alibiSlopes(heads);
  const biases = new Float64Array(heads * distances);
  slopes.forEach((slope, head) => {
    // Not from 0, whose bias would be a negative zero.
    for (let distance = 1; distance < distances; distance++) {
      biases[head * distances + distance] = -slope * distance;
    }
  });
  return { shape: [heads, distances], slopes, biases };
}

/**
 * 2^(−8h/n) for heads h = 1 … n where n is a power of two. Otherwise those of the power of two p
 * below n, then the first n − p of every other slope of 2p heads, beginning with the first.
 * Source: Press et al. 2022, section 3 and its footnote on other numbers of heads.
 * @param heads n
 * @throws {RangeError} when it is not a whole number of at least 1
 */
export function alibiSlopes(heads: number): Float64Array<ArrayBuffer> {
  checkSize("heads", heads);
  const power = 2 ** Math.floor(Math.log2(heads));
  return Float64Array.from({ length: heads }, (_, at) =>
    at < power ? slopeOf(at + 1, power) : slopeOf(2 * (at - power) + 1, 2 * power),
  );
}

/** The exponent of the last head's slope, in the paper for any number of heads. */
const LAST_EXPONENT = 8;

function slopeOf(head: number, heads: number): number {
  return 2 ** ((-LAST_EXPONENT * head) / heads);
}

/** 10000^(−even/D): radians by which a position turns the pair that begins at an even dimension. */
function frequencyOf(even: number, dimensions: number): number {
  return WAVE_BASE ** (-even / dimensions);
}

function checkSize(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new RangeError(
    l10n.t("{0} must be a whole number of at least {1}, not {2}.", name, 1, value),
  );
}
