import type { ModelInfo, Vectors } from "../../src/shared/values/vectors";

/** What a window's vectors are after some blocks of a whole GPT. */
interface BlockVectors {
  /** Blocks that they have gone through, from 1. */
  readonly blocks: number;
  /** [L, D] */
  readonly values: Float32Array<ArrayBuffer>;
}

/** The vectors of one window, and what they were asked with. */
export interface WindowVectors {
  readonly window: number;
  /** Document token of the window's first row. */
  readonly start: number;
  readonly vectors: Vectors;
  /** Of a whole GPT: what they are after some blocks, in place of the input vectors. */
  readonly after?: BlockVectors;
}

/** Which window's vectors are asked for. */
export interface VectorWish {
  readonly version: number;
  readonly window: number;
  readonly start: number;
  readonly maxLength: number;
  readonly model: ModelInfo;
}
