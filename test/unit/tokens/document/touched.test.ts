import assert from "node:assert/strict";
import fc from "fast-check";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import type { TextReading } from "../../../../src/tokens/document/textReading";
import { idsText } from "../../../../src/tokens/queries/idsText";
import { countTouched } from "../../../../src/tokens/document/touched";
import { hardTexts } from "../../../support/hardText";
import { gpt2 } from "../../../support/vocabulary";

const LF: TextReading = { specialTokens: "split", lineEndings: "lf" };
const open = (text: string, reading = LF) => TokenDocument.open(gpt2(), text, 1, reading);

describe("Tokens that selections touch", () => {
  function check(text: string, spans: number[], tokens: number, cut: number): void {
    const counted = countTouched(open(text), Uint32Array.from(spans));
    assert.deepEqual(counted, { tokens, cut }, `${JSON.stringify(text)} ${spans.join()}`);
  }

  it("are counted with those that are cut at either end", () => {
    // "one", " two", " three"
    check("one two three", [0, 13], 3, 0);
    check("one two three", [0, 3], 1, 0);
    check("one two three", [1, 5], 2, 2);
    check("one two three", [1, 2], 1, 1);
    check("one two three", [0, 9], 3, 1);
    check("one two three", [2, 12], 3, 2);
  });

  it("are counted once for several selections, in any order", () => {
    check("one two three", [2, 3, 0, 1], 1, 1);
    check("one two three", [8, 13, 0, 4], 3, 2);
    check("one two three", [4, 7, 3, 4], 1, 0);
    check("one two three", [0, 7, 2, 5], 2, 0);
    check("one two three", [0, 1, 4, 5, 6, 7, 12, 13], 3, 3);
  });

  it("that share a character are all touched by it, and one that holds more is cut", () => {
    // "a", then 👋 in two tokens; so is " 👋", which begins with one that holds the blank too.
    check("a👋", [1, 3], 2, 0);
    check("a 👋", [2, 4], 2, 1);
    check("a 👋", [1, 2], 1, 1);
  });

  it("are none where nothing is selected, or what is not there", () => {
    check("one two", [], 0, 0);
    check("one two", [3, 3], 0, 0);
    check("one two", [7, 40], 0, 0);
    check("one two", [5, 40], 1, 1);
    check("", [0, 5], 0, 0);
  });

  it("of a CRLF that is read as one character are cut by half of it", () => {
    check("a\r\nb", [0, 4], 3, 0);
    check("a\r\nb", [2, 4], 2, 1);
  });

  it("are those that a look at every token finds, in hard texts", () => {
    const places = fc.tuple(fc.nat(2000), fc.nat(30));
    const selections = fc.array(places, { minLength: 1, maxLength: 4 });
    const readings = fc.constantFrom("lf", "asIs");
    const property = fc.property(hardTexts(400), selections, readings, (text, at, lineEndings) => {
      const document = open(text, { specialTokens: "split", lineEndings });
      const spans = at.map(([place, length]) => {
        const start = place % (text.length + 1);
        return [start, Math.min(text.length, start + length)];
      });
      const isSelected = Array.from({ length: text.length }, (_, at) =>
        spans.some(([start = 0, end = 0]) => start <= at && at < end),
      );
      const { ids, starts, ends } = document.tokens();
      const touched: number[] = [];
      let cut = 0;
      starts.forEach((start, token) => {
        const units = isSelected.slice(start, ends[token]);
        if (units.includes(true)) touched.push(ids[token]!);
        if (units.includes(true) && units.includes(false)) cut++;
      });
      const given = Uint32Array.from(spans.flat());
      assert.deepEqual(countTouched(document, given), { tokens: touched.length, cut });
      assert.deepEqual(JSON.parse(written(document, given).text), touched);
    });
    fc.assert(property, { seed: 5, numRuns: 400 });
  });
});

describe("Ids as a list", () => {
  it("are what Python reads, also where there are none", () => {
    assert.deepEqual(written(open("I HAD always")), {
      version: 1,
      count: 4,
      text: "[40, 367, 2885, 1464]",
    });
    assert.equal(written(open("")).text, "[]");
  });

  it("of many tokens are written in steps", () => {
    const steps = idsText(open(" a".repeat(100_000)));
    assert.equal(steps.next().done, false);
    const { text, count } = written(open(" a".repeat(100_000)));
    assert.equal(count, 100_000);
    assert.equal((JSON.parse(text) as number[]).length, 100_000);
  });
});

function written(document: TokenDocument, spans?: Uint32Array) {
  const steps = idsText(document, spans);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
