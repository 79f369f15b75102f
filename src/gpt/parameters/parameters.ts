import type { Table } from "../../embeddings/table";

/*
 * What a GPT is made of beside its two tables. D is its width, V its vocabulary.
 */

/** Floats of one of a model's files. */
export interface Parameter {
  readonly fileName: string;
  /** Bytes of the file before them. */
  readonly offset: number;
  readonly shape: readonly number[];
}

/** y = x · Wᵀ + b */
export interface Linear {
  /** [out, in], or [in, out] where it is turned. */
  readonly weight: Parameter;
  /** As `Conv1D` of Hugging Face has it. */
  readonly isTurned: boolean;
  /** [out] */
  readonly bias: Parameter | undefined;
}

/** Layer normalisation with ε = 1e-5. */
export interface Norm {
  /** [D] */
  readonly scale: Parameter;
  /** [D] */
  readonly shift: Parameter | undefined;
}

export interface Block {
  readonly attentionNorm: Norm;
  /** Query, key and value side by side, of width 3·D together, or each by itself. */
  readonly attention: readonly [Linear] | readonly [Linear, Linear, Linear];
  readonly projection: Linear;
  readonly feedForwardNorm: Norm;
  /** To the width of the feed-forward network, and back. */
  readonly up: Linear;
  readonly down: Linear;
}

/** GELU by its tanh approximation, as GPT-2 and the book have it, or exactly. */
export type Activation = "tanh" | "erf";

export interface GptParameters {
  readonly dimensions: number;
  readonly heads: number;
  readonly activation: Activation;
  readonly blocks: readonly Block[];
  readonly norm: Norm;
  /** [V, D]; the token table's own where they share it. */
  readonly head: Parameter;
}

/** A table as a parameter. */
export function parameterOf({ name, shape }: Table): Parameter {
  return { fileName: name, offset: 0, shape };
}
