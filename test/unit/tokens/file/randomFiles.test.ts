import assert from "node:assert/strict";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { EncodeError } from "../../../../src/tokens/encode/encodeError";
import type { TokenEncoder } from "../../../../src/tokens/encode/tokenEncoder";
import { TokenizerFileError } from "../../../../src/tokens/file/fileError";
import { encoderOfFile } from "../../../../src/tokens/file/fileEncoder";
import { readTokenizerJson } from "../../../../src/tokens/file/readTokenizerJson";
import { HARD_TEXTS } from "../../../support/hardText";
import { oracleTokens } from "../../../support/oracleTokens";
import { seeded, type Random } from "../../../support/random";
import { hasAffixBytes, randomTokenizer, textFor } from "../../../support/randomTokenizers";
import type { TokenizerFile } from "../../../support/smallTokenizers";
import { times } from "../../../support/thoroughness";
import { NativeOracle, type OracleTokens } from "../../../support/tokenizerOracles";
import { gpt2 } from "../../../support/vocabulary";

const FILES = times(120);
const TEXTS = 8;
const EDITS = 8;
/** Files of one test, so that none takes long. */
const IN_ONE = 30;

/** What a file is tried on. */
interface Trial {
  readonly random: Random;
  readonly file: TokenizerFile;
  readonly encoder: TokenEncoder;
}

describe("Tokenizer files drawn at random", () => {
  for (let from = 1; from <= FILES; from += IN_ONE) {
    it(`make the library's tokens, or none where it makes none: seeds ${from} to ${from + IN_ONE - 1}`, async () => {
      for (let seed = from; seed < from + IN_ONE; seed++) {
        const trial = trialOf(seed);
        if (trial !== undefined) await compare(trial, seed);
      }
    });

    it(`keep their tokens through edits: seeds ${from} to ${from + IN_ONE - 1}`, () => {
      for (let seed = from; seed < from + IN_ONE; seed++) {
        const trial = trialOf(seed);
        if (trial !== undefined) edit(trial, seed);
      }
    });
  }
});

/** Undefined where Tokenscope refuses the file, because the library's process ends on some text. */
function trialOf(seed: number): Trial | undefined {
  const random = seeded(seed);
  const file = randomTokenizer(random);
  try {
    const json = readTokenizerJson(JSON.stringify(file));
    return { random, file, encoder: encoderOfFile(json, gpt2().vocabulary.classes) };
  } catch (error) {
    assert.ok(error instanceof TokenizerFileError, String(error));
    assert.match(error.message, /the library tokenizers fails/, `seed ${seed}`);
    return undefined;
  }
}

async function compare({ random, file, encoder }: Trial, seed: number): Promise<void> {
  const native = new NativeOracle(file);
  const idsAlone = hasAffixBytes(file);
  for (let count = 0; count < TEXTS; count++) {
    const text = count > 0 ? textFor(random, file) : (HARD_TEXTS[random(HARD_TEXTS.length)] ?? "");
    const about = `seed ${seed}, ${JSON.stringify(text)}`;
    const expected = await native.tokensOf(text).catch((error: unknown) => error as Error);
    const tokens = tokensOf(encoder, text);
    if (expected instanceof Error) {
      assert.match(expected.message, /`unk_id` is missing/, about);
      assert.ok(tokens instanceof EncodeError, about);
    } else if (idsAlone) {
      assert.deepEqual("ids" in tokens && tokens.ids, expected.ids, about);
    } else {
      assert.deepEqual(tokens, expected, about);
    }
  }
}

function tokensOf(encoder: TokenEncoder, text: string): OracleTokens | EncodeError {
  try {
    return oracleTokens(encoder, text);
  } catch (error) {
    if (error instanceof EncodeError) return error;
    throw error;
  }
}

function edit({ random, file, encoder }: Trial, seed: number): void {
  for (const specialTokens of ["split", "text"] as const) {
    const reading = { specialTokens, lineEndings: random(2) === 0 ? "lf" : "asIs" } as const;
    let text = textFor(random, file) + textFor(random, file);
    let document = opened(encoder, text, reading);
    for (let version = 1; version <= EDITS; version++) {
      const start = random(text.length + 1);
      const end = Math.min(text.length, start + (random(2) === 0 ? 0 : random(10)));
      const inserted = random(3) === 0 ? "" : textFor(random, file).slice(0, random(12));
      const about = `seed ${seed}, ${JSON.stringify({ text, start, end, inserted, reading })}`;
      text = text.slice(0, start) + inserted + text.slice(end);
      const fresh = opened(encoder, text, reading);
      if (document === undefined || fresh === undefined) {
        // Of a text without tokens nothing is kept.
        document = fresh;
        continue;
      }
      document.edit(version, [{ start, end, text: inserted }]);
      const { ids, starts, ends } = document.tokens();
      assert.deepEqual({ ids, starts, ends }, fresh.copy(0, fresh.tokenCount), about);
      assert.deepEqual(document.summary(), { ...fresh.summary(), version }, about);
    }
  }
}

function opened(
  encoder: TokenEncoder,
  text: string,
  reading: Parameters<typeof TokenDocument.open>[3],
): TokenDocument | undefined {
  try {
    return TokenDocument.open(encoder, text, 0, reading);
  } catch (error) {
    if (error instanceof EncodeError) return undefined;
    throw error;
  }
}
