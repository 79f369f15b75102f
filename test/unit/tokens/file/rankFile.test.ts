import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../../.ci/support/folders";
import type { BytePairEncoding } from "../../../../src/shared/values/tokens";
import { ByteLevelEncoder } from "../../../../src/tokens/file/byteLevelEncoder";
import { isRankFile, readRankFile } from "../../../../src/tokens/file/rankFile";
import { staysRightThroughEdits } from "../../../support/editsOfText";
import { HARD_TEXTS, randomText } from "../../../support/hardText";
import { oracleTokens } from "../../../support/oracleTokens";
import { seeded } from "../../../support/random";
import { times } from "../../../support/thoroughness";
import { encoderOf, gpt2 } from "../../../support/vocabulary";

const SEED = 20260712;
/** Files of ranks as OpenAI publishes them. */
const FILES: readonly (readonly [name: string, encoding: BytePairEncoding])[] = [
  ["r50k_base", "gpt2"],
  ["p50k_base", "p50k_base"],
  ["cl100k_base", "cl100k_base"],
  ["o200k_base", "o200k_base"],
];
/** What tells the pattern of a file whose number of ranks does not. */
const NAME = "/models/mine-gpt2.tiktoken";

describe("A file of ranks", () => {
  for (const [name, encoding] of FILES) {
    const text = readFileSync(
      join(root, `node_modules/gpt-tokenizer/data/${name}.tiktoken`),
      "utf8",
    );
    const encoder = encoderFrom(text, "/models/own.tiktoken");

    it(`makes the tokens of the encoding that it is: ${name}`, () => {
      assert.ok(isRankFile(text));
      const known = encoderOf(encoding);
      const random = seeded(SEED);
      for (let count = 0; count < times(1500); count++) {
        const given = HARD_TEXTS[count] ?? randomText(random, 30);
        for (const specialTokens of ["split", "text"] as const) {
          assert.deepEqual(
            oracleTokens(encoder, given, specialTokens),
            oracleTokens(known, given, specialTokens),
            JSON.stringify(given),
          );
        }
      }
    });

    it(`keeps them through edits: ${name}`, () => {
      const reading = { specialTokens: "split", lineEndings: "lf" } as const;
      staysRightThroughEdits(encoder, reading, {
        seed: SEED,
        runs: times(10),
        units: 60,
      });
    });
  }

  it("tells its ranks, special tokens and gaps", () => {
    const text = readFileSync(
      join(root, "node_modules/gpt-tokenizer/data/p50k_base.tiktoken"),
      "utf8",
    );
    const { facts } = readRankFile(text, "/x/p50k_base.tiktoken");
    assert.deepEqual(
      { ...facts, format: facts.format.kind },
      {
        format: "ranks",
        model: "BPE",
        isByteLevel: true,
        vocabularySize: 50281,
        addedTokens: 1,
        gaps: 0,
        unused: [],
        around: { before: [], after: [] },
      },
    );
  });

  const bytes = Array.from({ length: 256 }, (_, byte) => line([byte], byte));
  const whole = [...bytes, line([0x61, 0x62], 256)];
  const bad: readonly (readonly [what: string, lines: readonly string[], message: RegExp])[] = [
    ["nothing", [], /^It has no ranks\.$/],
    ["a line of something else", ["YQ== 0", "hello world"], /^Line 2 must be .*not "hello world"/],
    ["a token that is no base64", ["YQ=a 0"], /^Line 1 must be a token in base64/],
    ["a line that is cut off", [...whole, "YWJ"], /^Line 258 must be .*, not "YWJ"\.$/],
    ["one rank twice", ["YQ== 0", "Yg== 0"], /^Lines 1 and 2 have the same rank, 0\.$/],
    ["one token twice", ["YQ== 0", "YQ== 1"], /^Lines 1 and 2 have the same token\.$/],
    ["a rank of millions", ["YQ== 4000000"], /^Line 1 has the rank 4000000; .* below 1048576/],
    ["a byte that is missing", whole.slice(1), /^No token is the byte 0x00 alone/],
  ];
  for (const [what, lines, message] of bad) {
    it(`is refused with the line: ${what}`, () => {
      assert.throws(() => readRankFile(lines.join("\n"), NAME), {
        name: "TokenizerFileError",
        message,
      });
    });
  }

  it("is refused where nobody can tell how it splits a text, and read by a name that tells", () => {
    const text = `${whole.join("\r\n")}\r\n`;
    assert.throws(() => readRankFile(text, "/x/mine.tiktoken"), /Its 257 ranks do not say how/);
    const encoder = encoderFrom(text, NAME);
    assert.deepEqual(oracleTokens(encoder, "abba", "split").ids, [256, 0x62, 0x61]);
  });
});

function line(bytes: readonly number[], rank: number): string {
  return `${Buffer.from(bytes).toString("base64")} ${rank}`;
}

function encoderFrom(text: string, path: string): ByteLevelEncoder {
  return new ByteLevelEncoder(readRankFile(text, path), gpt2().vocabulary.classes);
}
