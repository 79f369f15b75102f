import assert from "node:assert/strict";
import type { TextChange } from "../../../src/shared/tokens";
import { TokenDocument } from "../../../src/tokens/tokenDocument";
import { randomText } from "../../support/hardText";
import { seeded, type Random } from "../../support/random";
import { gpt2 } from "../../support/vocabulary";

describe("A token document", () => {
  for (const specialTokens of ["split", "text"] as const) {
    it(`has the tokens of a full encode after every edit, special tokens as ${specialTokens}`, () => {
      const seed = 31;
      const random = seeded(seed);
      let text = randomText(random, 300);
      const document = new TokenDocument(gpt2(), text, 0, specialTokens);
      for (let version = 1; version <= 3000; version++) {
        const changes = randomChanges(random, text);
        for (const { start, end, text: inserted } of [...changes].reverse()) {
          text = text.slice(0, start) + inserted + text.slice(end);
        }
        document.edit(version, shuffled(random, changes));
        const { version: _, ...expected } = new TokenDocument(
          gpt2(),
          text,
          version,
          specialTokens,
        ).tokens();
        const { version: reached, ...tokens } = document.tokens();
        assert.deepEqual(tokens, expected, `seed ${seed}, version ${version}`);
        assert.equal(reached, version);
      }
    });
  }

  it("finds tokens by offset, and offsets by token", () => {
    const document = new TokenDocument(gpt2(), "Hello 👋 world", 0, "split");
    const { ids, starts, ends } = document.tokens();
    for (let offset = 0; offset < 14; offset++) {
      const index = document.indexAt(offset);
      assert.ok((starts[index] ?? 0) <= offset && offset < (ends[index] ?? 0), `offset ${offset}`);
    }
    assert.equal(document.indexAt(14), ids.length - 1);
    assert.deepEqual(document.touching(0, 14), { from: 0, to: ids.length });
    assert.deepEqual(document.touching(0, 0), { from: 0, to: 0 });
    assert.deepEqual(document.touching(1, 2), { from: 0, to: 1 });
  });

  it("tells the parts of a shared character, also at the edges of a slice", () => {
    const document = new TokenDocument(gpt2(), "a👋b", 0, "split");
    assert.deepEqual([...document.slice(0, 4).part], [0, 1, 2, 0]);
    const { part, parts, text, bytes } = document.slice(2, 3);
    assert.deepEqual([[...part], [...parts], text, [...bytes]], [[2], [2], "👋", [0x8b]]);
  });

  it("is empty for an empty text", () => {
    const document = new TokenDocument(gpt2(), "", 3, "split");
    assert.deepEqual(document.summary(), { version: 3, tokenCount: 0, length: 0, byteLength: 0 });
    assert.equal(document.indexAt(0), -1);
    assert.equal(document.slice(0, 5).ids.length, 0);
  });

  it("refuses a change that does not fit its text, and keeps its tokens", () => {
    const document = new TokenDocument(gpt2(), "abc", 0, "split");
    assert.throws(() => document.edit(1, [{ start: 2, end: 9, text: "" }]), RangeError);
    assert.equal(document.summary().version, 0);
  });
});

/** One to three changes that do not overlap, from first to last. */
function randomChanges(random: Random, text: string) {
  const cuts = Array.from({ length: 2 * (1 + random(3)) }, () => random(text.length + 1));
  cuts.sort((a, b) => a - b);
  const changes: TextChange[] = [];
  for (let at = 0; at < cuts.length; at += 2) {
    const start = cuts[at] ?? 0;
    const end = Math.min(cuts[at + 1] ?? 0, start + random(30));
    if (changes.some((other) => start < other.end || start === other.start)) continue;
    changes.push({ start, end, text: randomText(random, text.length > 2000 ? 2 : 6) });
  }
  return changes;
}

function shuffled<T>(random: Random, values: T[]): T[] {
  return values
    .map((value) => ({ value, key: random(1 << 30) }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
