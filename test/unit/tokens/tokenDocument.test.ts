import assert from "node:assert/strict";
import type { TextChange } from "../../../src/shared/values/tokens";
import { TokenDocument, type TextReading } from "../../../src/tokens/document/tokenDocument";
import { randomText } from "../../support/hardText";
import { seeded, type Random } from "../../support/random";
import { gpt2 } from "../../support/vocabulary";

describe("A token document", () => {
  for (const reading of [
    { specialTokens: "split", lineEndings: "asIs" },
    { specialTokens: "text", lineEndings: "asIs" },
    { specialTokens: "split", lineEndings: "lf" },
  ] as const) {
    it(`has the tokens of a full encode after every edit, read ${JSON.stringify(reading)}`, () => {
      const seed = 31;
      const random = seeded(seed);
      let text = randomText(random, 300);
      const document = open(text, reading);
      for (let version = 1; version <= 3000; version++) {
        const changes = randomChanges(random, text);
        for (const { start, end, text: inserted } of [...changes].reverse()) {
          text = text.slice(0, start) + inserted + text.slice(end);
        }
        document.edit(version, shuffled(random, changes));
        const { version: _, ...expected } = open(text, reading).tokens();
        const { version: reached, ...tokens } = document.tokens();
        assert.deepEqual(tokens, expected, `seed ${seed}, version ${version}`);
        assert.equal(reached, version);
      }
    });
  }

  it("stays right in many chunks, through large edits too", () => {
    const seed = 77;
    const random = seeded(seed);
    for (const lineEndings of ["asIs", "lf"] as const) {
      const reading = { specialTokens: "split", lineEndings } as const;
      let text = Array.from({ length: 40 }, () => randomText(random, 600)).join("");
      const document = open(text, reading);
      for (let version = 1; version <= 300; version++) {
        const start = random(text.length + 1);
        const cut = random(10) === 0 ? random(20_000) : random(40);
        const end = Math.min(text.length, start + cut);
        const inserted = randomText(random, random(12) === 0 ? 6000 : 8);
        text = text.slice(0, start) + inserted + text.slice(end);
        document.edit(version, [{ start, end, text: inserted }]);
        const { version: _, ...expected } = open(text, reading).tokens();
        const { version: reached, ...tokens } = document.tokens();
        assert.deepEqual(tokens, expected, `seed ${seed}, version ${reached}`);
      }
      const { version: _, ...summary } = document.summary();
      const { version: __, ...expected } = open(text, reading).summary();
      assert.deepEqual(summary, expected);
    }
  });

  it("reads CRLF as LF, in the places of the text as it is", () => {
    const random = seeded(8);
    for (let count = 0; count < 500; count++) {
      const text = randomText(random, 80);
      const { ids, starts, ends } = open(text, {
        specialTokens: "split",
        lineEndings: "lf",
      }).tokens();
      const read = open(text.replaceAll("\r\n", "\n")).tokens();
      assert.deepEqual(ids, read.ids, JSON.stringify(text));
      const before = (place: number): number => text.slice(0, place).split("\r\n").length - 1;
      for (let at = 0; at < ids.length; at++) {
        assert.equal(starts[at]! - before(starts[at]!), read.starts[at], JSON.stringify(text));
        assert.equal(ends[at]! - before(ends[at]!), read.ends[at], JSON.stringify(text));
      }
    }
  });

  it("finds every token by its offsets and every offset's token in many chunks", () => {
    const text = Array.from({ length: 3000 }, (_, at) => `word${at} 👋 line\n`).join("");
    const document = open(text);
    const { starts, ends } = document.tokens();
    for (let offset = 0; offset < text.length; offset += 37) {
      const index = document.indexAt(offset);
      assert.ok(starts[index]! <= offset && offset < ends[index]!, `offset ${offset}`);
      assert.ok(index === 0 || ends[index - 1]! <= offset, `offset ${offset}`);
      const { from, to } = document.touching(offset, offset + 100);
      assert.equal(from, index);
      assert.ok(starts[to - 1]! < offset + 100 && !(starts[to]! < offset + 100));
    }
    const slice = document.slice(5000, 5600);
    assert.equal(slice.text, text.slice(starts[5000], ends[5599]));
    assert.deepEqual(slice.starts, starts.slice(5000, 5600));
  });

  it("finds tokens by offset, and offsets by token", () => {
    const document = open("Hello 👋 world");
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
    const document = open("a👋b");
    assert.deepEqual([...document.slice(0, 4).part], [0, 1, 2, 0]);
    const { part, parts, text, bytes } = document.slice(2, 3);
    assert.deepEqual([[...part], [...parts], text, [...bytes]], [[2], [2], "👋", [0x8b]]);
  });

  it("is empty for an empty text", () => {
    const document = open("");
    assert.deepEqual(document.summary(), { version: 0, tokenCount: 0, length: 0, byteLength: 0 });
    assert.equal(document.indexAt(0), -1);
    assert.equal(document.slice(0, 5).ids.length, 0);
  });

  it("takes an insertion before what another change replaces, whichever comes first", () => {
    const changes = [
      { start: 1, end: 1, text: "+" },
      { start: 1, end: 2, text: "-" },
    ];
    for (const ordered of [changes, changes.toReversed()]) {
      const document = open("abc");
      document.edit(1, ordered);
      assert.equal(document.slice(0, 9).text, "a+-c");
    }
  });

  it("takes insertions at one place in the order of an editor's event: the last one first", () => {
    const document = open("ab");
    document.edit(1, [
      { start: 1, end: 1, text: "2" },
      { start: 1, end: 1, text: "1" },
    ]);
    assert.equal(document.slice(0, 9).text, "a12b");
  });

  it("refuses a change that does not fit its text, and keeps its tokens", () => {
    const document = open("abc");
    assert.throws(() => document.edit(1, [{ start: 2, end: 9, text: "" }]), RangeError);
    assert.equal(document.summary().version, 0);
  });
});

function open(
  text: string,
  reading: TextReading = { specialTokens: "split", lineEndings: "asIs" },
): TokenDocument {
  return TokenDocument.open(gpt2(), text, 0, reading);
}

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
