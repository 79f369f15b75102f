import { encode } from "gpt-tokenizer/encoding/r50k_base";

/** GPT-2's ids of a text, in which `<|endoftext|>` is one token. */
export function idsOf(text: string): Uint32Array {
  return Uint32Array.from(encode(text, { allowedSpecial: new Set(["<|endoftext|>"]) }));
}
