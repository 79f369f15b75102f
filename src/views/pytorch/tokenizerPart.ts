import type { Reading } from "../../tokens/tokenDocument";
import type { PythonPart } from "./pythonPart";

/** Makes `tokenizer`, and `ids` of `text`. */
export function tokenizerPart({ encoding, specialTokens }: Reading): PythonPart {
  const special =
    specialTokens === "text"
      ? "disallowed_special=()"
      : encoding === "gpt2" || encoding === "p50k_base"
        ? 'allowed_special={"<|endoftext|>"}'
        : 'allowed_special="all"';
  return {
    packages: ["import tiktoken", "import torch"],
    lines: [
      `tokenizer = tiktoken.get_encoding("${encoding}")`,
      `ids = torch.tensor(tokenizer.encode(text, ${special}))`,
    ],
  };
}
