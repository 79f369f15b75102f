/** Floats in a file of their own, row-major. */
export interface Table {
  readonly name: string;
  readonly shape: readonly [number, number];
}

/** Names of a model's files: two raw float32 tables and the graph over them. */
export interface Tables {
  readonly graph: string;
  /** wte, [V, D] */
  readonly token: Table;
  /** wpe, [C, D] */
  readonly position: Table;
}
