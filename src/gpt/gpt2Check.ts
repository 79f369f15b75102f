import * as l10n from "../shared/base/l10n";
import { batchOf } from "../embeddings/queries/batch";
import { noPause, type NextStep } from "../embeddings/steps";
import type { Gpt } from "./gpt";
import { WHOLE_GPT2, type WholeGpt2 } from "./gpt2/wholeGpt2";

/** What comes of comparing a model's greedy ids with GPT-2's. */
export interface Gpt2Check {
  /** Ids that were compared. */
  readonly count: number;
  /** The first that is another, as a sentence; undefined where there is none. */
  readonly problem: string | undefined;
}

/**
 * Whether a model goes on as GPT-2 does: each of its published greedy ids is the likeliest after those
 * before, which one look at all of them tells.
 * @throws as `Gpt.predict`
 */
export async function checkGpt2(
  gpt: Gpt,
  { published }: Pick<WholeGpt2, "published"> = WHOLE_GPT2,
  step: NextStep = noPause,
): Promise<Gpt2Check> {
  const { from, to } = published.greedy;
  const ids = Int32Array.from([...from, ...to.slice(0, -1)]);
  const { topIds } = await gpt.predict(batchOf([ids]), { top: 1 }, step);
  const likeliest = topIds.subarray(from.length - 1);
  const at = to.findIndex((id, index) => likeliest[index] !== id);
  const problem =
    at < 0
      ? undefined
      : l10n.t(
          "GPT-2 goes on with id {0} after {1} ids, where PyTorch's goes on with {2}: it is computed wrongly on this machine. Choose another tokenscope.runtime, and check again by running the command once more.",
          likeliest[at] ?? 0,
          from.length + at,
          to[at] ?? 0,
        );
  return { count: to.length, problem };
}
