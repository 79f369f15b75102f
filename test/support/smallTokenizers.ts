import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../.ci/support/folders";
import { CHARACTER_OF_BYTE } from "../../src/tokens/file/byteAlphabet";

/** A `tokenizer.json` before it is written. */
export interface TokenizerFile {
  normalizer: object | null;
  pre_tokenizer: object | null;
  model: object;
  added_tokens: object[];
  post_processor: object | null;
  decoder: object | null;
  truncation: object | null;
  padding: object | null;
}

export const SPECIAL = {
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
};

/** What a small tokenizer of our own is trained on: prose and code of this repository. */
function trainingText(): string {
  return ["README.md", "src/tokens/encode/encoder.ts", "docs/architecture.md"]
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
}

let trained: { vocab: Record<string, number>; merges: [string, string][] } | undefined;

/** Byte-level merges, trained the plain way: of all neighbours the most frequent pair, again and again. */
export function byteLevelModel(): {
  type: "BPE";
  vocab: Record<string, number>;
  merges: [string, string][];
} {
  trained ??= train(trainingText(), 500);
  return { type: "BPE", vocab: { ...trained.vocab }, merges: [...trained.merges] };
}

/** A byte-level file around that model. */
export function byteLevelTokenizer(parts: Partial<TokenizerFile> = {}): TokenizerFile {
  const model = byteLevelModel();
  const size = Object.keys(model.vocab).length;
  return {
    normalizer: null,
    pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: false },
    model,
    added_tokens: [{ id: size, content: "<|endoftext|>", ...SPECIAL }],
    post_processor: null,
    decoder: { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: true },
    truncation: null,
    padding: null,
    ...parts,
  };
}

function train(text: string, count: number) {
  const words = new Map<string, number>();
  for (const [word] of text.matchAll(/ ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+/gu)) {
    const letters = Array.from(Buffer.from(word), (byte) => CHARACTER_OF_BYTE[byte]).join("");
    words.set(letters, (words.get(letters) ?? 0) + 1);
  }
  let rows = Array.from(words, ([word, times]) => ({ parts: [...word], times }));
  const vocab = Object.fromEntries(CHARACTER_OF_BYTE.map((letter, byte) => [letter, byte]));
  const merges: [string, string][] = [];
  while (merges.length < count) {
    const counts = new Map<string, number>();
    for (const { parts, times } of rows) {
      for (let at = 0; at + 1 < parts.length; at++) {
        const pair = `${parts[at]} ${parts[at + 1]}`;
        counts.set(pair, (counts.get(pair) ?? 0) + times);
      }
    }
    const best = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
    const [left = "", right = ""] = best.split(" ");
    merges.push([left, right]);
    vocab[left + right] ??= 256 + merges.length - 1;
    rows = rows.map(({ parts, times }) => ({ parts: joined(parts, left, right), times }));
  }
  return { vocab, merges };
}

function joined(parts: string[], left: string, right: string): string[] {
  const made: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const isPair = parts[at] === left && parts[at + 1] === right;
    made.push(isPair ? left + right : (parts[at] as string));
    if (isPair) at++;
  }
  return made;
}
