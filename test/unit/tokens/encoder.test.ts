import assert from "node:assert/strict";
import type { SpecialTokens } from "../../../src/shared/tokens";
import { TokenList } from "../../../src/tokens/tokenList";
import { goldenJson, goldenText, gpt2CaseFiles, needsGolden } from "../../support/golden";
import { randomText } from "../../support/hardText";
import { seeded } from "../../support/random";
import { gpt2 } from "../../support/vocabulary";

describe("GPT-2 tokens", () => {
  for (const file of gpt2CaseFiles) {
    it(`are those of ${file}`, function () {
      needsGolden(this);
      const { cases } = goldenJson<{ cases: GoldenCase[] }>(file);
      assert.ok(cases.length > 0);
      for (const { text, ids, ids_ordinary: ordinary } of cases) {
        assert.deepEqual(idsOf(text), ids, JSON.stringify(text));
        if (ordinary) assert.deepEqual(idsOf(text, "text"), ordinary, JSON.stringify(text));
      }
    });
  }

  it("are the 5,145 of the book's text", function () {
    needsGolden(this);
    const golden = goldenJson<number[] | { ids: number[] }>("rasbt/the-verdict.gpt2-ids.json");
    const ids = idsOf(goldenText("rasbt/the-verdict.txt"));
    assert.equal(ids.length, 5145);
    assert.deepEqual(ids, Array.isArray(golden) ? golden : golden.ids);
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
    const random = seeded(99);
    for (let count = 0; count < 2000; count++) {
      const text = randomText(random, 40);
      const { ids, starts, ends } = tokensOf(text);
      const bytes = Buffer.concat(Array.from(ids, (id) => gpt2().bytesOf(id)));
      assert.deepEqual(bytes, Buffer.from(text, "utf8"), JSON.stringify(text));
      let covered = 0;
      starts.forEach((start, at) => {
        assert.ok(start <= covered, JSON.stringify(text));
        assert.ok(at === 0 || start >= (starts[at - 1] ?? 0), JSON.stringify(text));
        covered = ends[at] ?? 0;
      });
      assert.equal(covered, text.length, JSON.stringify(text));
    }
  });
});

interface GoldenCase {
  text: string;
  ids: number[];
  ids_ordinary?: number[];
}

function tokensOf(text: string, specialTokens: SpecialTokens = "split") {
  const tokens = new TokenList();
  gpt2().encode(text, 0, specialTokens, tokens);
  return tokens.tokens();
}

function idsOf(text: string, specialTokens: SpecialTokens = "split"): number[] {
  return [...tokensOf(text, specialTokens).ids];
}
