/** Floats in a file of their own, row-major. */
export interface Table {
  readonly name: string;
  readonly shape: readonly [number, number];
}

/** Names of a model's files: raw float32 tables and the graph over the first two. */
export interface Tables {
  readonly graph: string;
  /** wte, [V, D] */
  readonly token: Table;
  /** wpe, [C, D] */
  readonly position: Table;
  /** Of a whole GPT: what its other parameters lie in, one after another; each [N, 1]. */
  readonly others?: readonly Table[];
}

export function everyTable({ token, position, others = [] }: Tables): readonly Table[] {
  return [token, position, ...others];
}

export function tableBytes({ shape: [rows, columns] }: Table): number {
  return 4 * rows * columns;
}
