import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../.ci/support/folders";
import { charsmapOf } from "./charsmap";
import { SPECIAL, type TokenizerFile } from "./smallTokenizers";

/** Kinds of tokenizers other than byte-level ones, each small and of our own text. */
export type PipelineKind =
  | "WordPiece"
  | "WordLevel"
  | "Unigram"
  | "Unigram with a map of characters"
  | "SentencePiece BPE"
  | "CLIP-like BPE";

const META = "\u2581";
/** Characters that a hard text may have and our own does not. */
const ALPHABET = "aZé1٣½'’“—.,!-_{}()<>|#@中文あ👋";

/** A file of one kind, as others of that kind are made up. */
export function pipelineFile(kind: PipelineKind): TokenizerFile {
  switch (kind) {
    case "WordPiece":
      return file({
        normalizer: {
          type: "BertNormalizer",
          clean_text: true,
          handle_chinese_chars: true,
          strip_accents: null,
          lowercase: true,
        },
        pre_tokenizer: { type: "BertPreTokenizer" },
        model: {
          type: "WordPiece",
          unk_token: "[UNK]",
          continuing_subword_prefix: "##",
          max_input_chars_per_word: 100,
          vocab: wordPieceVocabulary(),
        },
        added: [
          ["[UNK]"],
          ["[MASK]", { lstrip: true }],
          ["New Token", { normalized: true, special: false }],
        ],
      });
    case "WordLevel":
      return file({
        normalizer: {
          type: "Sequence",
          normalizers: [{ type: "NFD" }, { type: "StripAccents" }, { type: "Lowercase" }],
        },
        pre_tokenizer: { type: "Whitespace" },
        model: { type: "WordLevel", unk_token: "<unk>", vocab: wordLevelVocabulary() },
        added: [["<unk>"]],
      });
    case "Unigram":
      return file({
        normalizer: {
          type: "Sequence",
          normalizers: [
            { type: "NFKC" },
            { type: "Replace", pattern: { Regex: " {2,}" }, content: " " },
          ],
        },
        pre_tokenizer: {
          type: "Metaspace",
          replacement: META,
          prepend_scheme: "always",
          split: true,
        },
        model: { type: "Unigram", unk_id: 0, byte_fallback: false, vocab: unigramVocabulary() },
        added: [["<unk>"], ["<mask>", { lstrip: true }]],
      });
    case "Unigram with a map of characters":
      return file({
        normalizer: {
          type: "Sequence",
          normalizers: [
            {
              type: "Precompiled",
              precompiled_charsmap: charsmapOf({
                ...{ "\t": " ", "\n": " ", "\r\n": " ", "\u00a0": " ", "\u200b": "", "½": "1⁄2" },
                ...{ "e\u0301": "é", "’": "'", 中: "中文", "👋": "" },
              }),
            },
            { type: "Strip", strip_left: false, strip_right: true },
            { type: "Replace", pattern: { Regex: " {2,}" }, content: META },
          ],
        },
        pre_tokenizer: {
          type: "Metaspace",
          replacement: META,
          prepend_scheme: "first",
          split: true,
        },
        model: { type: "Unigram", unk_id: 0, byte_fallback: false, vocab: unigramVocabulary() },
        added: [["<unk>"], ["<mask>", { lstrip: true }]],
      });
    case "SentencePiece BPE":
      return file({
        normalizer: {
          type: "Sequence",
          normalizers: [
            { type: "Prepend", prepend: META },
            { type: "Replace", pattern: { String: " " }, content: META },
          ],
        },
        pre_tokenizer: null,
        model: {
          type: "BPE",
          dropout: null,
          unk_token: "<unk>",
          continuing_subword_prefix: null,
          end_of_word_suffix: null,
          fuse_unk: true,
          byte_fallback: true,
          ignore_merges: false,
          ...bpeVocabulary(""),
        },
        added: [["<unk>"], ["<s>"], ["</s>"]],
      });
    case "CLIP-like BPE":
      return file({
        normalizer: {
          type: "Sequence",
          normalizers: [
            { type: "NFC" },
            { type: "Replace", pattern: { Regex: "\\s+" }, content: " " },
            { type: "Lowercase" },
          ],
        },
        pre_tokenizer: {
          type: "Sequence",
          pretokenizers: [
            { type: "WhitespaceSplit" },
            { type: "Punctuation", behavior: "Isolated" },
            { type: "Digits", individual_digits: true },
          ],
        },
        model: {
          type: "BPE",
          dropout: null,
          unk_token: "<unk>",
          continuing_subword_prefix: null,
          end_of_word_suffix: "</w>",
          fuse_unk: false,
          byte_fallback: false,
          ignore_merges: false,
          ...bpeVocabulary("</w>"),
        },
        added: [["<unk>"], ["<|endoftext|>", { rstrip: true }]],
      });
  }
}

export const PIPELINE_KINDS: readonly PipelineKind[] = [
  "WordPiece",
  "WordLevel",
  "Unigram",
  "Unigram with a map of characters",
  "SentencePiece BPE",
  "CLIP-like BPE",
];

