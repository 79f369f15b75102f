import { ELEMENT_TYPES, node, type Graph } from "../../embeddings/runtime/onnxGraph";
import type { GptParameters } from "../parameters/parameters";
import { OPERATOR_SET } from "./blockGraphs";
import { GraphParts } from "./graphParts";

/**
 * Final norm and head on rows x [N, D] of the residual stream, and of the logits [N, V] what is
 * wanted of them: the k likeliest ids and their log-probabilities [N, k], best first; of a target
 * [N, 1] its surprisal in nats and its rank, 0 for the likeliest. The logits stay in the graph.
 */
export function headGraph({ norm, head, dimensions }: GptParameters): Graph {
  const parts = new GraphParts();
  parts.norm("norm", norm, "x", "normed");
  parts.linear("head", { weight: head, isTurned: false, bias: undefined }, "normed", "logits");
  parts.add(
    node("ReduceLogSumExp", ["logits", "lastAxis"], "logSum"),
    node("Cast", ["count"], "k", { to: ELEMENT_TYPES.int64 }),
    {
      operator: "TopK",
      inputs: ["logits", "k"],
      outputs: ["topLogits", "longIds"],
    },
    node("Sub", ["topLogits", "logSum"], "topLogProbabilities"),
    node("Cast", ["longIds"], "topIds", { to: ELEMENT_TYPES.int32 }),
    node("Cast", ["targets"], "longTargets", { to: ELEMENT_TYPES.int64 }),
    node("GatherElements", ["logits", "longTargets"], "targetLogits", { axis: 1 }),
    node("Sub", ["logSum", "targetLogits"], "surprisal"),
    // 1 where an id is likelier, 0 elsewhere.
    node("Sub", ["logits", "targetLogits"], "ahead"),
    node("Sign", ["ahead"], "signs"),
    node("Relu", ["signs"], "likelier"),
    node("ReduceSum", ["likelier", "lastAxis"], "counts"),
    node("Cast", ["counts"], "ranks", { to: ELEMENT_TYPES.int32 }),
  );
  return {
    name: "head",
    inputs: [
      { name: "x", type: "float32", shape: ["N", dimensions] },
      { name: "count", type: "int32", shape: [1] },
      { name: "targets", type: "int32", shape: ["N", 1] },
    ],
    outputs: [
      { name: "topIds", type: "int32", shape: ["N", "K"] },
      { name: "topLogProbabilities", type: "float32", shape: ["N", "K"] },
      { name: "surprisal", type: "float32", shape: ["N", 1] },
      { name: "ranks", type: "int32", shape: ["N", 1] },
    ],
    tables: parts.tables,
    constants: [{ name: "lastAxis", shape: [1], values: BigInt64Array.of(-1n) }],
    nodes: parts.nodes,
    operatorSet: OPERATOR_SET,
  };
}
