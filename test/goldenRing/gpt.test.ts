import assert from "node:assert/strict";
import { batchOf } from "../../src/embeddings/queries/batch";
import type { ModelChoice } from "../../src/shared/values/vectors";
import type { Remote } from "../../src/shared/base/rpc";
import type { VectorService } from "../../src/workers/vectorService";
import { TokenList } from "../../src/tokens/encode/tokenList";
import { cases, goldenJson, goldenText } from "../../.ci/support/golden";
import { assertNear, assertTrace, greedy, type GptTop, type GptTrace } from "../support/gptGolden";
import { withVectorService } from "../support/vectorServiceHere";
import { gpt2 } from "../support/vocabulary";

type Config = Omit<Extract<ModelChoice, { source: "seeded" }>, "source">;

interface Scored extends GptTop {
  readonly ids: readonly number[];
  readonly surprisalNats: readonly number[];
}

/** Reads as `GPTDatasetV1` cuts: inputs, and targets one further; the mean loss of each window. */
async function losses(
  call: Remote<VectorService>,
  tokens: readonly number[],
  maxLength: number,
  stride: number,
): Promise<number[]> {
  const all: number[] = [];
  for (let start = 0; start < tokens.length - maxLength; start += stride) {
    const ids = tokens.slice(start, start + maxLength);
    const targets = Int32Array.of(tokens[start + maxLength]!);
    const { surprisal } = await call.predict(batchOf([ids]), { top: 1, targets });
    all.push(surprisal.reduce((sum, each) => sum + each, 0) / maxLength);
  }
  return all;
}

async function assertScored(call: Remote<VectorService>, scored: Scored): Promise<void> {
  const { ids, surprisalNats, topIds, topLogProbabilities } = scored;
  const [known, top] = [surprisalNats.length, topIds[0]!.length];
  const targets = Int32Array.of(ids[known]!);
  const predicted = await call.predict(batchOf([ids.slice(0, known)]), { top, targets });
  assertNear(predicted.surprisal, surprisalNats, "surprisal");
  assert.deepEqual([...predicted.topIds], topIds.flat());
  assertNear(predicted.topLogProbabilities, topLogProbabilities.flat(), "log-probability");
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("A whole GPT that is drawn from a seed", () => {
  interface Small {
    readonly config: Config;
    readonly trace: GptTrace;
    readonly text: Scored;
    readonly strided: {
      readonly tokens: readonly number[];
      readonly maxLength: number;
      readonly stride: number;
      readonly losses: readonly number[];
    };
  }

  it("answers as PyTorch does where it is small", async () => {
    for (const small of cases(goldenJson<Small[]>("gpt/small.json"))) {
      const { config, trace, text, strided } = small;
      await withVectorService(async (call) => {
        await call.use({ source: "seeded", ...config }, Infinity);
        await assertTrace(call, trace);
        await assertScored(call, text);
        const { tokens, maxLength, stride } = strided;
        assertNear(await losses(call, tokens, maxLength, stride), strided.losses, "loss");
      });
    }
  });
});

describe("The book's GPT of 163 million parameters", () => {
  interface Book {
    readonly config: Config;
    readonly prompt: readonly number[];
    readonly greedy: readonly number[];
  }

  it("of chapter 4 goes on as the book prints", async () => {
    const [book] = cases([goldenJson<Book & Scored>("gpt/book-ch04.json")]);
    await withVectorService(async (call) => {
      await call.use({ source: "seeded", ...book!.config }, Infinity);
      assert.deepEqual(await greedy(call, book!.prompt, book!.greedy.length), book!.greedy);
      await assertScored(call, book!);
    });
  });

  it("of chapter 5 has the losses that the book prints", async () => {
    interface Ch05 extends Book {
      readonly published: { readonly trainLoss: number; readonly valLoss: number };
      readonly verdict256: Scored;
      readonly windowLosses: {
        readonly maxLength: number;
        readonly stride: number;
        readonly losses: readonly number[];
      };
    }
    const [book] = cases([goldenJson<Ch05>("gpt/book-ch05.json")]);
    const { config, prompt, published, verdict256, windowLosses } = book!;
    const text = goldenText("rasbt/the-verdict.txt");
    const split = Math.floor(0.9 * text.length);
    const idsOf = (part: string): number[] => {
      const list = new TokenList();
      gpt2().encode(part, 0, "split", list);
      return [...list.ids.subarray(0, list.length)];
    };
    await withVectorService(async (call) => {
      await call.use({ source: "seeded", ...config }, Infinity);
      assert.deepEqual(await greedy(call, prompt, book!.greedy.length), book!.greedy);
      await assertScored(call, verdict256);
      const { maxLength, stride } = windowLosses;
      const whole = idsOf(text);
      assertNear(await losses(call, whole, maxLength, stride), windowLosses.losses, "loss");
      // The word at the border is cut in two.
      const [train, rest] = [idsOf(text.slice(0, split)), idsOf(text.slice(split))];
      assert.deepEqual([whole.length, train.length, rest.length], [5145, 4612, 534]);
      const means = [train, rest].map(async (part) => meanOf(await losses(call, part, 256, 256)));
      const [trainLoss, valLoss] = await Promise.all(means);
      assert.ok(Math.abs(trainLoss! - published.trainLoss) < 1e-5, String(trainLoss));
      assert.ok(Math.abs(valLoss! - published.valLoss) < 1e-5, String(valLoss));
    });
  });
});
