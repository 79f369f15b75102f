import assert from "node:assert/strict";
import fc from "fast-check";
import type { SpecialTokens } from "../../../../src/shared/values/tokens";
import { TokenList } from "../../../../src/tokens/encode/tokenList";
import { HARD_TEXTS, hardTexts } from "../../../support/hardText";
import { oracle } from "../../../support/oracle";
import { OPENING_IDS, story } from "../../../support/story";
import { gpt2 } from "../../../support/vocabulary";
import torch from "../../../golden/torch.json" with { type: "json" };

describe("GPT-2 tokens", () => {
  it("are tiktoken's on texts that tokenizers get wrong, with special tokens and without", () => {
    for (const text of HARD_TEXTS) {
      assert.deepEqual(idsOf(text), oracle(text, "split"), JSON.stringify(text));
      assert.deepEqual(idsOf(text, "text"), oracle(text, "text"), JSON.stringify(text));
    }
  });

  it("of a whole story are tiktoken's, the notebook's first 32 in front", () => {
    const ids = idsOf(story());
    assert.deepEqual(ids, oracle(story(), "split"));
    assert.deepEqual(ids.slice(0, 32), OPENING_IDS);
    assert.deepEqual(ids.slice(1, 33), torch.batch8x4.targets.flat());
    assert.ok(ids.length > 4000);
  });

  it("split on the special token first, and each slice alone", () => {
    assert.deepEqual(idsOf("a  <|endoftext|>  b"), [64, 220, 220, 50256, 220, 275]);
    assert.deepEqual(idsOf("<|endoftext|>", "text"), [27, 91, 437, 1659, 5239, 91, 29]);
  });

  it("stay linear on one long piece", () => {
    assert.equal(idsOf("a".repeat(1_000_000)).length, idsOf("a".repeat(100_000)).length * 10);
  });
});

describe("Offsets", () => {
  it("cover whole characters where a token holds part of one", () => {
    const { ids, starts, ends } = tokensOf("a👋b");
    assert.deepEqual([...ids], [64, 41840, 233, 65]);
    assert.deepEqual([...starts], [0, 1, 1, 3]);
    assert.deepEqual([...ends], [1, 3, 3, 4]);
  });

  it("count a lone surrogate as one code unit", () => {
    const { starts, ends } = tokensOf("x\ud83dy");
    assert.equal(starts[1], 1);
    assert.equal(Math.max(...ends.slice(1, -1)), 2);
  });

  it("never decrease, cover every code unit, and their bytes are the text's UTF-8", () => {
    const property = fc.property(hardTexts(40), (text) => {
      const { ids, starts, ends } = tokensOf(text);
      const bytes = Buffer.concat(Array.from(ids, (id) => gpt2().bytesOf(id)));
      assert.deepEqual(bytes, Buffer.from(text, "utf8"));
      let covered = 0;
      starts.forEach((start, at) => {
        assert.ok(start <= covered);
        assert.ok(at === 0 || start >= (starts[at - 1] ?? 0));
        covered = ends[at] ?? 0;
      });
      assert.equal(covered, text.length);
    });
    fc.assert(property, { seed: 99, numRuns: 2000 });
  });
});

function tokensOf(text: string, specialTokens: SpecialTokens = "split") {
  const tokens = new TokenList();
  gpt2().encode(text, 0, specialTokens, tokens);
  return tokens.tokens();
}

function idsOf(text: string, specialTokens: SpecialTokens = "split"): number[] {
  return [...tokensOf(text, specialTokens).ids];
}
