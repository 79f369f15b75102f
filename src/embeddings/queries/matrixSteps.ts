import type { Matrix } from "ml-matrix";
import { matrixOf, type Step } from "./eigenpairs";
import { node, type Graph } from "../runtime/onnxGraph";
import { floatsOf } from "../runtime/runtime";
import type { Sessions } from "../runtime/sessions";

/** Products with a symmetric matrix [size, size] by ONNX Runtime. */
export function stepsOf(matrix: Float32Array, size: number, sessions: Sessions): Step {
  return async (scale, y, shift, y0, back) => {
    const inputs = {
      matrix: { values: matrix, shape: [size, size] },
      y: { values: floatsIn(y), shape: [y.rows, size] },
      y0: { values: floatsIn(y0), shape: [y0.rows, size] },
      scale: { values: Float32Array.of(scale), shape: [] },
      shift: { values: Float32Array.of(shift), shape: [] },
      back: { values: Float32Array.of(back), shape: [] },
    };
    return matrixOf(floatsOf(await sessions.run(stepGraph, inputs, ["next"]), "next"), size);
  };
}

/** As the matrix is symmetric, it may be taken transposed: rows times rows are fastest. */
const stepGraph: Graph = {
  name: "step",
  inputs: [
    { name: "matrix", type: "float32", shape: ["N", "N"] },
    { name: "y", type: "float32", shape: ["B", "N"] },
    { name: "y0", type: "float32", shape: ["B", "N"] },
    { name: "scale", type: "float32", shape: [] },
    { name: "shift", type: "float32", shape: [] },
    { name: "back", type: "float32", shape: [] },
  ],
  outputs: [{ name: "next", type: "float32", shape: ["B", "N"] }],
  nodes: [
    node("Gemm", ["y", "matrix"], "product", { transB: 1 }),
    node("Mul", ["product", "scale"], "scaled"),
    node("Mul", ["y", "shift"], "shifted"),
    node("Mul", ["y0", "back"], "earlier"),
    node("Add", ["scaled", "shifted"], "both"),
    node("Add", ["both", "earlier"], "next"),
  ],
};

function floatsIn(matrix: Matrix): Float32Array {
  const values = new Float32Array(matrix.rows * matrix.columns);
  for (let row = 0; row < matrix.rows; row++) values.set(matrix.getRow(row), row * matrix.columns);
  return values;
}
