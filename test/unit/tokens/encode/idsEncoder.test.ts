import assert from "node:assert/strict";
import type { IdProblem } from "../../../../src/shared/values/idProblems";
import type { TextChange } from "../../../../src/shared/values/tokens";
import { idProblems } from "../../../../src/tokens/document/idProblems";
import { IdsEncoder } from "../../../../src/tokens/encode/idsEncoder";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import type { TextReading } from "../../../../src/tokens/document/textReading";
import { EditedText } from "../../../support/editedText";
import { seeded, type Random } from "../../../support/random";
import { times } from "../../../support/thoroughness";

const READING: TextReading = { specialTokens: "split", lineEndings: "lf" };
const VOCABULARY = 6;

describe("A list of ids", () => {
  it("is one token per number, with the number's place", () => {
    assert.deepEqual(rowsOf("[2, 3, 5, 1]"), [
      [2, 1, 2],
      [3, 4, 5],
      [5, 7, 8],
      [1, 10, 11],
    ]);
  });

  it("may be written in Python's, JSON's or any other brackets, or in none", () => {
    for (const text of [
      "2 3 5 1",
      "[[2,3],[5,1]]",
      "(2,\n 3,\r\n\t5, 1,)",
      "{2; 3}\u00a05 1",
      "2,3,,5,1",
      "\ufeff02 3 005 1",
    ]) {
      assert.deepEqual(Array.from(open(text).tokens().ids), [2, 3, 5, 1], JSON.stringify(text));
    }
  });

  it("leaves out what is no id of the vocabulary, and goes on behind it", () => {
    for (const word of ["6", "-1", "1.5", "x", "1e3", "1_0", "½", "٣", "👋", "4294967298", "NaN"]) {
      assert.deepEqual(Array.from(open(`[2, ${word}, 1]`).tokens().ids), [2, 1], word);
    }
    assert.equal(open("6", 7).tokenCount, 1);
  });

  it("tells every word that is no id: what is wrong with it, and where it stands", () => {
    const text = "[2, -3, 1.5,\n six, 6, ½, 5]";
    const { count, problems, vocabularySize } = problemsOf(text);
    assert.equal(count, 5);
    assert.equal(vocabularySize, VOCABULARY);
    const told = problems.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
    assert.deepEqual(told, [
      ["negative", "-3"],
      ["fraction", "1.5"],
      ["noNumber", "six"],
      ["beyond", "6"],
      ["noNumber", "½"],
    ]);
  });

  it("tells a long word by its beginning, many words by the first hundred, and counts them all", () => {
    const [first] = problemsOf("9".repeat(100_000)).problems;
    assert.deepEqual(first, { kind: "beyond", start: 0, end: 100_000, word: `${"9".repeat(40)}…` });
    const { count, problems } = problemsOf("-1 ".repeat(200_000));
    assert.equal(count, 200_000);
    assert.equal(problems.length, 100);
    assert.equal(problems[99]?.start, 297);
  });

  it("is nothing wrong in ten million ids", () => {
    const document = open("5 ".repeat(10_000_000));
    assert.equal(document.tokenCount, 10_000_000);
    assert.equal(document.summary().byteLength, 20_000_000);
    document.edit(1, [{ start: 10_000_000, end: 10_000_001, text: "4" }]);
    const { ids, starts } = document.slice(4_999_999, 5_000_002);
    assert.deepEqual(
      [Array.from(ids), Array.from(starts)],
      [
        [5, 4, 5],
        [9_999_998, 1e7, 10_000_002],
      ],
    );
  });

  it("has no token where it is empty or holds no number, and all of its text", () => {
    for (const text of ["", "[]", " \n", "none at all", "[] ".repeat(3000)]) {
      const document = open(text);
      assert.equal(document.tokenCount, 0);
      assert.equal(document.length, text.length);
      assert.equal(document.indexAt(0), -1);
      assert.deepEqual(document.touching(0, text.length), { from: 0, to: 0 });
      document.edit(1, [{ start: 0, end: 0, text: "[5]" }]);
      assert.deepEqual(Array.from(document.tokens().ids), [5], text.slice(0, 10));
    }
  });

  for (const lineEndings of ["lf", "asIs"] as const) {
    for (const [edits, units] of [
      [times(8_000), 60],
      [times(300), 9_000],
    ] as const) {
      const seed = 5150 + units;
      it(`keeps its tokens right through ${edits} random edits around ${units} code units, ${lineEndings}`, () => {
        storm(seed, edits, units, { specialTokens: "split", lineEndings });
      });
    }
  }
});

