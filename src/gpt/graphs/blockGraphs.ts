import { ELEMENT_TYPES, node, type Graph } from "../../embeddings/runtime/onnxGraph";
import type { Tensor } from "../../embeddings/runtime/runtime";
import type { Activation } from "../../shared/values/vectors";
import type { Block } from "../parameters/parameters";
import { GraphParts } from "./graphParts";

/** The first with GELU. */
export const OPERATOR_SET = 20;

/** What is the same for every block of a GPT. */
export interface BlockSizes {
  /** D */
  readonly dimensions: number;
  /** H, which divides D. */
  readonly heads: number;
  readonly activation: Activation;
}

/** What a block's graphs are run with: x [B·L, D], and the sizes in which it reads it. */
export function blockInputs(
  x: Float32Array,
  [rows, length]: readonly [number, number],
  { dimensions, heads }: BlockSizes,
): Record<string, Tensor> {
  return {
    x: { values: x, shape: [rows * length, dimensions] },
    parts: { values: Int32Array.of(rows, length, heads, dimensions / heads), shape: [4] },
    square: { values: Int32Array.of(length, length), shape: [2] },
  };
}

/**
 * One block of a GPT: y = z + feedForward(norm(z)) with z = x + attention(norm(x)), all [B·L, D].
 * @param index from 0
 */
export function blockGraph(block: Block, index: number, sizes: BlockSizes): Graph {
  const parts = new GraphParts();
  addAttention(parts, block, { withValues: true });
  parts.add(
    node("MatMul", ["attention", "values"], "mixed"),
    node("Transpose", ["mixed"], "mixedByToken", { perm: [0, 2, 1, 3] }),
    node("Reshape", ["mixedByToken", "rowShape"], "mixedRows"),
  );
  parts.linear("projection", block.projection, "mixedRows", "projected");
  parts.add(node("Add", ["x", "projected"], "z"));
  parts.norm("feedForwardNorm", block.feedForwardNorm, "z", "zNormed");
  parts.linear("up", block.up, "zNormed", "wide");
  parts.add(
    node("Gelu", ["wide"], "active", {
      approximate: sizes.activation === "tanh" ? "tanh" : "none",
    }),
  );
  parts.linear("down", block.down, "active", "fed");
  parts.add(node("Add", ["z", "fed"], "y"));
  return graphOf(`block${index}`, parts, sizes, {
    name: "y",
    type: "float32",
    shape: ["N", sizes.dimensions],
  });
}

/**
 * What the heads of one block look at: softmax(q · kᵀ / √(D/H)) of what is not later, [B, H, L, L],
 * a row for each query.
 */
export function attentionGraph(block: Block, index: number, sizes: BlockSizes): Graph {
  const parts = new GraphParts();
  addAttention(parts, block, { withValues: false });
  return graphOf(`attention${index}`, parts, sizes, {
    name: "attention",
    type: "float32",
    shape: ["B", sizes.heads, "L", "L"],
  });
}

function addAttention(
  parts: GraphParts,
  block: Block,
  { withValues }: { readonly withValues: boolean },
): void {
  parts.norm("attentionNorm", block.attentionNorm, "x", "xNormed");
  const [first, key, value] = block.attention;
  if (key === undefined || value === undefined) {
    parts.linear("attention", first, "xNormed", "together");
    parts.add({
      operator: "Split",
      inputs: ["together", "widths"],
      outputs: ["query", "key", "value"],
      attributes: { axis: 1 },
    });
  } else {
    parts.linear("query", first, "xNormed", "query");
    parts.linear("key", key, "xNormed", "key");
    if (withValues) parts.linear("value", value, "xNormed", "value");
  }
  parts.add(
    node("Cast", ["parts"], "partShape", { to: ELEMENT_TYPES.int64 }),
    node("Cast", ["square"], "squareShape", { to: ELEMENT_TYPES.int64 }),
    // −∞ above the diagonal, 0 elsewhere.
    node("Expand", ["minusInfinity", "squareShape"], "all"),
    node("Trilu", ["all", "one"], "later", { upper: 1 }),
    node("Mul", ["query", "scale"], "scaled"),
    node("Reshape", ["scaled", "partShape"], "queryParts"),
    node("Transpose", ["queryParts"], "queries", { perm: [0, 2, 1, 3] }),
    node("Reshape", ["key", "partShape"], "keyParts"),
    node("Transpose", ["keyParts"], "keys", { perm: [0, 2, 3, 1] }),
    node("MatMul", ["queries", "keys"], "scores"),
    node("Add", ["scores", "later"], "masked"),
    node("Softmax", ["masked"], "attention"),
  );
  if (withValues) {
    parts.add(
      node("Reshape", ["value", "partShape"], "valueParts"),
      node("Transpose", ["valueParts"], "values", { perm: [0, 2, 1, 3] }),
    );
  }
}

function graphOf(
  name: string,
  { nodes, tables }: GraphParts,
  { dimensions, heads }: BlockSizes,
  output: Graph["outputs"][number],
): Graph {
  return {
    name,
    inputs: [
      { name: "x", type: "float32", shape: ["N", dimensions] },
      { name: "parts", type: "int32", shape: [4] },
      { name: "square", type: "int32", shape: [2] },
    ],
    outputs: [output],
    tables,
    constants: [
      { name: "scale", shape: [], values: Float32Array.of(1 / Math.sqrt(dimensions / heads)) },
      { name: "minusInfinity", shape: [], values: Float32Array.of(-Infinity) },
      { name: "one", shape: [], values: BigInt64Array.of(1n) },
      { name: "rowShape", shape: [2], values: BigInt64Array.of(-1n, BigInt(dimensions)) },
      { name: "widths", shape: [3], values: new BigInt64Array(3).fill(BigInt(dimensions)) },
    ],
    nodes,
    operatorSet: OPERATOR_SET,
  };
}
