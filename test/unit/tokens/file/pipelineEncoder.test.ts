import assert from "node:assert/strict";
import { PipelineEncoder } from "../../../../src/tokens/file/pipelineEncoder";
import { readTokenizerJson } from "../../../../src/tokens/file/readTokenizerJson";
import { staysRightThroughEdits } from "../../../support/editsOfText";
import { HARD_TEXTS, randomText } from "../../../support/hardText";
import { oracleTokens } from "../../../support/oracleTokens";
import { seeded } from "../../../support/random";
import { PIPELINE_KINDS, pipelineFile, type PipelineKind } from "../../../support/smallPipelines";
import type { TokenizerFile } from "../../../support/smallTokenizers";
import { times } from "../../../support/thoroughness";
import { NativeOracle, ScriptOracle } from "../../../support/tokenizerOracles";

const SEED = 1911;
const TEXTS = 5000;
/** What `@huggingface/tokenizers` reads as the library does: elsewhere its words and maps differ. */
const READ_BY_SCRIPT: readonly PipelineKind[] = ["WordPiece", "SentencePiece BPE"];
const READING = { specialTokens: "split", lineEndings: "asIs" } as const;

describe("A tokenizer file's steps", () => {
  for (const kind of PIPELINE_KINDS) {
    const file = pipelineFile(kind);
    const encoder = new PipelineEncoder(readTokenizerJson(JSON.stringify(file)));

    it(`make the library's tokens of 5,000 hard texts: ${kind}`, async () => {
      const native = new NativeOracle(file);
      const script = READ_BY_SCRIPT.includes(kind) ? new ScriptOracle(file) : undefined;
      const random = seeded(SEED);
      for (let count = 0; count < TEXTS; count++) {
        const text = HARD_TEXTS[count] ?? randomText(random, 12);
        const tokens = oracleTokens(encoder, text);
        assert.deepEqual(tokens, await native.tokensOf(text), JSON.stringify(text));
        if (script === undefined) continue;
        assert.deepEqual(tokens.ids, script.idsOf(text), JSON.stringify(text));
      }
    });

    it(`make the library's tokens of long texts, which are encoded by parts: ${kind}`, async () => {
      const native = new NativeOracle(file);
      const random = seeded(SEED + 2);
      for (let count = 0; count < TEXTS / 50; count++) {
        const parts = Array.from({ length: 60 }, () => randomText(random, 12));
        // One that a map of characters takes away is at the start of every other text.
        const text = `${count % 2 === 0 ? "" : "\u200b"}${parts.join(" \u200b")}`;
        assert.deepEqual(oracleTokens(encoder, text), await native.tokensOf(text), String(count));
      }
    });

    it(`read special tokens as text as if there were none: ${kind}`, async () => {
      const native = new NativeOracle({ ...file, added_tokens: withoutSpecial(file) });
      const random = seeded(SEED + 1);
      const names = ["<unk>", "[MASK]", "<mask>", "<s>", "</s>", "<|endoftext|>", "New Token"];
      for (let count = 0; count < TEXTS / 10; count++) {
        const name = names[random(names.length)] ?? "";
        const text = `${randomText(random, 4)}${name}${randomText(random, 4)}`;
        const tokens = oracleTokens(encoder, text, "text");
        assert.deepEqual(tokens, await native.tokensOf(text), JSON.stringify(text));
      }
    });

    it(`keep a document's tokens right through edits: ${kind}`, () => {
      // Eight edits a run, as a rule: 20,000 with a thoroughness of 5.
      const options = { seed: SEED, runs: times(500), units: 40 };
      staysRightThroughEdits(encoder, READING, options);
      const asText = { ...READING, specialTokens: "text" } as const;
      staysRightThroughEdits(encoder, asText, { ...options, runs: options.runs / 5 });
    });

    it(`keep them right in many chunks: ${kind}`, () => {
      const reading = { ...READING, lineEndings: "lf" } as const;
      const options = { seed: SEED, runs: times(5), units: 4000 };
      staysRightThroughEdits(encoder, reading, options);
    });
  }
});

/** Added tokens of which the special ones stand in no text; the ids of the others are what they were. */
function withoutSpecial({ added_tokens, model }: TokenizerFile): object[] {
  const { vocab } = model as { vocab: object };
  const added = added_tokens as { id: number; special: boolean; content: string }[];
  return added
    .filter(({ id, special }) => !special || id >= Object.keys(vocab).length)
    .map((token) => (token.special ? { ...token, content: `\ue000${token.content}` } : token));
}
