import { get_encoding, type Tiktoken } from "tiktoken";
import type { BytePairEncoding, SpecialTokens } from "../../src/shared/values/tokens";

const encodings = new Map<BytePairEncoding, Tiktoken>();

/** tiktoken's own code, compiled to WebAssembly. */
export function tiktokenOf(encoding: BytePairEncoding): Tiktoken {
  let tiktoken = encodings.get(encoding);
  if (tiktoken === undefined) encodings.set(encoding, (tiktoken = get_encoding(encoding)));
  return tiktoken;
}

/** Ids by tiktoken. */
export function oracle(
  text: string,
  specialTokens: SpecialTokens,
  encoding: BytePairEncoding = "gpt2",
): number[] {
  const tiktoken = tiktokenOf(encoding);
  return [
    ...(specialTokens === "split" ? tiktoken.encode(text, "all") : tiktoken.encode_ordinary(text)),
  ];
}
