import { get_encoding } from "tiktoken";
import type { SpecialTokens } from "../../src/shared/tokens";

const tiktoken = get_encoding("gpt2");

/** Ids by tiktoken's own code, compiled to WebAssembly. */
export function oracle(text: string, specialTokens: SpecialTokens): number[] {
  return [
    ...(specialTokens === "split" ? tiktoken.encode(text, "all") : tiktoken.encode_ordinary(text)),
  ];
}
