import assert from "node:assert/strict";
import { PipelineEncoder } from "../../../../src/tokens/file/pipelineEncoder";
import { readTokenizerJson } from "../../../../src/tokens/file/readTokenizerJson";
import { TokenList } from "../../../../src/tokens/encode/tokenList";
import { charsmapOf } from "../../../support/charsmap";
import { HARD_TEXTS, randomText } from "../../../support/hardText";
import { seeded } from "../../../support/random";
import { NativeOracle } from "../../../support/tokenizerOracles";

const SEED = 1912;
const HARD = 1000;
const CHARACTERS_OF_A_TEXT = 2000;

/** What a map of characters may do: one for one, to more, to fewer, to none, and a cluster as one. */
const CHARSMAP = charsmapOf({
  "\t": " ",
  "\r\n": " ",
  "\u00a0": " ",
  "½": "1⁄2",
  ﬁ: "fi",
  Å: "Å",
  "e\u0301": "é",
  中: "中中中",
  "👋": "o/",
  "\u200b": "",
  "\u0300": "",
  ...Object.fromEntries(
    Array.from({ length: 26 }, (_, at) => [
      String.fromCharCode(0xff21 + at),
      String.fromCharCode(0x41 + at),
    ]),
  ),
});

/** Steps that tell characters apart, or change them. Each word is unknown, so that its place is all. */
const STEPS: Readonly<Record<string, { normalizer: object | null; pre_tokenizer: object }>> = {
  "white space": { normalizer: null, pre_tokenizer: { type: "WhitespaceSplit" } },
  words: { normalizer: null, pre_tokenizer: { type: "Whitespace" } },
  punctuation: { normalizer: null, pre_tokenizer: { type: "Punctuation", behavior: "Isolated" } },
  numbers: { normalizer: null, pre_tokenizer: { type: "Digits", individual_digits: true } },
  scripts: { normalizer: null, pre_tokenizer: { type: "UnicodeScripts" } },
  "what Nmt drops and takes for blanks": {
    normalizer: { type: "Nmt" },
    pre_tokenizer: { type: "FixedLength", length: 1 },
  },
  "a map of characters": {
    normalizer: { type: "Precompiled", precompiled_charsmap: CHARSMAP },
    pre_tokenizer: { type: "FixedLength", length: 1 },
  },
  "controls, and marks that are nonspacing": {
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: true,
      lowercase: true,
    },
    pre_tokenizer: { type: "FixedLength", length: 1 },
  },
  "combining marks": {
    normalizer: { type: "StripAccents" },
    pre_tokenizer: { type: "FixedLength", length: 1 },
  },
  ...Object.fromEntries(
    ["NFC", "NFD", "NFKC", "NFKD"].map((type) => [
      `the normal form ${type}`,
      { normalizer: { type }, pre_tokenizer: { type: "FixedLength", length: 1 } },
    ]),
  ),
};

describe("Characters", () => {
  for (const [name, steps] of Object.entries(STEPS)) {
    it(`are told apart as the library does: ${name}`, async () => {
      const file = {
        ...steps,
        model: { type: "WordLevel", unk_token: "<unk>", vocab: { "<unk>": 0 } },
        added_tokens: [],
        post_processor: null,
        decoder: null,
        truncation: null,
        padding: null,
      };
      const encoder = new PipelineEncoder(readTokenizerJson(JSON.stringify(file)));
      const native = new NativeOracle(file);
      const random = seeded(SEED);
      const hard = Array.from(
        { length: HARD },
        (_, at) => HARD_TEXTS[at] ?? randomText(random, 20),
      );
      for (const text of [...texts(), ...hard]) {
        const list = new TokenList();
        encoder.encode(text, 0, "split", list);
        const { starts, ends } = list.tokens();
        const expected = await native.tokensOf(text);
        const at = expected.starts.findIndex(
          (start, token) => start !== starts[token] || expected.ends[token] !== ends[token],
        );
        const place = expected.starts[at] ?? 0;
        const around = JSON.stringify(text.slice(Math.max(0, place - 6), place + 6));
        assert.equal(at, -1, `at U+${(text.codePointAt(place) ?? 0).toString(16)} in ${around}`);
        assert.equal(starts.length, expected.starts.length);
      }
    });
  }
});

/** All that is a character, with a letter before each; of the large blocks that are alike some. */
function texts(): string[] {
  const characters: string[] = [];
  for (let point = 1; point < 0x2_0000; point++) {
    if (point >= 0x3400 && point < 0xa000 && point % 97 !== 0) continue;
    if (point >= 0xac00 && point < 0xf900 && point % 31 !== 0) continue;
    const character = String.fromCodePoint(point);
    if (/[\p{Unassigned}\p{Surrogate}]/u.test(character)) continue;
    characters.push(`a${character}`);
  }
  const made: string[] = [];
  for (let from = 0; from < characters.length; from += CHARACTERS_OF_A_TEXT) {
    made.push(characters.slice(from, from + CHARACTERS_OF_A_TEXT).join(""));
  }
  return made;
}
