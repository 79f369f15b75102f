import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Data that nobody in this project made up, beside the checkout. A user's clone has none. */
export const goldenFolder = resolve(root(), "../shared/golden");

/** Cases files whose texts and ids are of GPT-2. */
export const gpt2CaseFiles = [
  "generated/gpt2-stress-cases.json",
  "gpt-3-encoder/gpt2-cases.json",
  "gpt-tokenizer/gpt2-cases.json",
  "hf-tokenizers/gpt2-edge-cases.json",
  "llama.cpp/ggml-vocab-gpt-2.json",
  "rasbt/gpt2-bpe-cases.json",
  "tiktoken/gpt2-cases.json",
  "transformers.js/gpt2-cases.json",
];

/** Skips the calling test with a sentence where the golden data is absent. */
export function needsGolden(test: Mocha.Context): void {
  if (existsSync(goldenFolder)) return;
  console.log(`      skipped: there is no golden data in ${goldenFolder}`);
  test.skip();
}

export function goldenText(name: string): string {
  return readFileSync(resolve(goldenFolder, name), "utf8");
}

export function goldenJson<T>(name: string): T {
  return JSON.parse(goldenText(name)) as T;
}

function root(): string {
  // Tests inside the extension host are bundled elsewhere and are told where the project is.
  return process.env["TOKENSCOPE_ROOT"] ?? dirname(dirname(import.meta.dirname));
}
