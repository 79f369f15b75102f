import assert from "node:assert/strict";
import type { ModelChoice } from "../../../../src/shared/values/modelChoices";
import { hasPython, parseCopied } from "../../../support/python";
import {
  assertPrinted,
  copiedCode,
  printedInside,
  printedPrediction,
} from "../../../support/printedPredictions";
import { withVectorService } from "../../../support/vectorServiceHere";

const CHOICE = {
  source: "seeded",
  ...{ vocabularySize: 24, dimensions: 8, contextLength: 6, layers: 2, heads: 2 },
} as const satisfies ModelChoice;

const PLACE = { window: 2, position: 1 } as const;
const PREDICTION = { of: "prediction", ...PLACE } as const;

describe("Copied predictions", () => {
  for (const [name, more] of Object.entries({
    "as the book builds it": {},
    "with biases of query, key and value": { qkvBias: true, seed: 7 },
    "drawn behind what the notebook draws": { order: "notebook" },
  } as const)) {
    it(`print the probabilities on screen of a seeded GPT, ${name}`, function () {
      if (!hasPython()) this.skip();
      return withVectorService(async (call) => {
        const info = await call.use({ ...CHOICE, ...more }, Infinity);
        assertPrinted(info, [await printedPrediction(call)]);
      });
    });
  }

  it("print the vectors, the lens and the attention of its blocks", function () {
    if (!hasPython()) this.skip();
    return withVectorService(async (call) => {
      const info = await call.use(CHOICE, Infinity);
      assertPrinted(info, await printedInside(call, info));
    });
  });

  it("of GPT-2 load its own weights, and of others say why there are none", function () {
    const info = { source: "gpt2", name: "GPT-2 small", vocabularySize: 50257 } as const;
    const gpt2 = { ...info, dimensions: 768, contextLength: 1024, layers: 12, heads: 12 };
    const { layers: _, heads: __, ...tables } = gpt2;
    const attention = { of: "attention", ...PLACE, layer: 11, head: 11 } as const;
    const codes = [
      copiedCode(PREDICTION, gpt2),
      copiedCode({ of: "vectors", window: 0, table: "input", blocks: 12 }, gpt2),
      copiedCode(PREDICTION, tables),
      copiedCode(PREDICTION, "The model\nis gone."),
      copiedCode({ of: "lens", ...PLACE }, gpt2),
      copiedCode(attention, gpt2),
    ];
    assert.match(codes[0]!, /GPT2LMHeadModel\.from_pretrained\("openai-community\/gpt2"/);
    assert.match(codes[1]!, /residual_after\(inputs\[row\], 12\)/);
    assert.match(codes[2]!, /^# GPT-2 small is two tables alone/m);
    assert.match(codes[3]!, /^# The model$/m);
    assert.match(codes[4]!, /logits_after\(inputs\[row\], count\)/);
    assert.match(codes[5]!, /attention_of\(inputs\[row\], 11, 11\)/);
    const beyond = (more: object) => () => copiedCode({ ...attention, ...more }, gpt2);
    assert.throws(
      beyond({ layer: 12 }),
      /^RangeError: There is no block 12: they count from 0 to 11/,
    );
    assert.throws(
      beyond({ head: 12 }),
      /^RangeError: There is no head 12: they count from 0 to 11/,
    );
    const sameToken = { of: "sameToken", token: 10, position: 2, places: [] } as const;
    const vectors = { of: "vectors", window: 0, table: "input" } as const;
    for (const copied of [sameToken, vectors]) {
      assert.throws(
        () => copiedCode({ ...copied, blocks: 13 }, gpt2),
        /^RangeError: There is no block 13: they count from 1 to 12\./,
      );
    }
    if (!hasPython()) this.skip();
    parseCopied(codes);
  });
});
