import assert from "node:assert/strict";
import { countIds } from "../../../../src/tokens/queries/frequency";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { seeded } from "../../../support/random";
import { RandomEdits } from "../../../support/randomEdits";
import { gpt2 } from "../../../support/vocabulary";

const READING = { specialTokens: "split", lineEndings: "lf" } as const;

function frequencies(document: TokenDocument, from: number, to: number) {
  const steps = countIds(document);
  for (let pauses = 0; ; pauses++) {
    const { done, value } = steps.next();
    if (done) return { pauses, ...value.of(document, from, to) };
  }
}

function topIds(document: TokenDocument, most: number) {
  for (const steps = countIds(document); ;) {
    const { done, value } = steps.next();
    if (done) return value.top(document, most);
  }
}

describe("How often tokens occur", () => {
  it("makes a list of the most frequent ones, of equally frequent ones the lower id first", () => {
    const document = TokenDocument.open(gpt2(), "x a b a b c a", 4, READING);
    const list = (most: number): number[][] => {
      const { ids, counts } = topIds(document, most);
      return [...ids].map((id, at) => [id, counts[at] ?? 0]);
    };
    const all = [
      [257, 3],
      [275, 2],
      [87, 1],
      [269, 1],
    ];
    for (const most of [1, 2, 3, 4, 9]) assert.deepEqual(list(most), all.slice(0, most));
    const { version, tokenCount, distinct } = topIds(document, 1);
    assert.deepEqual([version, tokenCount, distinct], [4, 7, 4]);
    const empty = topIds(TokenDocument.open(gpt2(), "", 0, READING), 5);
    assert.deepEqual([empty.ids.length, empty.distinct], [0, 0]);
  });
  it("is counted in the whole document, with a rank by it", () => {
    // a| b| a| b| c| a
    const document = TokenDocument.open(gpt2(), "x a b a b c a", 4, READING);
    const { ids, counts, ranks, ...whole } = frequencies(document, 1, 6);
    assert.deepEqual([...ids], [257, 275, 257, 275, 269]);
    assert.deepEqual([...counts], [3, 2, 3, 2, 1]);
    assert.deepEqual([...ranks], [1, 2, 1, 2, 3]);
    const { version, first, tokenCount, distinct, most } = whole;
    assert.deepEqual([version, first, tokenCount, distinct, most], [4, 1, 7, 4, 3]);
  });
  it("holds for no tokens, and for tokens beyond the last", () => {
    const empty = TokenDocument.open(gpt2(), "", 0, READING);
    const { tokenCount, distinct, most, counts } = frequencies(empty, 0, 512);
    assert.deepEqual([tokenCount, distinct, most, counts.length], [0, 0, 0, 0]);
    const document = TokenDocument.open(gpt2(), "a b", 0, READING);
    assert.equal(frequencies(document, 1, 512).ids.length, 1);
    assert.equal(frequencies(document, 9, 512).ids.length, 0);
  });
  it("of millions of tokens is counted in several steps", () => {
    const document = TokenDocument.open(gpt2(), " word".repeat(1_500_000), 0, READING);
    const { pauses, counts } = frequencies(document, 7, 8);
    assert.deepEqual([...counts], [1_500_000]);
    assert.ok(pauses >= 2, `${pauses} pauses`);
  });
  it("is right after every random edit", () => {
    const random = seeded(77);
    const edits = new RandomEdits(random, { units: 3000, megabyte: 5000, deleteAll: 300 });
    const document = TokenDocument.open(gpt2(), edits.text, 0, READING);
    for (let version = 1; version <= 400; version++) {
      document.edit(version, edits.next().changes);
      const { ids } = document.tokens();
      const all = new Map<number, number>();
      for (const id of ids) all.set(id, (all.get(id) ?? 0) + 1);
      const from = random(ids.length + 1);
      const answer = frequencies(document, from, from + 50);
      const counts = [...ids.subarray(from, from + 50)].map((id) => all.get(id) ?? 0);
      assert.deepEqual([...answer.counts], counts, `edit ${version}`);
      const ranks = counts.map((count) => 1 + [...all.values()].filter((n) => n > count).length);
      assert.deepEqual([...answer.ranks], ranks, `edit ${version}`);
      assert.equal(answer.distinct, all.size);
    }
  });
});
