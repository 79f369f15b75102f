import assert from "node:assert/strict";
import type { SpecialTokens } from "../../src/shared/values/tokens";
import { TokenList } from "../../src/tokens/encode/tokenList";
import { cases, goldenJson, goldenText } from "../../.ci/support/golden";
import { gpt2 } from "../support/vocabulary";

/** Files of texts with GPT-2's ids, most from the tests of other projects. */
const FILES = [
  "generated/gpt2-stress-cases.json",
  "gpt-3-encoder/gpt2-cases.json",
  "gpt-tokenizer/gpt2-cases.json",
  "hf-tokenizers/gpt2-edge-cases.json",
  "llama.cpp/ggml-vocab-gpt-2.json",
  "rasbt/gpt2-bpe-cases.json",
  "tiktoken/gpt2-cases.json",
  "transformers.js/gpt2-cases.json",
];

interface TokenCase {
  readonly text: string;
  readonly ids: number[];
  readonly ids_ordinary?: number[];
}

describe("GPT-2 tokens", () => {
  for (const file of FILES) {
    it(`are those of ${file}`, () => {
      for (const { text, ids, ids_ordinary: ordinary } of cases(
        goldenJson<{ cases: TokenCase[] }>(file).cases,
      )) {
        assert.deepEqual(idsOf(text, "split"), ids, JSON.stringify(text));
        if (ordinary) assert.deepEqual(idsOf(text, "text"), ordinary, JSON.stringify(text));
      }
    });
  }

  it("are the 5,145 of the book's text", () => {
    const { ids } = goldenJson<{ ids: number[] }>("rasbt/the-verdict.gpt2-ids.json");
    assert.equal(ids.length, 5145);
    for (const text of cases([goldenText("rasbt/the-verdict.txt")])) {
      assert.deepEqual(idsOf(text, "split"), ids);
    }
  });
});

function idsOf(text: string, specialTokens: SpecialTokens): number[] {
  const list = new TokenList();
  gpt2().encode(text, 0, specialTokens, list);
  return [...list.tokens().ids];
}
