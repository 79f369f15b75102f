import { checkMemory } from "./memoryLimit";
import type { Table } from "./model";
import { ELEMENT_TYPES, node, type Graph } from "./onnxGraph";
import { floatsOf } from "./runtime";
import type { Sessions } from "./sessions";

/** Shorter rows are zeros: what they are divided by must not be 0. The least normal float64. */
const LEAST_NORM = 2 ** -1022;

/** Cosines of all pairs of a table's rows. */
export interface Similarity {
  /** `[N, N]` */
  readonly shape: readonly [number, number];
  /** Row-major, in [-1, 1]; 0 where either row is all zeros. */
  readonly cosines: Float32Array<ArrayBuffer>;
}

/**
 * The cosine matrix [N, N] of a table [N, D] of finite numbers.
 * @param memoryLimit bytes that the matrix and what leads to it may take
 * @throws {RangeError} when they would take more
 */
export async function similarityOf(
  table: Table,
  sessions: Sessions,
  memoryLimit: number,
): Promise<Similarity> {
  const [rows, width] = table.shape;
  // The result before and after clipping; rows as read and normalised, in float64 and float32.
  const bytes = 2 * 4 * rows * rows + (2 * 8 + 4) * rows * width;
  checkMemory(`The cosine matrix [${rows}, ${rows}]`, bytes, memoryLimit);
  const outputs = await sessions.run(similarityGraph(table), {}, ["cosines"]);
  return { shape: [rows, rows], cosines: floatsOf(outputs, "cosines") };
}

/** cosines = U Uᵀ with rows of length 1 or 0 in U. Lengths in float64, where no float32 overflows. */
function similarityGraph({ name, shape }: Table): Graph {
  const [rows] = shape;
  return {
    name: "similarity",
    inputs: [],
    outputs: [{ name: "cosines", type: "float32", shape: [rows, rows] }],
    tables: [{ name: "table", shape, fileName: name }],
    constants: [
      { name: "leastNorm", shape: [], values: Float64Array.of(LEAST_NORM) },
      { name: "least", shape: [], values: Float32Array.of(-1) },
      { name: "most", shape: [], values: Float32Array.of(1) },
    ],
    nodes: [
      node("Cast", ["table"], "doubles", { to: ELEMENT_TYPES.float64 }),
      node("ReduceSumSquare", ["doubles"], "squares", { axes: [1] }),
      node("Sqrt", ["squares"], "norms"),
      node("Max", ["norms", "leastNorm"], "divisors"),
      node("Div", ["doubles", "divisors"], "directions"),
      node("Cast", ["directions"], "units", { to: ELEMENT_TYPES.float32 }),
      node("Gemm", ["units", "units"], "products", { transB: 1 }),
      node("Clip", ["products", "least", "most"], "cosines"),
    ],
  };
}
