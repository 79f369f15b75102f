import * as l10n from "../../shared/base/l10n";
import type { Matrix } from "ml-matrix";
import type { Pca } from "../../shared/values/vectors";
import { topEigenpairs } from "./eigenpairs";
import { stepsOf } from "./matrixSteps";
import { checkMemory } from "../store/memoryLimit";
import { noPause, type NextStep } from "../steps";
import type { Table } from "../table";
import { ELEMENT_TYPES, node, type Graph } from "../runtime/onnxGraph";
import { floatsOf } from "../runtime/runtime";
import type { Sessions } from "../runtime/sessions";

/** Values that are given instead of lying in a table's file; row-major. */
export interface GivenTable {
  readonly values: Float32Array;
  /** [N, D], both at least 1. */
  readonly shape: readonly [number, number];
}

const MOST_COMPONENTS = 3;
/** Deviations are divided by the largest, which must not be 0. The least normal float32. */
const LEAST_SCALE = 2 ** -126;
/** Products in one run, which cannot be interrupted: 1,024 rows of GPT-2's width are one run. */
export const MOST_PRODUCTS = 2 ** 30;

/**
 * @param memoryLimit bytes that the covariance and what leads to it may take
 * @param step awaited between steps of some milliseconds; what it throws ends the work
 * @throws {RangeError} when they would take more, or a value is not finite
 */
export async function pcaOf(
  table: Table | GivenTable,
  sessions: Sessions,
  memoryLimit: number,
  step: NextStep = noPause,
): Promise<Pca> {
  const [rows, width] = table.shape;
  // The table and its deviations in float64; those and their scaled form in float32, with sizes.
  const bytes = 4 * width * width + (2 * 8 + 4 * 4) * rows * width;
  checkMemory(bytes, memoryLimit, (needed, limit) =>
    l10n.t(
      "The covariance [{0}, {0}] of {1} rows would take {2}, more than the limit of {3}.",
      width,
      rows,
      needed,
      limit,
    ),
  );
  const inputs = "values" in table ? { table } : {};
  const atOnce = Math.max(1, Math.floor(MOST_PRODUCTS / width ** 2));
  const names = ["mean", "scale", "deviations", ...(atOnce < rows ? [] : ["products"])];
  const outputs = await sessions.run(deviationsGraph(table, atOnce >= rows), inputs, names);
  const products =
    atOnce < rows
      ? await productsOf(floatsOf(outputs, "deviations"), width, atOnce, sessions, step)
      : floatsOf(outputs, "products");
  const trace = products.reduce((sum, x, at) => (at % (width + 1) === 0 ? sum + x : sum), 0);
  if (!Number.isFinite(trace)) {
    throw new RangeError(
      l10n.t("There are no principal components of values that are not finite."),
    );
  }
  const count = Math.min(MOST_COMPONENTS, width);
  const { values, vectors } = await topEigenpairs(
    products,
    width,
    count,
    stepsOf(products, width, sessions),
    step,
  );
  const components = signed(vectors);

  const projected = await sessions.run(
    projectionGraph,
    {
      deviations: { values: floatsOf(outputs, "deviations"), shape: [rows, width] },
      components: { values: components, shape: [count, width] },
    },
    ["scores"],
  );
  const scale = floatsOf(outputs, "scale")[0] ?? NaN;
  const perProduct = scale ** 2 / Math.max(1, rows - 1);
  return {
    shape: [rows, count],
    scores: floatsOf(projected, "scores").map((score) => score * scale),
    components,
    mean: floatsOf(outputs, "mean"),
    variances: Float64Array.from(values, (value) => Math.max(0, value) * perProduct),
    ratios: Float64Array.from(values, (value) => (trace > 0 ? Math.max(0, value) / trace : 0)),
    totalVariance: trace * perProduct,
  };
}

