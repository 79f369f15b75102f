/** `normal_` of PyTorch works on blocks of this many values from this many values up. */
export const BLOCK_SIZE = 16;

/** Uniforms in [0, 1) are whole numbers of this many bits, divided by 2^24. */
export const UNIFORM_BITS = 24;

/** Uniforms and what they become, in the same memory: `values[i]` takes the place of `uniforms[i]`. */
export interface Draws {
  readonly uniforms: Int32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>;
}

/** @param length of both, in values */
export function drawsMemory(length: number): Draws {
  const values = new Float32Array(length);
  return { uniforms: new Int32Array(values.buffer), values };
}

/**
 * Uniforms to normals in place, block by block, by Box and Muller: √(−2 ln(1 − u))·cos 2πv and
 * ·sin 2πv, u in the first half of a block and v in the second.
 * @param start inclusive
 * @param end exclusive, whole blocks from the start
 */
export type ToNormals = (draws: Draws, start: number, end: number) => void;
