import type { NextStep } from "../../embeddings/steps";
import type { Sessions } from "../../embeddings/runtime/sessions";
import { floatsOf, integersOf } from "../../embeddings/runtime/runtime";
import type { Graph } from "../../embeddings/runtime/onnxGraph";

/** Bytes of logits that are made in one run, if one row alone does not take more. */
const LOGIT_BYTES = 2 ** 26;

/** Where what the head says of some rows goes, row by row. */
export interface HeadAnswer {
  /** K for each row. */
  readonly topIds: Uint32Array;
  readonly topLogProbabilities: Float32Array;
  /** One for each row; none where nobody asks what the targets come to. */
  readonly surprisal?: Float32Array;
  readonly ranks?: Uint32Array;
}

/** How many rows of logits are made at a time. */
export function logitRows(vocabularySize: number): number {
  return Math.max(1, Math.floor(LOGIT_BYTES / (4 * vocabularySize)));
}

/**
 * Runs the head on rows of the residual stream, some at a time.
 * @param x [N, D]
 * @param targets an id for each row
 * @param at row of the answer that the first one is
 * @param step awaited before each run; what it throws ends the work
 */
export async function runHead(
  { graph, sessions }: { readonly graph: Graph; readonly sessions: Sessions },
  x: Float32Array,
  targets: Int32Array,
  [vocabularySize, dimensions, top]: readonly [number, number, number],
  answer: HeadAnswer,
  at: number,
  step: NextStep,
): Promise<void> {
  const most = logitRows(vocabularySize);
  const wanted = answer.surprisal === undefined ? [] : ["surprisal", "ranks"];
  for (let start = 0; start < targets.length; start += most) {
    await step();
    const some = targets.slice(start, start + most);
    const rows = some.length;
    const outputs = await sessions.run(
      graph,
      {
        x: {
          values: x.subarray(start * dimensions, (start + rows) * dimensions),
          shape: [rows, dimensions],
        },
        count: { values: Int32Array.of(top), shape: [1] },
        targets: { values: some, shape: [rows, 1] },
      },
      ["topIds", "topLogProbabilities", ...wanted],
    );
    const row = at + start;
    answer.topIds.set(integersOf(outputs, "topIds"), row * top);
    answer.topLogProbabilities.set(floatsOf(outputs, "topLogProbabilities"), row * top);
    if (wanted.length === 0) continue;
    answer.surprisal?.set(floatsOf(outputs, "surprisal"), row);
    answer.ranks?.set(integersOf(outputs, "ranks"), row);
  }
}
