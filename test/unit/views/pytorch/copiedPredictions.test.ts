import assert from "node:assert/strict";
import { batchOf } from "../../../../src/embeddings/queries/batch";
import type { Remote } from "../../../../src/shared/base/rpc";
import type { ModelChoice, ModelInfo } from "../../../../src/shared/values/vectors";
import { pytorchCode, type CopiedWindow } from "../../../../src/views/pytorch/pytorchCode";
import type { VectorService } from "../../../../src/workers/vectorService";
import { fixedNumbers, hasPython, parseCopied, runCopied } from "../../../support/python";
import { STAND_IN_GPT } from "../../../support/standInGpt";
import { withVectorService } from "../../../support/vectorServiceHere";

/** Ids of a small vocabulary: five windows of four. */
const IDS = [3, 17, 5, 5, 20, 1, 0, 12, 23, 3, 17, 8, 9, 2, 2, 11, 4, 19, 6, 7, 21];
const WINDOW = 2;
const START = 8;
const LENGTH = 4;

const OPTIONS = {
  ...{ maxLength: LENGTH, stride: 4, batchSize: 2, dropLast: false },
  ...{ shuffle: false, seed: 123, epoch: 0 },
};

const CHOICE = {
  source: "seeded",
  ...{ vocabularySize: 24, dimensions: 8, contextLength: 6, layers: 2, heads: 2 },
} as const satisfies ModelChoice;

const code = (copied: CopiedWindow, model: ModelInfo | string): string =>
  pytorchCode({
    source: { kind: "itself", text: "read by the tokenizer that stands in" },
    reading: { encoding: "gpt2", specialTokens: "split", lineEndings: "lf" },
    options: OPTIONS,
    model,
    copied,
  });

const PREDICTION = { of: "prediction", window: WINDOW, position: 1 } as const;

describe("Copied predictions", () => {
  const ids = IDS.slice(START, START + LENGTH);
  const targets = IDS.slice(START + 1, START + LENGTH + 1);

  const asked = <T>(
    choice: ModelChoice,
    ask: (call: Remote<VectorService>, info: ModelInfo) => Promise<T>,
  ) => withVectorService(async (call) => ask(call, await call.use(choice, Infinity)));

  for (const [name, more] of Object.entries({
    "as the book builds it": {},
    "with biases of query, key and value": { qkvBias: true, seed: 7 },
    "drawn behind what the notebook draws": { order: "notebook" },
  } as const)) {
    it(`print the probabilities on screen of a seeded GPT, ${name}`, function () {
      if (!hasPython()) this.skip();
      return asked({ ...CHOICE, ...more }, async (call, info) => {
        const answer = await call.predict(batchOf([ids]), {
          top: 10,
          targets: Int32Array.of(targets.at(-1)!),
        });
        const { texts } = runCopied([code(PREDICTION, info)], IDS, STAND_IN_GPT);
        const lines = texts[0]!.trim().split("\n");
        const row = PREDICTION.position * 10;
        for (let at = 0; at < 10; at++) {
          const [id, share] = lines[at]!.split(" ");
          assert.equal(Number(id), answer.topIds[row + at], texts[0]);
          const percent = 100 * Math.exp(answer.topLogProbabilities[row + at]!);
          assert.ok(Math.abs(Number(share) - percent) < 2e-4, `${String(share)}, not ${percent}`);
        }
        const surprisal = answer.surprisal[PREDICTION.position]!;
        const rank = answer.ranks[PREDICTION.position]! + 1;
        assert.match(lines[10]!, new RegExp(`^really next: ${targets[1]!}, .* rank ${rank}, `));
        assert.ok(Math.abs(fixedNumbers(lines[10]!)[1]! - surprisal) < 1e-4, lines[10]);
        const loss = answer.surprisal.reduce((sum, each) => sum + each) / LENGTH;
        assert.ok(Math.abs(fixedNumbers(lines[11]!)[0]! - loss) < 1e-4, lines[11]);
      });
    });
  }

  it("print the vectors after a block", function () {
    if (!hasPython()) this.skip();
    return asked(CHOICE, async (call, info) => {
      const copied = { of: "vectors", window: WINDOW, table: "input" } as const;
      for (const blocks of [1, 2]) {
        const { values } = await call.residual(batchOf([ids]), blocks);
        const { texts } = runCopied([code({ ...copied, blocks }, info)], IDS, STAND_IN_GPT);
        const printed = fixedNumbers(texts[0]!);
        assert.equal(printed.length, values.length, texts[0]);
        printed.forEach((value, at) => {
          assert.ok(Math.abs(value - values[at]!) < 1e-4, `${at}: ${value}, not ${values[at]!}`);
        });
      }
    });
  });

  it("of GPT-2 load its own weights, and of others say why there are none", function () {
    const info = { source: "gpt2", name: "GPT-2 small", vocabularySize: 50257 } as const;
    const gpt2 = { ...info, dimensions: 768, contextLength: 1024, layers: 12, heads: 12 };
    const { layers: _, heads: __, ...tables } = gpt2;
    const file = { ...gpt2, source: "file", name: "mine\n.safetensors" } as const;
    const codes = [
      code(PREDICTION, gpt2),
      code({ of: "vectors", window: 0, table: "input", blocks: 12 }, gpt2),
      code(PREDICTION, tables),
      code(PREDICTION, file),
      code(PREDICTION, "The model\nis gone."),
    ];
    assert.match(codes[0]!, /GPT2LMHeadModel\.from_pretrained\("openai-community\/gpt2"\)/);
    assert.match(codes[1]!, /residual_after\(inputs\[row\], 12\)/);
    assert.match(codes[2]!, /^# GPT-2 small is two tables alone/m);
    assert.match(codes[3]!, /^# There are no lines yet for the GPT of a file, mine \.safetensors/m);
    assert.match(codes[4]!, /^# The model$/m);
    if (!hasPython()) this.skip();
    parseCopied(codes);
  });
});
