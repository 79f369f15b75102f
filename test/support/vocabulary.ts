import { readFileSync } from "node:fs";
import type { BytePairEncoding } from "../../src/shared/values/tokens";
import { compileVocabulary } from "../../src/tokens/encode/compileVocabulary";
import { Encoder } from "../../src/tokens/encode/encoder";
import { encodings } from "../../src/tokens/encode/encodings";
import { readVocabulary } from "../../src/tokens/encode/vocabulary";

const encoders = new Map<BytePairEncoding, Encoder>();

/** An encoder from the same ranks that the build compiles. */
export function encoderOf(encoding: BytePairEncoding): Encoder {
  const known = encoders.get(encoding);
  if (known !== undefined) return known;
  const compiled = compileVocabulary(ranksOf(encoding), encoding === "gpt2" ? "mapped" : "packed");
  const encoder = new Encoder(readVocabulary(compiled.buffer), encodings[encoding]);
  encoders.set(encoding, encoder);
  return encoder;
}

/** The rank table that the build compiles. */
export function ranksOf(encoding: BytePairEncoding): string {
  const name = encoding === "gpt2" ? "r50k_base" : encoding;
  return readFileSync(`node_modules/gpt-tokenizer/data/${name}.tiktoken`, "utf8");
}

export function gpt2(): Encoder {
  return encoderOf("gpt2");
}