type Added = readonly [content: string, flags?: object];

function file(
  parts: Pick<TokenizerFile, "normalizer" | "pre_tokenizer"> & {
    model: { vocab: object; [name: string]: unknown };
    added: Added[];
  },
): TokenizerFile {
  const { added, model, ...rest } = parts;
  const { vocab } = model;
  const ids: Record<string, number> = Array.isArray(vocab)
    ? Object.fromEntries(vocab.map(([token]: [string, number], id) => [token, id]))
    : (vocab as Record<string, number>);
  let next = Object.keys(ids).length;
  return {
    ...rest,
    model,
    added_tokens: added.map(([content, flags]) => ({
      id: ids[content] ?? next++,
      content,
      ...SPECIAL,
      ...flags,
    })),
    post_processor: null,
    decoder: null,
    truncation: null,
    padding: null,
  };
}

/** Our own words and how often they stand there. */
function wordCounts(): Map<string, number> {
  const text = ["README.md", "docs/architecture.md", "src/tokens/encode/encoder.ts"]
    .map((name) => readFileSync(join(root, name), "utf8"))
    .join("\n");
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{M}\p{N}]+/gu)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** The stretches of words that stand most often, weighed by their length. */
function stretches(
  words: Map<string, number>,
  most: number,
  isUsed: (start: number) => boolean,
): [string, number][] {
  const counts = new Map<string, number>();
  for (const [word, times] of words) {
    const characters = [...word];
    for (let start = 0; start < characters.length; start++) {
      if (!isUsed(start)) continue;
      for (let end = start + 2; end <= Math.min(start + 8, characters.length); end++) {
        const stretch = characters.slice(start, end).join("");
        counts.set(stretch, (counts.get(stretch) ?? 0) + times);
      }
    }
  }
  return [...counts]
    .sort((a, b) => b[1] * b[0].length - a[1] * a[0].length || (a[0] < b[0] ? -1 : 1))
    .slice(0, most);
}

function numbered(tokens: Iterable<string>): Record<string, number> {
  return Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]));
}

function wordPieceVocabulary(): Record<string, number> {
  const words = new Map(
    [...wordCounts()].map(([word, times]) => [word.toLowerCase(), times] as const),
  );
  const characters = [...new Set([...words.keys()].join("") + ALPHABET.toLowerCase())];
  return numbered([
    "[UNK]",
    ...characters,
    ...characters.map((character) => `##${character}`),
    ...stretches(words, 500, (start) => start === 0).map(([token]) => token),
    ...stretches(words, 500, (start) => start > 0).map(([token]) => `##${token}`),
  ]);
}

function wordLevelVocabulary(): Record<string, number> {
  const words = [...wordCounts()].sort((a, b) => b[1] - a[1]).slice(0, 900);
  return numbered(["<unk>", ...words.map(([word]) => word.toLowerCase())]);
}

function unigramVocabulary(): [string, number][] {
  const words = new Map([...wordCounts()].map(([word, times]) => [META + word, times] as const));
  const characters = [...new Set([...words.keys()].join("") + ALPHABET)];
  const parts = stretches(words, 1000, () => true);
  const total = parts.reduce((sum, [, times]) => sum + times, 0);
  return [
    ["<unk>", 0],
    ...characters.map((character, at): [string, number] => [character, -9 - at / 100]),
    ...parts.map(([token, times]): [string, number] => [token, Math.log(times / total)]),
  ];
}

function bpeVocabulary(suffix: string): {
  vocab: Record<string, number>;
  merges: [string, string][];
} {
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
  );
  let rows = Array.from(wordCounts(), ([word, times]) => {
    const characters = suffix === "" ? [META, ...word] : [...word.toLowerCase()];
    characters.push((characters.pop() ?? "") + suffix);
    return { parts: characters, times };
  });
  const characters = [...new Set(rows.flatMap(({ parts }) => parts))];
  const plain = characters.map((character) =>
    character.slice(0, character.length - (character.endsWith("</w>") ? 4 : 0)),
  );
  const tokens = [
    "<unk>",
    ...(suffix === "" ? ["<s>", "</s>", ...bytes] : []),
    ...characters,
    ...plain,
  ];
  const merges: [string, string][] = [];
  while (merges.length < 600) {
    const counts = new Map<string, number>();
    for (const { parts, times } of rows) {
      for (let at = 0; at + 1 < parts.length; at++) {
        const pair = `${parts[at]} ${parts[at + 1]}`;
        counts.set(pair, (counts.get(pair) ?? 0) + times);
      }
    }
    const [left = "", right = ""] = [...counts]
      .reduce((a, b) => (b[1] > a[1] ? b : a))[0]
      .split(" ");
    merges.push([left, right]);
    tokens.push(left + right);
    rows = rows.map(({ parts, times }) => ({ parts: joined(parts, left, right), times }));
  }
  return { vocab: numbered(tokens), merges };
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
