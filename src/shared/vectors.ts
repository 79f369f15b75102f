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
  | {
      readonly source: "file";
      /** Of a `.safetensors` or `.onnx` file, absolute. */
      readonly path: string;
      /** Names of the tensors, where the file has several that may be meant. */
      readonly token?: string;
      readonly position?: string;
    };

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

/** A learned position table, row-major. */
export interface PositionTable {
  /** [C, D] */
  readonly shape: readonly [number, number];
  readonly values: Float32Array<ArrayBuffer>;
}

/** Nearest rows of the token table, best first. */
export interface Nearest {
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Cosine of each with the query, from -1 to 1. */
  readonly similarities: Float32Array<ArrayBuffer>;
}
