import { ELEMENT_TYPES, node, type Constant, type Graph } from "../../embeddings/runtime/onnxGraph";
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

/**
 * Queries whose scores are made at a time: what is later than all of them is not computed, and their
 * scores stay small enough for the processor's caches.
 */
const CHUNK_ROWS = 128;

/** In how many chunks of queries a window of this length is attended. */
export function chunksOf(length: number): number {
  return Math.max(1, Math.ceil(length / CHUNK_ROWS));
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
  };
}

/**
 * One block of a GPT: y = z + feedForward(norm(z)) with z = x + attention(norm(x)), all [B·L, D].
 * @param index from 0
 * @param chunks of L, as `chunksOf` tells
 */
export function blockGraph(block: Block, index: number, sizes: BlockSizes, chunks = 1): Graph {
  const parts = new GraphParts();
  addQueriesAndKeys(parts, block, { withValues: true });
  const mixed = Array.from({ length: chunks }, (_, chunk) => {
    const isLast = chunk === chunks - 1;
    // Of the last chunk all keys count, however many there are.
    const part = isLast ? "" : String(chunk);
    const begin = `begin${chunk}`;
    parts.constants.push(bound(begin, chunk * CHUNK_ROWS));
    if (!isLast) {
      parts.constants.push(bound(`end${chunk}`, (chunk + 1) * CHUNK_ROWS));
      parts.add(
        node("Slice", ["keys", "zero", `end${chunk}`, "columnAxis"], `keys${chunk}`),
        node("Slice", ["values", "zero", `end${chunk}`, "rowAxis"], `values${chunk}`),
      );
    }
    const end = isLast ? "most" : `end${chunk}`;
    const queries = chunks === 1 ? "queries" : `queries${chunk}`;
    if (chunks > 1) parts.add(node("Slice", ["queries", begin, end, "rowAxis"], queries));
    addScores(parts, [queries, `keys${part}`, begin], `attention${chunk}`);
    parts.add(node("MatMul", [`attention${chunk}`, `values${part}`], `mixed${chunk}`));
    return `mixed${chunk}`;
  });
  if (chunks > 1) parts.add(node("Concat", mixed, "mixed", { axis: 2 }));
  parts.add(
    node("Transpose", [chunks > 1 ? "mixed" : "mixed0"], "mixedByToken", { perm: [0, 2, 1, 3] }),
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
  const name = chunks === 1 ? `block${index}` : `block${index}by${chunks}`;
  return graphOf(name, parts, sizes, {
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
  addQueriesAndKeys(parts, block, { withValues: false });
  parts.constants.push(bound("begin", 0));
  addScores(parts, ["queries", "keys", "begin"], "attention");
  return graphOf(`attention${index}`, parts, sizes, {
    name: "attention",
    type: "float32",
    shape: ["B", sizes.heads, "L", "L"],
  });
}

/** Queries [B, H, L, D/H], keys [B, H, D/H, L] and values [B, H, L, D/H] of x. */
function addQueriesAndKeys(
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
    node("Mul", ["query", "scale"], "scaled"),
    node("Reshape", ["scaled", "partShape"], "queryParts"),
    node("Transpose", ["queryParts"], "queries", { perm: [0, 2, 1, 3] }),
    node("Reshape", ["key", "partShape"], "keyParts"),
    node("Transpose", ["keyParts"], "keys", { perm: [0, 2, 3, 1] }),
  );
  if (withValues) {
    parts.add(
      node("Reshape", ["value", "partShape"], "valueParts"),
      node("Transpose", ["valueParts"], "values", { perm: [0, 2, 1, 3] }),
    );
  }
}

/**
 * softmax(q · kᵀ) of what is not later.
 * @param begin name of the first query's place among the keys, [1]
 */
function addScores(
  parts: GraphParts,
  [queries, keys, begin]: readonly [string, string, string],
  attention: string,
): void {
  const own = (name: string): string => `${attention}.${name}`;
  parts.add(
    node("MatMul", [queries, keys], own("scores")),
    node("Shape", [own("scores")], own("square"), { start: 2 }),
    // −∞ above the diagonal, which begins at the first query's own place; 0 elsewhere.
    node("Expand", ["minusInfinity", own("square")], own("all")),
    node("Add", [begin, "one"], own("first")),
    node("Trilu", [own("all"), own("first")], own("later"), { upper: 1 }),
    node("Add", [own("scores"), own("later")], own("masked")),
    node("Softmax", [own("masked")], attention),
  );
}

/** A place along an axis. */
function bound(name: string, place: number): Constant {
  return { name, shape: [1], values: BigInt64Array.of(BigInt(place)) };
}

function graphOf(
  name: string,
  { nodes, tables, constants }: GraphParts,
  { dimensions, heads }: BlockSizes,
  output: Graph["outputs"][number],
): Graph {
  return {
    name,
    inputs: [
      { name: "x", type: "float32", shape: ["N", dimensions] },
      { name: "parts", type: "int32", shape: [4] },
    ],
    outputs: [output],
    tables,
    constants: [
      { name: "scale", shape: [], values: Float32Array.of(1 / Math.sqrt(dimensions / heads)) },
      { name: "minusInfinity", shape: [], values: Float32Array.of(-Infinity) },
      bound("one", 1),
      bound("zero", 0),
      bound("rowAxis", 2),
      bound("columnAxis", 3),
      bound("most", Number.MAX_SAFE_INTEGER),
      ...constants,
      { name: "rowShape", shape: [2], values: BigInt64Array.of(-1n, BigInt(dimensions)) },
      { name: "widths", shape: [3], values: new BigInt64Array(3).fill(BigInt(dimensions)) },
    ],
    nodes,
    operatorSet: OPERATOR_SET,
  };
}
