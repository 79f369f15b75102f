import assert from "node:assert/strict";
import { tokenLabel } from "../../../../src/shared/base/tokenLabel";
import { bytesAt } from "../../../../src/shared/values/byteLabel";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { encoderOfFile } from "../../../../src/tokens/file/fileEncoder";
import { readTokenizerJson } from "../../../../src/tokens/file/readTokenizerJson";
import { tokenMerges } from "../../../../src/tokens/queries/merges";
import { staysRightThroughEdits } from "../../../support/editsOfText";
import { HARD_TEXTS, randomText } from "../../../support/hardText";
import { seeded } from "../../../support/random";
import { pipelineFile } from "../../../support/smallPipelines";
import {
  byteLevelModel,
  byteLevelTokenizer,
  SPECIAL,
  type TokenizerFile,
} from "../../../support/smallTokenizers";
import { times } from "../../../support/thoroughness";
import { NativeOracle } from "../../../support/tokenizerOracles";
import { gpt2 } from "../../../support/vocabulary";

const SEED = 20260714;
const READING = { specialTokens: "split", lineEndings: "asIs", addsSpecialTokens: true } as const;
const size = Object.keys(byteLevelModel().vocab).length;

/** What stands around a text, in the words of the file. */
function around(before: number, after: number): object {
  const token = (id: string): object => ({ SpecialToken: { id, type_id: 0 } });
  return {
    type: "TemplateProcessing",
    single: [token("<s>"), { Sequence: { id: "A", type_id: 0 } }, token("</s>")],
    pair: [],
    special_tokens: {
      "<s>": { id: "<s>", ids: [before], tokens: ["<s>"] },
      "</s>": { id: "</s>", ids: [after, after], tokens: ["</s>", "</s>"] },
    },
  };
}

const byteLevel = byteLevelTokenizer({
  added_tokens: [
    { id: size, content: "<s>", ...SPECIAL },
    { id: size + 1, content: "</s>", ...SPECIAL },
  ],
  post_processor: around(size, size + 1),
});
const sentencePiece = { ...pipelineFile("SentencePiece BPE"), post_processor: around(1, 2) };

describe("Special tokens that a tokenizer adds", () => {
  for (const [name, file] of [
    ["byte-level", byteLevel],
    ["SentencePiece BPE", sentencePiece],
  ] as const) {
    it(`stand around the library's tokens, without text: ${name}`, async () => {
      const native = new NativeOracle(file);
      const random = seeded(SEED);
      for (let count = 0; count < times(200); count++) {
        const text = HARD_TEXTS[count] ?? randomText(random, 20);
        const { ids, starts, ends } = open(file, text).tokens();
        const expected = await native.tokensOf(text, true);
        assert.deepEqual([...ids], expected.ids, JSON.stringify(text));
        assert.deepEqual([starts[0], ends[0]], [0, 0]);
        assert.deepEqual([...starts.slice(-2), ...ends.slice(-2)], Array(4).fill(text.length));
      }
    });

    it(`stay through edits: ${name}`, () => {
      const encoder = encoderFrom(file);
      staysRightThroughEdits(encoder, READING, { seed: SEED, runs: times(60), units: 40 });
      const options = { seed: SEED, runs: times(3), units: 5000 };
      staysRightThroughEdits(encoder, READING, options);
    });
  }

  it("hold no character, also at the text's start and end and in an empty text", () => {
    const document = open(byteLevel, "tokens");
    const { tokenCount } = document;
    assert.equal(document.indexAt(0), 1);
    assert.equal(document.indexAt(6), tokenCount - 3);
    assert.deepEqual(document.touching(0, 6), { from: 1, to: tokenCount - 2 });
    const empty = open(byteLevel, "");
    assert.deepEqual([...empty.tokens().ids], [size, size + 1, size + 1]);
    assert.equal(empty.indexAt(0), 0);
    empty.edit(2, [{ start: 0, end: 0, text: "tokens" }]);
    assert.deepEqual(empty.tokens().ids, document.tokens().ids);
    empty.edit(3, [{ start: 0, end: 6, text: "" }]);
    assert.equal(empty.summary().tokenCount, 3);
    assert.equal(empty.summary().byteLength, 0);
  });

  it("are called by their names, and counted", () => {
    const document = open(byteLevel, "tokens");
    const slice = document.slice(0, document.tokenCount);
    const label = (at: number): string => tokenLabel("", bytesAt(slice, at), 0, 0).text;
    assert.deepEqual([label(0), label(slice.ids.length - 1)], ["<s>", "</s>"]);
    assert.equal(tokenMerges(document, 0).kind, "special");
    const steps = TokenDocument.counting(encoderFrom(byteLevel), "tokens", READING);
    let step = steps.next();
    while (!step.done) step = steps.next();
    assert.equal(step.value.tokens, document.tokenCount);
    assert.equal(step.value.bytes, 6);
  });
});

function encoderFrom(file: TokenizerFile) {
  return encoderOfFile(readTokenizerJson(JSON.stringify(file)), gpt2().vocabulary.classes);
}

function open(file: TokenizerFile, text: string): TokenDocument {
  return TokenDocument.open(encoderFrom(file), text, 1, READING);
}