/** Parts of lists, of which any two may stand side by side: digits join, signs spoil. */
const PARTS = [
  "1",
  "2",
  "5",
  "6",
  "10",
  ", ",
  ",",
  " ",
  "\n",
  "\r\n",
  "\r",
  "[",
  "]",
  "-",
  ".",
  "x",
];
const ODD_PARTS = ["👋", "\ud83d", "\udc4b", "é", "<|endoftext|>", "0000", "123456789012"];

function randomList(random: Random, units: number): string {
  let text = "";
  while (text.length < units) {
    const parts = random(20) === 0 ? ODD_PARTS : PARTS;
    text += parts[random(parts.length)] ?? "";
  }
  return text;
}

function storm(seed: number, edits: number, units: number, reading: TextReading): void {
  const random = seeded(seed);
  const edited = new EditedText(randomList(random, units));
  const document = open(edited.text, VOCABULARY, reading);
  for (let version = 1; version <= edits; version++) {
    const changes = randomChanges(random, edited.text, units);
    const back = random(10) === 0 ? edited.undo() : undefined;
    if (back === undefined) edited.edit(changes);
    document.edit(version, back ?? changes);
    const { text } = edited;
    const where = (): string => `seed ${seed}, edit ${version}, of ${JSON.stringify(text)}`;
    const { ids, starts, ends } = document.tokens();
    const rows = Array.from(ids, (id, at) => [id, starts[at]!, ends[at]!]);
    equal(rows.flat(), plainRows(text).flat(), where);
    equal([document.summary().byteLength], [Buffer.byteLength(text)], where);
    equal([[...document.textStretches()].join("")], [text], where);
    const place = random(text.length + 1);
    const next = rows.findIndex(([, , end]) => (end ?? 0) > place);
    equal([document.indexAt(place)], [next < 0 ? rows.length - 1 : next], where);
    const told = finish(idProblems(document)).problems.map(({ start }) => start);
    equal(told, plainProblems(text).slice(0, 100), where);
  }
}

function randomChanges(random: Random, text: string, units: number): TextChange[] {
  const changes: TextChange[] = [];
  let free = 0;
  for (let left = 1 + random(3); left > 0 && free < text.length; left--) {
    const start = free + random(text.length - free + 1);
    const most = random(20) === 0 ? units / 2 : 3;
    const end = Math.min(text.length, start + random(most));
    const isFull = text.length > 2 * units;
    changes.push({ start, end, text: randomList(random, isFull ? 0 : random(most)) });
    free = end + 1;
  }
  return changes.length > 0 ? changes : [{ start: 0, end: 0, text: randomList(random, units) }];
}

/** Quicker than a deep comparison, of which there are many here; its words are made when it fails. */
function equal<T>(actual: readonly T[], expected: readonly T[], where: () => string): void {
  if (actual.length === expected.length && actual.every((each, at) => each === expected[at]))
    return;
  assert.deepEqual(actual, expected, where());
}

/** Ids by a plain regular expression over the whole text. */
function plainRows(text: string): number[][] {
  return words(text).flatMap(({ 0: word, index }) =>
    /^\d+$/.test(word) && Number(word) < VOCABULARY
      ? [[Number(word), index, index + word.length]]
      : [],
  );
}

function plainProblems(text: string): number[] {
  const isId = (word: string): boolean => /^\d+$/.test(word) && Number(word) < VOCABULARY;
  return words(text).flatMap(({ 0: word, index }) => (isId(word) ? [] : [index]));
}

function words(text: string): RegExpExecArray[] {
  return [...text.matchAll(/[^\s,;[\](){}]+/g)];
}

function problemsOf(text: string) {
  const { problems, ...told } = finish(idProblems(open(text)));
  return { ...told, problems: problems.map((problem): IdProblem => problem) };
}

function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function rowsOf(text: string): number[][] {
  const { ids, starts, ends } = open(text).tokens();
  return Array.from(ids, (id, at) => [id, starts[at] ?? -1, ends[at] ?? -1]);
}

function open(text: string, vocabularySize = VOCABULARY, reading = READING): TokenDocument {
  return TokenDocument.open(new IdsEncoder(vocabularySize), text, 0, reading);
}