/** The same products, of some rows at a time. */
async function productsOf(
  deviations: Float32Array,
  width: number,
  atOnce: number,
  sessions: Sessions,
  step: NextStep,
): Promise<Float32Array> {
  let products: Float32Array = new Float32Array(width * width);
  for (let start = 0; start < deviations.length; start += atOnce * width) {
    await step();
    const values = deviations.subarray(start, start + atOnce * width);
    const inputs = {
      some: { values, shape: [values.length / width, width] },
      before: { values: products, shape: [width, width] },
    };
    products = floatsOf(await sessions.run(someProductsGraph, inputs, ["products"]), "products");
  }
  return products;
}

/** Eigenvectors have no sign of their own: the first value of largest size is made positive. */
function signed(vectors: Matrix): Float32Array<ArrayBuffer> {
  const components = new Float32Array(vectors.rows * vectors.columns);
  for (let row = 0; row < vectors.rows; row++) {
    const values = components.subarray(row * vectors.columns, (row + 1) * vectors.columns);
    values.set(vectors.getRow(row));
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const first = values.find((value) => Math.abs(value) === largest) ?? 0;
    if (first < 0) values.forEach((value, at) => (values[at] = -value));
  }
  return components;
}

/**
 * deviations = (table − mean) / scale, products = deviationsᵀ · deviations, scale = the largest
 * deviation's size. Means in float64, so that a constant column deviates by exactly 0; scaled, so
 * that no product overflows.
 */
function deviationsGraph(table: Table | GivenTable, withProducts: boolean): Graph {
  const { shape } = table;
  const [, width] = shape;
  const isGiven = "values" in table;
  return {
    name: isGiven ? `deviations-${shape.join("x")}` : "deviations",
    inputs: isGiven ? [{ name: "table", type: "float32", shape }] : [],
    outputs: [
      { name: "mean", type: "float32", shape: [1, width] },
      { name: "scale", type: "float32", shape: [1, 1] },
      { name: "deviations", type: "float32", shape },
      ...(withProducts
        ? [{ name: "products", type: "float32", shape: [width, width] } as const]
        : []),
    ],
    tables: isGiven ? [] : [{ name: "table", shape, fileName: table.name }],
    constants: [{ name: "leastScale", shape: [], values: Float32Array.of(LEAST_SCALE) }],
    nodes: [
      node("Cast", ["table"], "doubles", { to: ELEMENT_TYPES.float64 }),
      node("ReduceMean", ["doubles"], "longMean", { axes: [0] }),
      node("Cast", ["longMean"], "mean", { to: ELEMENT_TYPES.float32 }),
      node("Sub", ["doubles", "longMean"], "longDeviations"),
      node("Cast", ["longDeviations"], "shortDeviations", { to: ELEMENT_TYPES.float32 }),
      node("Abs", ["shortDeviations"], "sizes"),
      node("ReduceMax", ["sizes"], "largest", { axes: [0, 1] }),
      node("Max", ["largest", "leastScale"], "scale"),
      node("Div", ["shortDeviations", "scale"], "deviations"),
      ...(withProducts
        ? [node("Gemm", ["deviations", "deviations"], "products", { transA: 1 })]
        : []),
    ],
  };
}

/** products = before + someᵀ · some */
const someProductsGraph: Graph = {
  name: "someProducts",
  inputs: [
    { name: "some", type: "float32", shape: ["R", "D"] },
    { name: "before", type: "float32", shape: ["D", "D"] },
  ],
  outputs: [{ name: "products", type: "float32", shape: ["D", "D"] }],
  nodes: [node("Gemm", ["some", "some", "before"], "products", { transA: 1 })],
};

/** scores = deviations · componentsᵀ */
const projectionGraph: Graph = {
  name: "projection",
  inputs: [
    { name: "deviations", type: "float32", shape: ["N", "D"] },
    { name: "components", type: "float32", shape: ["K", "D"] },
  ],
  outputs: [{ name: "scores", type: "float32", shape: ["N", "K"] }],
  nodes: [node("Gemm", ["deviations", "components"], "scores", { transB: 1 })],
};
