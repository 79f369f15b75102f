import assert from "node:assert/strict";
import fc from "fast-check";
import type { TokenEncoder } from "../../../../src/tokens/encode/tokenEncoder";
import { encoderOfFile } from "../../../../src/tokens/file/fileEncoder";
import { readTokenizerJson } from "../../../../src/tokens/file/readTokenizerJson";
import { splitting } from "../../../support/byteLevelVariants";
import { staysRightThroughEdits } from "../../../support/editsOfText";
import { oracleTokens } from "../../../support/oracleTokens";
import {
  expressions,
  farExpressions,
  lettersForEdits,
  textsForEdits,
  textsForExpressions,
} from "../../../support/randomExpressions";
import { pipelineFile } from "../../../support/smallPipelines";
import { byteLevelTokenizer, type TokenizerFile } from "../../../support/smallTokenizers";
import { times } from "../../../support/thoroughness";
import { NativeOracle } from "../../../support/tokenizerOracles";
import { gpt2 } from "../../../support/vocabulary";

/** Expressions on which some text takes JavaScript forever, each in its own way. */
const HANGING = [
  "(a|aa)+b",
  "(cd|c|d)+z",
  "(世|世)+b",
  "(.|a)+\\n",
  "(a|a)".repeat(30),
  "(a+){1,100}b",
  "a{0,1000}a{0,1000}a{0,1000}b",
  `(${"a|".repeat(100)}a)+b`,
  "(?=(a|a)+b)a",
  "(?<!x(a|a)+b)c",
  // The last of many alternatives, behind which one looks for either of two lengths.
  `${Array.from("defghijklmnopqrstuvw", (letter) => `${letter}[\\p{L}\\p{N}\\s]?0`).join("|")}|(?<!(?:xy|q))(z|zz)+b`,
] as const;

/** Some of them are tried in every place. */
const EVERYWHERE = ["(a|a)+$", "x(cd|cd){1,50}y"];

/** Files with an expression in each place that has one, and how the place is named. */
const PLACES: readonly (readonly [
  name: string,
  place: string,
  file: (Regex: string) => TokenizerFile,
])[] = [
  [
    "a normalizer",
    "normalizer.pattern",
    (Regex) => other({ normalizer: { type: "Replace", pattern: { Regex }, content: " " } }),
  ],
  [
    "a normalizer in two others",
    "normalizer.normalizers[1].normalizers[0].pattern",
    (Regex) => {
      const replace = { type: "Replace", pattern: { Regex }, content: "" };
      const inner = { type: "Sequence", normalizers: [replace] };
      return other({ normalizer: { type: "Sequence", normalizers: [{ type: "NFC" }, inner] } });
    },
  ],
  [
    "a pre-tokenizer",
    "pre_tokenizer.pattern",
    (Regex) => other({ pre_tokenizer: split(Regex, "Removed") }),
  ],
  [
    "a pre-tokenizer in another",
    "pre_tokenizer.pretokenizers[1].pattern",
    (Regex) => {
      const pretokenizers = [{ type: "Whitespace" }, split(Regex, "MergedWithNext")];
      return other({ pre_tokenizer: { type: "Sequence", pretokenizers } });
    },
  ],
  [
    "the pre-tokenizer of a byte-level file",
    "pre_tokenizer.pretokenizers[1].pattern",
    (Regex) => byteLevelTokenizer({ pre_tokenizer: splitting("\\d", Regex) }),
  ],
];

