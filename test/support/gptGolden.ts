import assert from "node:assert/strict";
import type { Remote } from "../../src/shared/base/rpc";
import { batchOf } from "../../src/embeddings/queries/batch";
import type { VectorService } from "../../src/workers/vectorService";

/** One run of a GPT, as PyTorch printed it. */
export interface GptTrace {
  /** L of them */
  readonly ids: readonly number[];
  /** [layers, H, L, L] */
  readonly attention: { readonly values: readonly number[] };
  /** [layers + 1, L, D] */
  readonly residual: { readonly values: readonly number[] };
  readonly logitLens: readonly GptTop[];
  /** Of each id after the first. */
  readonly surprisalNats: readonly number[];
  /** After each id but the last. */
  readonly topIds: readonly (readonly number[])[];
  readonly topLogProbabilities: readonly (readonly number[])[];
}

export interface GptTop {
  readonly topIds: readonly (readonly number[])[];
  readonly topLogProbabilities: readonly (readonly number[])[];
}

/** What float32 sums in another order differ by. */
export const GPT_TOLERANCE = 5e-5;

/** @param of what they are, for the message */
export function assertNear(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  of: string,
  tolerance = GPT_TOLERANCE,
): void {
  assert.equal(actual.length, expected.length, of);
  let worst = 0;
  for (let at = 0; at < expected.length; at++) {
    const difference = Math.abs((actual[at] ?? NaN) - (expected[at] ?? NaN));
    assert.ok(difference <= tolerance, `${of} ${at}: ${actual[at]} is not ${expected[at]}`);
    worst = Math.max(worst, difference);
  }
}

/** What answers the questions of a trace. */
export type TracedGpt = {
  [K in "predict" | "residual" | "lens" | "attention"]: (
    ...args: Parameters<Remote<VectorService>[K]>
  ) => Promise<Omit<Awaited<ReturnType<Remote<VectorService>[K]>>, "ranks">>;
};

/** Compares everything that the model in use answers of a run with what PyTorch printed of it. */
export async function assertTrace(
  call: TracedGpt,
  { ids, attention, residual, logitLens, ...rest }: GptTrace,
  tolerance = GPT_TOLERANCE,
): Promise<void> {
  const row = batchOf([ids]);
  const last = ids.length - 1;
  const top = rest.topIds[0]!.length;
  const predicted = await call.predict(row, { top });
  assert.deepEqual([...predicted.shape], [1, ids.length, top]);
  assertNear(predicted.surprisal.subarray(0, last), rest.surprisalNats, "surprisal", tolerance);
  assert.ok(Number.isNaN(predicted.surprisal[last]));
  assert.deepEqual([...predicted.topIds.subarray(0, last * top)], rest.topIds.flat());
  const logs = predicted.topLogProbabilities.subarray(0, last * top);
  assertNear(logs, rest.topLogProbabilities.flat(), "log-probability", tolerance);
  const layers = logitLens.length - 1;
  const size = attention.values.length / layers;
  const width = residual.values.length / (layers + 1);
  for (let layer = 0; layer <= layers; layer++) {
    const stream = await call.residual(row, layer);
    const expected = residual.values.slice(layer * width, (layer + 1) * width);
    assertNear(stream.values, expected, `residual ${layer}`, tolerance);
    const lens = await call.lens(row, layer, top);
    const { topIds, topLogProbabilities } = logitLens[layer]!;
    assert.deepEqual([...lens.topIds], topIds.flat());
    assertNear(lens.topLogProbabilities, topLogProbabilities.flat(), `lens ${layer}`, tolerance);
    if (layer === layers) continue;
    const heads = await call.attention(row, layer);
    const values = attention.values.slice(layer * size, (layer + 1) * size);
    assertNear(heads.values, values, `attention ${layer}`, tolerance);
  }
}

/** Goes on from ids, each time with the likeliest. */
export async function greedy(
  call: Remote<VectorService>,
  ids: readonly number[],
  count: number,
): Promise<number[]> {
  const all = [...ids];
  for (let at = 0; at < count; at++) {
    const { topIds } = await call.predict(batchOf([all]), { top: 1 });
    all.push(topIds.at(-1)!);
  }
  return all.slice(ids.length);
}
