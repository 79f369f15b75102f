import assert from "node:assert/strict";
import { tokensOfChoice } from "../../../../src/shared/values/pieceChoice";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { encoderOfFile } from "../../../../src/tokens/file/fileEncoder";
import { readTokenizerJson } from "../../../../src/tokens/file/readTokenizerJson";
import { tokenMerges } from "../../../../src/tokens/queries/merges";
import { mergeSteps } from "../../../../src/views/hover/mergeSteps";
import { BYTE_LEVEL_VARIANTS } from "../../../support/byteLevelVariants";
import { PIPELINE_KINDS, pipelineFile } from "../../../support/smallPipelines";
import { byteLevelTokenizer, type TokenizerFile } from "../../../support/smallTokenizers";
import { gpt2 } from "../../../support/vocabulary";

const TEXT =
  "The tokens of a window, unbelievably long (12345) words.\r\n\r\nAnd naïve encoders: one, two.";

describe("How a token of a file was chosen", () => {
  for (const kind of PIPELINE_KINDS) {
    it(`is told of the document's own tokens: ${kind}`, () => {
      const document = open(pipelineFile(kind), TEXT);
      let told = 0;
      for (let token = 0; token < document.tokenCount; token++) {
        const merges = tokenMerges(document, token);
        if (merges.kind !== "chosen") continue;
        told++;
        const tokens = tokensOfChoice(merges.choice);
        const [id] = document.copy(token, token + 1).ids;
        if (tokens !== undefined) assert.equal(tokens[merges.at]?.id, id, `token ${token}`);
        const [sentence = ""] = mergeSteps(merges, "file");
        assert.match(sentence, /^(The (word|piece)|Of all ways)/);
      }
      assert.ok(told > 0.8 * document.tokenCount, `${told} of ${document.tokenCount}`);
    });
  }

  it("is by WordPiece the longest that fits, with the others that fit there", () => {
    const parts = shown(pipelineFile("WordPiece"), "unbelievably", 0);
    assert.match(parts[0] ?? "", /^The word `unbelievably` is cut to \d tokens, each the longest/);
    const lengths = [...(parts[1] ?? "").matchAll(/^\| `(\w+)` \|/gm)].map(
      ([, text = ""]) => text.length,
    );
    assert.ok(lengths.length > 1);
    assert.deepEqual(
      lengths,
      [...lengths].sort((a, b) => b - a),
    );
    assert.match(parts[1] ?? "", /^\| `\w+` \| \*\*\d+\*\* \|$/m);
    assert.match(shown(pipelineFile("WordPiece"), "a\u0e01", 0).join(), /unknown as a whole/);
    assert.match(shown(pipelineFile("WordLevel"), "the", 0).join(), /`the` is a token: words/);
    assert.match(shown(pipelineFile("WordLevel"), "thexyz", 0).join(), /is in no vocabulary/);
  });

  it("is by Unigram the highest sum of scores, with the tokens that end there too", () => {
    const [sentence = "", table = ""] = shown(pipelineFile("Unigram"), "tokens", 0);
    assert.match(sentence, /^Of all ways to cut the piece `▁tokens` .* scores, −\d+\.\d{4}: `▁/);
    const sums = [...table.matchAll(/^\| `[^|]*` \| −\S+ \| −(\S+) \| (\S+) \|$/gm)];
    assert.ok(sums.length > 0, table);
    const values = sums.map(([, sum]) => Number(sum));
    assert.deepEqual(
      values,
      [...values].sort((a, b) => a - b),
    );
    assert.match(sums[0]?.[2] ?? "", /^\*\*\d+\*\*$/);
  });

  it("is by merges their order, with ranks", () => {
    for (const file of [pipelineFile("SentencePiece BPE"), byteLevelTokenizer()]) {
      const [sentence = "", table = ""] = shown(file, "tokens", 0);
      assert.match(sentence, /^The piece `▁?tokens` is merged to /);
      assert.match(table, /^\|\s+step \| merged\s+\| gives\s+\|\s+id \|\s+rank \|\n/);
      const ranks = [...table.matchAll(/\| (\d+) \|$/gm)].map(([, rank]) => Number(rank));
      assert.ok(ranks.length > 1, table);
    }
  });

  it("is told of a piece that is taken as it is", () => {
    const file = BYTE_LEVEL_VARIANTS["Llama 3's pattern and pieces that are tokens"];
    assert.ok(file);
    const wholes = [" encoder", " tokens", " window", " vectors", " document"].map(
      (text) => shown(file, text, 0)[0] ?? "",
    );
    assert.ok(
      wholes.some((each) => each.startsWith("Its piece is a token and is taken as it is")),
      wholes.join("\n"),
    );
  });
});

function open(file: TokenizerFile, text: string): TokenDocument {
  const json = readTokenizerJson(JSON.stringify(file));
  const encoder = encoderOfFile(json, gpt2().vocabulary.classes);
  return TokenDocument.open(encoder, text, 1, { specialTokens: "split", lineEndings: "lf" });
}

function shown(file: TokenizerFile, text: string, token: number): string[] {
  return mergeSteps(tokenMerges(open(file, text), token), "file");
}
