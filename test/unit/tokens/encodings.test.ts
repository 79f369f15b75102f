import assert from "node:assert/strict";
import type { BytePairEncoding, SpecialTokens } from "../../../src/shared/values/tokens";
import { compileVocabulary } from "../../../src/tokens/encode/compileVocabulary";
import { encodings } from "../../../src/tokens/encode/encodings";
import { TokenList } from "../../../src/tokens/encode/tokenList";
import { readVocabulary } from "../../../src/tokens/encode/vocabulary";
import { randomText } from "../../support/hardText";
import { oracle } from "../../support/oracle";
import { seeded } from "../../support/random";
import { encoderOf, ranksOf } from "../../support/vocabulary";
import { thoroughness } from "../../support/thoroughness";

/** Hard strings per encoding; GPT-2 is what nearly everybody uses. */
const STRINGS: Readonly<Record<BytePairEncoding, number>> = {
  gpt2: 50_000 * thoroughness,
  p50k_base: 20_000 * thoroughness,
  cl100k_base: 25_000 * thoroughness,
  o200k_base: 25_000 * thoroughness,
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

for (const encoding of Object.keys(encodings) as BytePairEncoding[]) {
  describe(`Tokens of ${encoding} equal tiktoken's`, () => {
    const check = (text: string, specialTokens: SpecialTokens, where: string): void => {
      const ids = idsOf(encoding, text, specialTokens);
      const expected = oracle(text, specialTokens, encoding);
      const same = ids.length === expected.length && ids.every((id, at) => id === expected[at]);
      assert.ok(same, `${where}: ${JSON.stringify(text)}`);
    };

    it(`on ${STRINGS[encoding]} hard strings`, () => {
      const seed = 20261123;
      const random = seeded(seed);
      for (let count = 0; count < STRINGS[encoding]; count++) {
        const text = randomText(random, 60);
        check(text, count % 2 === 0 ? "split" : "text", `seed ${seed}, string ${count}`);
      }
    });

    it("on long pieces of few characters", () => {
      const seed = 7;
      const random = seeded(seed);
      for (let count = 0; count < 4000; count++) {
        const alphabet = [...(ALPHABETS[count % ALPHABETS.length] ?? "")];
        const characters = alphabet.slice(0, 1 + random(alphabet.length));
        const length = 40 + random(count % 100 === 0 ? 4000 : 200);
        const text = Array.from({ length }, () => characters[random(characters.length)]).join("");
        check(text, "split", `seed ${seed}, string ${count}`);
      }
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
