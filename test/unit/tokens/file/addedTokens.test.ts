import assert from "node:assert/strict";
import { TokenList } from "../../../../src/tokens/encode/tokenList";
import type { TokenEncoder } from "../../../../src/tokens/encode/tokenEncoder";
import { encoderOfFile } from "../../../../src/tokens/file/fileEncoder";
import { readTokenizerJson } from "../../../../src/tokens/file/readTokenizerJson";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { pipelineFile } from "../../../support/smallPipelines";
import {
  byteLevelModel,
  byteLevelTokenizer,
  SPECIAL,
  type TokenizerFile,
} from "../../../support/smallTokenizers";
import { NativeOracle } from "../../../support/tokenizerOracles";
import { gpt2 } from "../../../support/vocabulary";

interface Flags {
  readonly content: string;
  readonly [name: string]: unknown;
}

/** The same added tokens in a file of bytes and in one of another kind. */
function files(added: readonly Flags[], normalizer: object | null = null): TokenizerFile[] {
  const wordLevel = pipelineFile("WordLevel");
  const { vocab } = wordLevel.model as { vocab: object };
  const numbered = (size: number) =>
    added.map((token, at) => ({ id: size + at, ...SPECIAL, special: false, ...token }));
  return [
    byteLevelTokenizer({ added_tokens: numbered(Object.keys(byteLevelModel().vocab).length) }),
    { ...wordLevel, normalizer, added_tokens: numbered(Object.keys(vocab).length) },
  ];
}

function encoderOf(file: TokenizerFile): TokenEncoder {
  return encoderOfFile(readTokenizerJson(JSON.stringify(file)), gpt2().vocabulary.classes);
}

describe("Added tokens", () => {
  for (const [name, added, texts] of [
    [
      "one that lies in the white space that another took stands twice",
      [{ content: "<x>", rstrip: true }, { content: "\n" }],
      ["a<x>  \n  b", "a<x>  \n  \n b", "<x>\n<x>\n\n", "<x> \n"],
    ],
    [
      "one that takes the white space that another took is nothing, or what is left of it",
      [
        { content: "<x>", rstrip: true },
        { content: "\n", lstrip: true, rstrip: true },
        { content: " b", lstrip: true },
      ],
      ["a<x>  \n  c", "a<x>  b", "a<x> \n  b", "<x>\n"],
    ],
    [
      "of two that are found by the same text the special one counts, then the first",
      [
        { content: "zaq", lstrip: true },
        { content: "ZAQ" },
        { content: "Zaq", special: true, rstrip: true },
      ].map((token) => ({ ...token, normalized: true })),
      ["in zaq end", "in ZAQ end", "Zaq Zaq zaq"],
    ],
  ] as const) {
    it(`are the library's, also their places: ${name}`, async () => {
      for (const file of files(added, { type: "Lowercase" })) {
        const native = new NativeOracle(file);
        for (const text of texts) {
          const list = new TokenList();
          encoderOf(file).encode(text, 0, "split", list);
          const { ids, starts, ends } = list.tokens();
          const tokens = { ids: [...ids], starts: [...starts], ends: [...ends] };
          assert.deepEqual(tokens, await native.tokensOf(text), JSON.stringify(text));
        }
      }
    });
  }

  it("may have the ids of tokens that merges make, and are told from them through edits", () => {
    const file = byteLevelTokenizer({
      pre_tokenizer: { type: "ByteLevel", add_prefix_space: true, trim_offsets: false },
      added_tokens: [
        { id: byteLevelModel().vocab["a"], content: "a", ...SPECIAL, single_word: true },
      ],
    });
    const reading = { specialTokens: "split", lineEndings: "asIs" } as const;
    const encoder = encoderOf(file);
    const document = TokenDocument.open(encoder, "aa aa and a-a bab", 0, reading);
    document.edit(1, [{ start: 5, end: 5, text: "'s" }]);
    const fresh = TokenDocument.open(encoder, "aa aa's and a-a bab", 1, reading);
    assert.deepEqual(document.tokens(), fresh.tokens());
  });

  for (const [name, added, normalizer, message] of [
    [
      "of which its normalizer makes nothing",
      [{ content: " ", normalized: true }],
      { type: "Strip", strip_left: true, strip_right: true },
      /^added_tokens has " ", which its normalizer makes nothing of: .* Set its normalized to false\.$/,
    ],
    [
      "which may end before it begins",
      [
        { content: "<x>", rstrip: true },
        { content: "\n", lstrip: true },
      ],
      null,
      /^added_tokens has ".*" with lstrip, which may stand within the white space that "<x>" takes by its rstrip: .* Set lstrip of .* to false\.$/,
    ],
  ] as const) {
    it(`end the library's process on some texts, and the file is refused: one ${name}`, () => {
      const [, file] = files(added, normalizer);
      assert.throws(() => encoderOf(file as TokenizerFile), {
        name: "TokenizerFileError",
        message,
      });
    });
  }
});
