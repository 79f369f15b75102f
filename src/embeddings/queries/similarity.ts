import * as l10n from "../../shared/base/l10n";
import type { Similarity } from "../../shared/values/vectors";
import { checkMemory } from "../store/memoryLimit";
import type { Table } from "../table";
import { ELEMENT_TYPES, node, type Graph } from "../runtime/onnxGraph";
import type { GivenTable } from "./pca";
import { floatsOf } from "../runtime/runtime";
import type { Sessions } from "../runtime/sessions";

/** Shorter rows are zeros: what they are divided by must not be 0. The least normal float64. */
const LEAST_NORM = 2 ** -1022;

/**
 * The cosine matrix [N, N] of a table [N, D] of finite numbers.
 * @param memoryLimit bytes that the matrix and what leads to it may take
 * @throws {RangeError} when they would take more
 */
export async function similarityOf(
  table: Table | GivenTable,
  sessions: Sessions,
  memoryLimit: number,
): Promise<Similarity> {
  const [rows, width] = table.shape;
  // The result before and after clipping; rows as read and normalised, in float64 and float32.
  const bytes = 2 * 4 * rows * rows + (2 * 8 + 4) * rows * width;
  checkMemory(bytes, memoryLimit, (needed, limit) =>
    l10n.t(
      "The cosine matrix [{0}, {0}] would take {1}, more than the limit of {2}.",
      rows,
      needed,
      limit,
    ),
  );
  const outputs = await sessions.run(similarityGraph(table), "values" in table ? { table } : {}, [
    "cosines",
  ]);
  return { shape: [rows, rows], cosines: floatsOf(outputs, "cosines") };
}

/** cosines = U Uᵀ with rows of length 1 or 0 in U. Lengths in float64, where no float32 overflows. */
function similarityGraph(table: Table | GivenTable): Graph {
  const { shape } = table;
  const [rows] = shape;
  const isGiven = "values" in table;
  return {
    name: isGiven ? `similarity-${shape.join("x")}` : "similarity",
    inputs: isGiven ? [{ name: "table", type: "float32", shape }] : [],
    outputs: [{ name: "cosines", type: "float32", shape: [rows, rows] }],
    tables: isGiven ? [] : [{ name: "table", shape, fileName: table.name }],
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
