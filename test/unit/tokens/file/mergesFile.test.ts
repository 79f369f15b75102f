import assert from "node:assert/strict";
import { encoderOfFile } from "../../../../src/tokens/file/fileEncoder";
import { mergesPaths, readMergesFiles } from "../../../../src/tokens/file/mergesFile";
import { TokenList } from "../../../../src/tokens/encode/tokenList";
import { HARD_TEXTS, randomText } from "../../../support/hardText";
import { seeded } from "../../../support/random";
import { byteLevelModel, byteLevelTokenizer, SPECIAL } from "../../../support/smallTokenizers";
import { times } from "../../../support/thoroughness";
import { NativeOracle } from "../../../support/tokenizerOracles";
import { gpt2 } from "../../../support/vocabulary";

const SEED = 20260713;

describe("A vocabulary and its merges", () => {
  const { vocab, merges } = byteLevelModel();
  const size = Object.keys(vocab).length;
  const vocabulary = JSON.stringify({ ...vocab, "<|endoftext|>": size });
  const lines = merges.map((parts) => parts.join(" "));
  const text = (rows: readonly string[] = lines) => `#version: 0.2\n${rows.join("\n")}\n`;

  it("make the library's tokens of the same tokenizer", async () => {
    const encoder = encoderOfFile(readMergesFiles(vocabulary, text()), gpt2().vocabulary.classes);
    const native = new NativeOracle(
      byteLevelTokenizer({ added_tokens: [{ id: size, content: "<|endoftext|>", ...SPECIAL }] }),
    );
    const random = seeded(SEED);
    for (let count = 0; count < times(1000); count++) {
      const given = HARD_TEXTS[count] ?? randomText(random, 30);
      const list = new TokenList();
      encoder.encode(given, 0, "split", list);
      const { ids, starts, ends } = list.tokens();
      const tokens = { ids: [...ids], starts: [...starts], ends: [...ends] };
      assert.deepEqual(tokens, await native.tokensOf(given), JSON.stringify(given));
    }
  });

  it("are found by the names that they have", () => {
    assert.deepEqual(mergesPaths("/a/vocab.json"), {
      vocabulary: "/a/vocab.json",
      merges: "/a/merges.txt",
    });
    assert.deepEqual(mergesPaths("C:\\b\\gpt2-merges.txt"), {
      vocabulary: "C:\\b\\gpt2-vocab.json",
      merges: "C:\\b\\gpt2-merges.txt",
    });
    assert.deepEqual(mergesPaths("/a/vocab.bpe")?.vocabulary, "/a/encoder.json");
    assert.equal(mergesPaths("/a/tokenizer.json"), undefined);
  });

  const without = Object.fromEntries(Object.entries(vocab).filter(([token]) => token !== "a"));
  const bad: readonly (readonly [what: string, vocab: string, merges: string, message: RegExp])[] =
    [
      ["a vocabulary that is no JSON", "a b", text(), /^It is not valid JSON/],
      ["a vocabulary that is a list", "[1]", text(), /^vocab must be an object, not an array/],
      [
        "an id twice",
        '{"a": 0, "b": 0}',
        text(),
        /^Two tokens of vocab have the id 0: "a" and "b"/,
      ],
      ["no merges", vocabulary, "#version: 0.2\n", /^The file of merges has no merges\.$/],
      ["a line of one token", vocabulary, text(["t h", "th"]), /^Line 3 of the merges must be two/],
      [
        "a merge of a token that is none",
        vocabulary,
        text(["t h", "qq zz"]),
        /^Line 3 of the merges joins "qq" and "zz", but "qq" has no id .* belong together\?$/,
      ],
      ["a byte that is no token", JSON.stringify(without), text(), /^Not all bytes are tokens/],
    ];
  for (const [what, vocabularyText, mergesText, message] of bad) {
    it(`are refused with the place: ${what}`, () => {
      assert.throws(() => readMergesFiles(vocabularyText, mergesText), {
        name: "TokenizerFileError",
        message,
      });
    });
  }
});
