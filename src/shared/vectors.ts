/** Which tables the vectors come from. */
export type ModelChoice =
  | {
      readonly source: "seeded";
      readonly seed?: number;
      readonly dimensions?: number;
      readonly contextLength?: number;
      readonly vocabularySize?: number;
    }
  | { readonly source: "gpt2" }
  | { readonly source: "file"; readonly path: string };

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
  readonly seed?: number;
}

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
