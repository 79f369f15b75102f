import * as l10n from "../../shared/base/l10n";
import type { Similarity } from "../../shared/values/vectors";
import { checkMemory } from "../store/memoryLimit";
import { noPause, type NextStep } from "../steps";
import type { Table } from "../table";
import { ELEMENT_TYPES, node, type Graph } from "../runtime/onnxGraph";
import { MOST_PRODUCTS, type GivenTable } from "./pca";
import { floatsOf } from "../runtime/runtime";
import type { Sessions } from "../runtime/sessions";

/** Shorter rows are zeros: what they are divided by must not be 0. The least normal float64. */
const LEAST_NORM = 2 ** -1022;

/**
 * The cosine matrix [N, N] of a table [N, D] of finite numbers.
 * @param memoryLimit bytes that the matrix and what leads to it may take
 * @param step awaited between steps of some milliseconds; what it throws ends the work
 * @throws {RangeError} when they would take more
 */
export async function similarityOf(
  table: Table | GivenTable,
  sessions: Sessions,
  memoryLimit: number,
  step: NextStep = noPause,
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
  const inputs = "values" in table ? { table } : {};
  const atOnce = Math.max(1, Math.floor(MOST_PRODUCTS / (rows * width)));
  if (atOnce >= rows) {
    const outputs = await sessions.run(similarityGraph(table, "cosines"), inputs, ["cosines"]);
    return { shape: [rows, rows], cosines: floatsOf(outputs, "cosines") };
  }
  const outputs = await sessions.run(similarityGraph(table, "units"), inputs, ["units"]);
  const units = floatsOf(outputs, "units");
  const cosines = new Float32Array(rows * rows);
  for (let start = 0; start < rows; start += atOnce) {
    await step();
    const values = units.subarray(start * width, (start + atOnce) * width);
    const some = { values, shape: [values.length / width, width] };
    const all = { values: units, shape: [rows, width] };
    const part = await sessions.run(productsGraph(width), { some, all }, ["cosines"]);
    cosines.set(floatsOf(part, "cosines"), start * rows);
  }
  return { shape: [rows, rows], cosines };
}

/**
 * cosines = U Uᵀ with rows of length 1 or 0 in U. Lengths in float64, where no float32 overflows.
 * @param output where it ends
 */
function similarityGraph(table: Table | GivenTable, output: "units" | "cosines"): Graph {
  const { shape } = table;
  const [rows] = shape;
  const isGiven = "values" in table;
  return {
    name: isGiven ? `${output}-${shape.join("x")}` : output,
    inputs: isGiven ? [{ name: "table", type: "float32", shape }] : [],
    outputs: [{ name: output, type: "float32", shape: output === "units" ? shape : [rows, rows] }],
    tables: isGiven ? [] : [{ name: "table", shape, fileName: table.name }],
    constants: [{ name: "leastNorm", shape: [], values: Float64Array.of(LEAST_NORM) }, ...LIMITS],
    nodes: [
      node("Cast", ["table"], "doubles", { to: ELEMENT_TYPES.float64 }),
      node("ReduceSumSquare", ["doubles"], "squares", { axes: [1] }),
      node("Sqrt", ["squares"], "norms"),
      node("Max", ["norms", "leastNorm"], "divisors"),
      node("Div", ["doubles", "divisors"], "directions"),
      node("Cast", ["directions"], "units", { to: ELEMENT_TYPES.float32 }),
      ...(output === "units" ? [] : cosinesOf("units", "units")),
    ],
  };
}

/** Rows of the same matrix: cosines of some units with all. */
function productsGraph(width: number): Graph {
  return {
    name: `products-${width}`,
    inputs: [
      { name: "some", type: "float32", shape: ["R", width] },
      { name: "all", type: "float32", shape: ["N", width] },
    ],
    outputs: [{ name: "cosines", type: "float32", shape: ["R", "N"] }],
    constants: LIMITS,
    nodes: cosinesOf("some", "all"),
  };
}

/** Rounding can carry a cosine a hair beyond its limits. */
const LIMITS = [
  { name: "least", shape: [], values: Float32Array.of(-1) },
  { name: "most", shape: [], values: Float32Array.of(1) },
];

function cosinesOf(some: string, all: string) {
  return [
    node("Gemm", [some, all], "products", { transB: 1 }),
    node("Clip", ["products", "least", "most"], "cosines"),
  ];
}
