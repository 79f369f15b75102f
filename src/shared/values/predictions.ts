/** What a whole GPT expects next at each of L positions of B rows of ids; the K likeliest, best first. */
export interface Predictions {
  /** `[B, L, K]` */
  readonly shape: readonly [number, number, number];
  /**
   * Nats, `[B, L]`: of the next id of the row, and at the row's end of its target; NaN there where
   * none was given.
   */
  readonly surprisal: Float32Array<ArrayBuffer>;
  /** How many ids are likelier than that one, `[B, L]`: 0 for the likeliest; 0 where it is unknown. */
  readonly ranks: Uint32Array<ArrayBuffer>;
  /** `[B, L, K]` */
  readonly topIds: Uint32Array<ArrayBuffer>;
  /** Nats, `[B, L, K]`. */
  readonly topLogProbabilities: Float32Array<ArrayBuffer>;
}

/** Softmaxed attention of one layer, `[H, L, L]`, a row for each query. */
export interface Attention {
  readonly shape: readonly [number, number, number];
  readonly values: Float32Array<ArrayBuffer>;
}

/** Residual stream after a number of blocks, `[L, D]`. */
export interface Residual {
  readonly shape: readonly [number, number];
  readonly values: Float32Array<ArrayBuffer>;
}

/** What final norm and head make of a residual stream: the K likeliest ids, best first. */
export interface Lens {
  /** `[L, K]` */
  readonly shape: readonly [number, number];
  /** `[L, K]` */
  readonly topIds: Uint32Array<ArrayBuffer>;
  /** Nats, `[L, K]`. */
  readonly topLogProbabilities: Float32Array<ArrayBuffer>;
}

export interface PredictOptions {
  /** K, how many of the likeliest ids. */
  readonly top: number;
  /** For each row, the id that follows it. */
  readonly targets?: Int32Array;
  /**
   * Position of each row, from 0, before which nothing is predicted: what stands there is context
   * alone, of which the answer has no ids and a surprisal of NaN.
   */
  readonly from?: number;
}

/** How many of the likeliest ids there are unless told. */
export const USUAL_TOP = 10;
