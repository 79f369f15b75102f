import assert from "node:assert/strict";
import fc from "fast-check";
import type { BytePairEncoding, SpecialTokens } from "../../../../src/shared/values/tokens";
import { compileVocabulary } from "../../../../src/tokens/encode/compileVocabulary";
import { encodings } from "../../../../src/tokens/encode/encodings";
import { TokenList } from "../../../../src/tokens/encode/tokenList";
import { readVocabulary } from "../../../../src/tokens/encode/vocabulary";
import { hardTexts } from "../../../support/hardText";
import { oracle } from "../../../support/oracle";
import { encoderOf, ranksOf } from "../../../support/vocabulary";
import { times } from "../../../support/thoroughness";

/** Hard strings per encoding; GPT-2 is what nearly everybody uses. */
const STRINGS: Readonly<Record<BytePairEncoding, number>> = {
  gpt2: times(20_000),
  p50k_base: times(8_000),
  cl100k_base: times(10_000),
  o200k_base: times(10_000),
};
const ALPHABETS = [
  "ab",
  "etaoinshrdlu",
  "aAbB",
  "aBあ",
  "-=",
  "-_*#",
  " \n",
  " \t\n\r",
  "0123456789",
  "中文字符大小",
  "ーカタの",
  "👋🏽\u200d👩",
  "e\u0301E",
];
/** Long pieces of some of an alphabet's characters, one in a hundred very long. */
const LONG_PIECES = fc
  .constantFrom(...ALPHABETS)
  .chain((alphabet) => fc.subarray([...alphabet], { minLength: 1 }))
  .chain((characters) => {
    const unit = fc.constantFrom(...characters);
    const longer = (maxLength: number) =>
      fc.string({ unit, minLength: 40, maxLength, size: "max" });
    return fc.oneof({ weight: 99, arbitrary: longer(240) }, { weight: 1, arbitrary: longer(4040) });
  });
const SEED = 20261123;

for (const encoding of Object.keys(encodings) as BytePairEncoding[]) {
  describe(`Tokens of ${encoding} equal tiktoken's`, () => {
    const same = (text: string, specialTokens: SpecialTokens): boolean => {
      const ids = idsOf(encoding, text, specialTokens);
      const expected = oracle(text, specialTokens, encoding);
      return ids.length === expected.length && ids.every((id, at) => id === expected[at]);
    };
    const check = (text: string, specialTokens: SpecialTokens, where: string): void => {
      assert.ok(same(text, specialTokens), `${where}: ${JSON.stringify(text)}`);
    };

    it(`on ${STRINGS[encoding]} hard strings`, () => {
      const reading = fc.constantFrom("split", "text");
      fc.assert(fc.property(hardTexts(60), reading, same), {
        seed: SEED,
        numRuns: STRINGS[encoding],
      });
    });

    it("on long pieces of few characters", () => {
      const property = fc.property(LONG_PIECES, (text) => same(text, "split"));
      fc.assert(property, { seed: SEED, numRuns: times(1500) });
    });

    it("on every special token, whole and cut short", () => {
      for (const [name, id] of encodings[encoding].specialTokens) {
        assert.deepEqual(idsOf(encoding, `a ${name}b`, "split").slice(-2, -1), [id]);
        for (let cut = 0; cut <= name.length; cut++) {
          check(`x  ${name.slice(0, cut)}${name}  y`, "split", `cut at ${cut}`);
        }
        check(`(${name}) ${name.slice(1)}`, "text", "as text");
      }
    });

    it("has as many rows as ids", () => {
      const { vocabularySize, specialTokens } = encodings[encoding];
      assert.equal(vocabularySize, 1 + Math.max(...specialTokens.values(), largestId(encoding)));
    });

    // Two patterns, of which one tells more classes apart.
    if (encoding !== "gpt2" && encoding !== "o200k_base") return;
    it("on every character of Unicode, as a letter, number, white space or none of them", () => {
      for (let first = 0; first < 0x11_0000; first += 64) {
        // Where no character is assigned, all are of one class: some of each plane are enough.
        const hasCharacters = first < 0x4_0000 || first >> 16 === 14;
        if (!hasCharacters && (first >> 6) % 16 !== 0) continue;
        const text = Array.from({ length: 64 }, (_, low) => {
          const character = String.fromCodePoint(first + low);
          // Beyond the first two planes the classes are long rows: one place is enough for each, all
          // places for every eighth.
          if (first >= 0x2_0000 && low % 8 !== (first >> 6) % 8) return `  ${character}12`;
          // Stands first in a piece, within one and last; before a contraction; among capitals.
          return ` ${character}${character} x${character}'s X${character}X ?${character}1 `;
        }).join("");
        check(text, "text", `code points from ${first.toString(16)}`);
      }
    });
  });
}

describe("A vocabulary file", () => {
  for (const form of ["mapped", "packed"] as const) {
    it(`that is cut short, empty or of another version is refused when ${form}`, () => {
      const file = compileVocabulary(ranksOf("gpt2"), form);
      const other = file.slice();
      other[0] = 0;
      for (const bad of [file.slice(0, -1), file.slice(0, 8), new Uint8Array(0), other]) {
        assert.throws(() => readVocabulary(bad.buffer), /damaged or of another version/);
      }
    });
  }
});

function idsOf(encoding: BytePairEncoding, text: string, specialTokens: SpecialTokens): number[] {
  const list = new TokenList();
  encoderOf(encoding).encode(text, 0, specialTokens, list);
  return [...list.ids.subarray(0, list.length)];
}

function largestId(encoding: BytePairEncoding): number {
  const encoder = encoderOf(encoding);
  let id = encodings[encoding].vocabularySize;
  while (encoder.byteLengthOf(id) === 0) id--;
  return id;
}
