import { readFileSync } from "node:fs";
import { compileVocabulary } from "../../src/tokens/compileVocabulary";
import { Encoder } from "../../src/tokens/encoder";
import { readVocabulary } from "../../src/tokens/vocabulary";

let encoder: Encoder | undefined;

/** GPT-2's encoder from the same ranks that the build compiles. */
export function gpt2(): Encoder {
  if (encoder !== undefined) return encoder;
  const ranks = readFileSync("node_modules/gpt-tokenizer/data/r50k_base.tiktoken", "utf8");
  const compiled = compileVocabulary(ranks);
  const file = new ArrayBuffer(compiled.length);
  new Uint8Array(file).set(compiled);
  encoder = new Encoder(readVocabulary(file));
  return encoder;
}