describe("An expression of a tokenizer file", () => {
  for (const [name, place, file] of PLACES) {
    for (const expression of name === "a normalizer" ? [...EVERYWHERE, ...HANGING] : EVERYWHERE) {
      it(`that is made to hang is refused, with its place: ${name}, ${expression.slice(0, 30)}`, () => {
        assert.throws(() => encoderOf(file(expression)), {
          name: "TokenizerFileError",
          message: new RegExp(
            `^${place.replaceAll(/[[\]]/g, "\\$&")} is an expression whose time grows faster than the text: ".*", \\d+ times, (?:takes it [\\d.e+]+ steps|took it \\d+ ms)\\.$`,
          ),
        });
      });
    }
  }

  it("is refused where it is larger than any in use", () => {
    const [, place, file] = PLACES[0] as (typeof PLACES)[number];
    for (const [expression, message] of [
      ["(".repeat(5000) + ")".repeat(5000), "is an expression of more than 100 groups"],
      ["[".repeat(5000) + "]".repeat(5000), "is an expression of more than 100 groups"],
      ["a".repeat(10_001), "is an expression of 10001 characters; Tokenscope reads at most 10000"],
    ] as const) {
      assert.throws(() => encoderOf(file(expression)), {
        name: "TokenizerFileError",
        message: new RegExp(`^${place} ${message}`),
      });
    }
  });

  it("is not looked at where it is for decoding, which no text needs", () => {
    const decoder = { type: "Replace", pattern: { Regex: "(a|a)+$" }, content: " " };
    assert.ok(encoderOf({ ...pipelineFile("SentencePiece BPE"), decoder }));
  });

  it("is used where it is one of those that files have", () => {
    for (const expression of [
      "\\s+",
      " {2,}",
      "[\\r\\n]+",
      "<s>|</s>|\\[INST\\]",
      "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
      " ?[^(\\s|[.,!?…。，、।۔،])]+",
      // Their time grows with the square in JavaScript.
      "\\s+$",
      "\\p{L}+x",
      "\\s*\\s*\\s*x|.",
      "\\R|(?:a{2}?b)+",
      "(?:\\r?\\n)+(?!\\r?\\n)|[一-龥\\u3040-ゟ゠-ヿ]+",
    ]) {
      for (const [, , file] of PLACES) assert.ok(encoderOf(file(expression)), expression);
    }
  });

  it("cuts a text through edits as it cuts it whole", () => {
    let byPiece = 0;
    const property = fc.property(
      fc.oneof(fc.tuple(farExpressions), fc.tuple(farExpressions, expressions)),
      fc.nat(),
      (all, seed) => {
        const file = byteLevelTokenizer({ pre_tokenizer: splitting(...all) });
        const encoder = readOrRefused(file);
        if (encoder?.reach !== "piece") return;
        byPiece++;
        staysRightThroughEdits(
          encoder,
          { specialTokens: "split", lineEndings: "lf" },
          { seed, runs: 4, units: 0, texts: textsForEdits, inserted: lettersForEdits },
        );
      },
    );
    fc.assert(property, { seed: 31, numRuns: times(300) });
    assert.ok(byPiece > times(60), `${byPiece} expressions`);
  });

  it("cuts any text as the library does", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        expressions,
        fc.array(textsForExpressions, { minLength: 3, maxLength: 3 }),
        async (expression, texts) => {
          const file = byteLevelTokenizer({ pre_tokenizer: splitting(expression) });
          const encoder = readOrRefused(file);
          const native = NativeOracle.ofReadable(file);
          if (encoder === undefined || native === undefined) return;
          for (const text of texts) {
            // The library takes no half of a surrogate pair.
            const whole = Buffer.from(text).toString();
            const own = oracleTokens(encoder, whole);
            assert.deepEqual(own, await native.tokensOf(whole), `${expression} on ${whole}`);
            compared++;
          }
        },
      ),
      { seed: 23, numRuns: times(40) },
    );
    assert.ok(compared > times(40), `${compared} texts were compared`);
  });
});

/** Undefined of a file that is refused. */
function readOrRefused(file: TokenizerFile): TokenEncoder | undefined {
  try {
    return encoderOf(file);
  } catch {
    return undefined;
  }
}

function split(Regex: string, behavior: string): object {
  return { type: "Split", pattern: { Regex }, behavior, invert: false };
}

/** A file of a kind that is not of bytes. */
function other(parts: Partial<TokenizerFile>): TokenizerFile {
  return { ...pipelineFile("WordLevel"), ...parts };
}

function encoderOf(file: TokenizerFile): TokenEncoder {
  return encoderOfFile(readTokenizerJson(JSON.stringify(file)), gpt2().vocabulary.classes);
}
