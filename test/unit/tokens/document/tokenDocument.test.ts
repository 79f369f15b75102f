import assert from "node:assert/strict";
import fc from "fast-check";
import type { TextChange } from "../../../../src/shared/values/tokens";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import type { TextReading } from "../../../../src/tokens/document/textReading";
import { hardTexts } from "../../../support/hardText";
import { gpt2 } from "../../../support/vocabulary";

describe("A token document", () => {
  for (const reading of [
    { specialTokens: "split", lineEndings: "asIs" },
    { specialTokens: "text", lineEndings: "asIs" },
    { specialTokens: "split", lineEndings: "lf" },
  ] as const) {
    it(`has the tokens of a full encode after every edit, read ${JSON.stringify(reading)}`, () => {
      const edit = fc.array(change(30, hardTexts(6)), { minLength: 1, maxLength: 3 });
      const edits = fc.array(edit, { maxLength: 20, size: "max" });
      const property = fc.property(hardTexts(300), edits, (text, steps) => {
        staysRight(text, steps, reading);
      });
      fc.assert(property, { seed: 31, numRuns: 150 });
    });
  }

  for (const lineEndings of ["asIs", "lf"] as const) {
    it(`stays right in many chunks, through large edits too, read ${lineEndings}`, () => {
      const small = change(40, hardTexts(8));
      const large = change(20_000, hardTexts(6000));
      const edit = fc.oneof({ weight: 9, arbitrary: small }, { weight: 1, arbitrary: large });
      const edits = fc.array(fc.tuple(edit), { minLength: 10, maxLength: 20 });
      const property = fc.property(hardTexts(6000), edits, (text, steps) => {
        staysRight(text.repeat(2), steps, { specialTokens: "split", lineEndings });
      });
      fc.assert(property, { seed: 77, numRuns: 8 });
    });
  }

  it("reads CRLF as LF, in the places of the text as it is", () => {
    const property = fc.property(hardTexts(80), (text) => {
      const { ids, starts, ends } = open(text, {
        specialTokens: "split",
        lineEndings: "lf",
      }).tokens();
      const read = open(text.replaceAll("\r\n", "\n")).tokens();
      assert.deepEqual(ids, read.ids);
      const before = (place: number): number => text.slice(0, place).split("\r\n").length - 1;
      for (let at = 0; at < ids.length; at++) {
        assert.equal(starts[at]! - before(starts[at]!), read.starts[at]);
        assert.equal(ends[at]! - before(ends[at]!), read.ends[at]);
      }
    });
    fc.assert(property, { seed: 8, numRuns: 500 });
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
    assert.throws(() => document.edit(1, [{ start: 2, end: 9, text: "" }]), {
      name: "InvariantError",
    });
    assert.equal(document.summary().version, 0);
  });
});

function open(
  text: string,
  reading: TextReading = { specialTokens: "split", lineEndings: "asIs" },
): TokenDocument {
  return TokenDocument.open(gpt2(), text, 0, reading);
}

interface Step {
  /** Where it begins, taken by the length of the text that it meets. */
  readonly at: number;
  readonly cut: number;
  readonly inserted: string;
}

function change(cut: number, inserted: fc.Arbitrary<string>): fc.Arbitrary<Step> {
  return fc.record({ at: fc.nat(100_000), cut: fc.nat(cut), inserted });
}

/** Edits a document as an editor tells of it, and compares it with a new one after each edit. */
function staysRight(first: string, steps: readonly (readonly Step[])[], reading: TextReading) {
  let text = first;
  const document = open(text, reading);
  for (const [version, step] of steps.entries()) {
    const changes = fitting(step, text.length);
    // From the last to the first, each finds its place.
    for (const { start, end, text: inserted } of changes.toSorted((a, b) => b.start - a.start)) {
      text = text.slice(0, start) + inserted + text.slice(end);
    }
    document.edit(version, changes);
    const { version: _, ...expected } = open(text, reading).tokens();
    const { version: reached, ...tokens } = document.tokens();
    assert.deepEqual(tokens, expected);
    assert.equal(reached, version);
  }
  const { version: _, ...summary } = document.summary();
  const { version: __, ...expected } = open(text, reading).summary();
  assert.deepEqual(summary, expected);
}

/** The changes in a text of this length, but for those that overlap one before them. */
function fitting(step: readonly Step[], length: number): TextChange[] {
  const changes: TextChange[] = [];
  for (const { at, cut, inserted } of step) {
    const start = at % (length + 1);
    const end = Math.min(length, start + cut);
    const meets = (other: TextChange): boolean =>
      start === other.start || (start < other.end && other.start < end);
    if (changes.some(meets)) continue;
    changes.push({ start, end, text: inserted });
  }
  return changes;
}
