import type { Arithmetic, DrawOrder } from "../base/seededDraws";
import { GPT2_SMALL, type ModelChoice } from "./modelChoices";

export interface ModelInfo {
  readonly source: ModelChoice["source"];
  /** Short name for a person, e.g. "seeded 123". */
  readonly name: string;
  /** V, rows of the token table [V, D]. */
  readonly vocabularySize: number;
  /** D, width of both tables. */
  readonly dimensions: number;
  /** C, rows of the position table [C, D]. */
  readonly contextLength: number;
  /** Blocks of a whole GPT; a model of two tables alone has none. */
  readonly layers?: number;
  /** Attention heads of each of them. */
  readonly heads?: number;
  /** This and what follows: of a seeded model. */
  readonly seed?: number;
  readonly arithmetic?: Arithmetic;
  readonly order?: DrawOrder;
  /** Whether its query, key and value have biases; of a whole one. */
  readonly qkvBias?: boolean;
  /**
   * Of all of GPT-2, and of a file of that size: whether all of it is `model.safetensors` of
   * `openai-community/gpt2`, by its SHA-256.
   */
  readonly isPublishedGpt2?: boolean;
  /** Of a model of a file: the file, and the names of its two tensors. */
  readonly tables?: {
    /** As the model was chosen by. */
    readonly path: string;
    readonly token: string;
    readonly position: string;
    /** Files that hold their values, where it is not that one; relative to its folder. */
    readonly tokenFile?: string;
    readonly positionFile?: string;
  };
  /** Of a whole GPT of a file: where in it the rest lies, and what computes with it. */
  readonly fileGpt?: FileGpt;
}

/** Whose names a GPT's tensors have: GPT-2's, also minGPT's and nanoGPT's, or the book's. */
export const GPT_FAMILIES = ["gpt2", "book"] as const;
/** GELU by its tanh approximation, as GPT-2 and the book have it, or exactly. */
export const ACTIVATIONS = ["tanh", "erf"] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** The tensors of a file's GPT. */
export interface FileGpt {
  readonly family: (typeof GPT_FAMILIES)[number];
  /** Stands before the family's names. */
  readonly prefix: string;
  /** Name of the output head's tensor; where there is none it is the token table. */
  readonly head?: string;
  /** Whether its weights are [in, out], as Hugging Face's `Conv1D` has them, not [out, in]. */
  readonly isTurned: boolean;
  readonly activation: Activation;
  /** Files that hold its tensors, where it is not one alone; relative to the model's folder. */
  readonly files?: readonly string[];
}

/** Ids of one window, as a list of numbers or as `Tokens` has them. */
export type IdRow = readonly number[] | Uint32Array | Int32Array;

/** Vectors of a batch of ids, row-major: B windows of L tokens, D values each. */
export interface Vectors {
  /** `[B, L, D]` */
  readonly shape: readonly [number, number, number];
  /** Rows of the token table, `[B, L, D]`. */
  readonly token: Float32Array<ArrayBuffer>;
  /** Rows of the position table, `[L, D]`. */
  readonly position: Float32Array<ArrayBuffer>;
  /** token + position, `[B, L, D]`. */
  readonly input: Float32Array<ArrayBuffer>;
}

/** Which position table is shown. */
export interface PositionsName {
  /** "gpt2" while GPT-2's position table is there and the rest of it is not. */
  readonly source: "model" | "gpt2";
  /** Name of the model that it belongs to. */
  readonly name: string;
  /** C */
  readonly contextLength: number;
  /** D */
  readonly dimensions: number;
}

/** GPT-2 small's own, with or without the rest of it. */
export const GPT2_POSITIONS = {
  source: "gpt2",
  ...GPT2_SMALL,
  dimensions: 768,
} as const satisfies PositionsName;

/** A learned position table, row-major. */
export interface PositionTable {
  /** [C, D] */
  readonly shape: readonly [number, number];
  readonly values: Float32Array<ArrayBuffer>;
}

/** A position table whose rows are compared with each other. */
export type ComparedPositions =
  | { readonly source: "model" }
  | { readonly source: "gpt2" }
  /** Those of the formula, C rows of D. */
  | {
      readonly source: "sinusoidal";
      readonly contextLength: number;
      readonly dimensions: number;
    };

/** Cosines of all pairs of a table's rows. */
export interface Similarity {
  /** `[N, N]` */
  readonly shape: readonly [number, number];
  /** Row-major, in [-1, 1]; 0 where either row is all zeros. */
  readonly cosines: Float32Array<ArrayBuffer>;
}

/** The strongest principal components of a table [N, D]; K of them: 3, or D where that is less. */
export interface Pca {
  /** `[N, K]` */
  readonly shape: readonly [number, number];
  /** The rows' places along the components, (table − mean) · componentsᵀ, `[N, K]`. */
  readonly scores: Float32Array<ArrayBuffer>;
  /** Directions of length 1, `[K, D]`. The first value of largest size in each is positive. */
  readonly components: Float32Array<ArrayBuffer>;
  /** Of each column, `[D]`. */
  readonly mean: Float32Array<ArrayBuffer>;
  /** Unbiased (N − 1) variance along each component, largest first, `[K]`. 0 for a single row. */
  readonly variances: Float64Array<ArrayBuffer>;
  /** Shares of the total variance, `[K]`; 0 where there is none. */
  readonly ratios: Float64Array<ArrayBuffer>;
  /** Trace of the covariance. */
  readonly totalVariance: number;
}

/** Nearest rows of the token table, best first. */
export interface Nearest {
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Cosine of each with the query, from -1 to 1. */
  readonly similarities: Float32Array<ArrayBuffer>;
}
