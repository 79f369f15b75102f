import { get_encoding, type Tiktoken } from "tiktoken";
import type { Encoding, SpecialTokens } from "../../src/shared/tokens";

const encodings = new Map<Encoding, Tiktoken>();

/** Ids by tiktoken's own code, compiled to WebAssembly. */
export function oracle(
  text: string,
  specialTokens: SpecialTokens,
  encoding: Encoding = "gpt2",
): number[] {
  let tiktoken = encodings.get(encoding);
  if (tiktoken === undefined) encodings.set(encoding, (tiktoken = get_encoding(encoding)));
  return [
    ...(specialTokens === "split" ? tiktoken.encode(text, "all") : tiktoken.encode_ordinary(text)),
  ];
}
