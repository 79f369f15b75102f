import assert from "node:assert/strict";
import fc from "fast-check";
import { PIECE_START, tokenSpans } from "../../../../src/tokens/document/tokenSpans";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { hardTexts, randomText } from "../../../support/hardText";
import { seeded } from "../../../support/random";
import { gpt2 } from "../../../support/vocabulary";

const GPT2 = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const reading = { specialTokens: "text", lineEndings: "asIs" } as const;

describe("Token spans", () => {
  it("are the tokens that touch the stretches, also after edits and in many chunks", () => {
    const seed = 3;
    const random = seeded(seed);
    let text = Array.from({ length: 30 }, () => randomText(random, 400)).join("");
    const document = TokenDocument.open(gpt2(), text, 0, reading);
    for (let version = 1; version < 60; version++) {
      const start = random(text.length);
      const inserted = randomText(random, 10);
      text = text.slice(0, start) + inserted + text.slice(start);
      document.edit(version, [{ start, end: start, text: inserted }]);
      const cuts = Array.from({ length: 4 }, () => random(text.length)).sort((a, b) => a - b);
      const [a = 0, b = 0, c = 0, d = 0] = cuts;
      const stretches = [
        { start: a, end: b, lineStart: a },
        { start: c, end: d, lineStart: c },
      ];
      const limit = random(document.tokenCount + 10);
      const spans = tokenSpans(document, stretches, limit);
      const { ids, starts, ends } = document.tokens();
      const why = `seed ${seed}, version ${version}`;
      stretches.forEach(({ start, end }, at) => {
        const expected = [...ids.keys()].filter(
          (token) => (ends[token] as number) > start && (starts[token] as number) < end,
        );
        const [from, to] = [spans.rows[at], spans.rows[at + 1]];
        assert.deepEqual(
          [...spans.ids.slice(from, to)],
          expected.map((each) => ids[each]),
          why,
        );
        assert.deepEqual(
          [...spans.starts.slice(from, to)],
          expected.map((each) => starts[each]),
        );
        assert.deepEqual(
          [...spans.ends.slice(from, to)],
          expected.map((each) => ends[each]),
        );
        if (expected.length > 0) assert.equal(spans.firsts[at], expected[0], why);
      });
      const beyond = { start: starts[limit], end: ends[limit] };
      assert.deepEqual(spans.beyond, limit < ids.length ? beyond : undefined, why);
      assert.deepEqual([spans.version, spans.tokenCount], [version, ids.length]);
    }
  });

  it("tell where the splitting pattern cuts", () => {
    const property = fc.property(hardTexts(200), (hard) => {
      // Where JavaScript's white space is Unicode's, the pattern of the paper can be asked.
      const text = hard.replace(/[\x85\ufeff]|\p{Surrogate}/gu, " ");
      const document = TokenDocument.open(gpt2(), text, 0, reading);
      const { starts, marks } = tokenSpans(
        document,
        [{ start: 0, end: text.length, lineStart: 0 }],
        undefined,
      );
      const found = [...starts].filter((_, at) => ((marks[at] as number) & PIECE_START) !== 0);
      assert.deepEqual(
        found,
        [...text.matchAll(GPT2)].map(({ index }) => index),
      );
    });
    fc.assert(property, { seed: 11, numRuns: 200 });
  });

  it("count the turns of a line up to where a stretch begins in it", () => {
    // The waving hand is three tokens, of which one takes a turn.
    const text = "zero\none two 👋 three four";
    const document = TokenDocument.open(gpt2(), text, 0, reading);
    const turnsAt = (start: number) =>
      tokenSpans(document, [{ start, end: text.length, lineStart: 5 }], undefined).turns[0];
    assert.equal(turnsAt(5), 0);
    assert.equal(turnsAt(text.indexOf(" two")), 1);
    assert.equal(turnsAt(text.indexOf(" three")), 3);
  });
});
