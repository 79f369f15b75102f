import { charsmapOf } from "./charsmap";
import type { Random } from "./random";

export function pick<T>(random: Random, values: readonly T[]): T {
  return values[random(values.length)] as T;
}

export function flag(random: Random, most = 2): boolean {
  return random(most) === 0;
}

type Make = (random: Random) => object;

export function randomNormalizer(random: Random): object | null {
  return randomStep(random, NORMALIZERS, "normalizers");
}

export function randomPreTokenizer(random: Random): object | null {
  return randomStep(random, PRE_TOKENIZERS, "pretokenizers");
}

/** None, one step, or a few in a sequence. */
function randomStep(random: Random, steps: readonly Make[], name: string): object | null {
  const kind = random(6);
  if (kind === 0) return null;
  if (kind < 3) return pick(random, steps)(random);
  const made = Array.from({ length: 1 + random(3) }, () => pick(random, steps)(random));
  return { type: "Sequence", [name]: made };
}

const EXPRESSIONS = [
  ...["\\s+", " {2,}", "\\d", "\\p{L}+", "[a-z]+", "\\s", "the|ing", "\\w+|[^\\w\\s]+", "(?i:the)"],
  " ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
  ...["^\\s+|\\s+$", "[^\\S\\n]+", "\\p{M}", "[一-龥]", ".", "-+|'"],
];
/** These match nothing too. Behind what is put in at a text's end the library's normalizers fail. */
const EMPTY_EXPRESSIONS = ["a*", "(?<=a)", "$", "^", "\\b", "\\B"];

function pattern(random: Random, expressions: readonly string[]): object {
  return flag(random)
    ? { Regex: pick(random, expressions) }
    : { String: pick(random, [" ", "a", "  ", "--", "é", "\n", "the", "中", "'", "``", "\u0301"]) };
}

const SPLITTING = [...EXPRESSIONS, ...EMPTY_EXPRESSIONS];

const NORMALIZERS: readonly Make[] = [
  ...["NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Nmt"].map((type): Make => () => ({
    type,
  })),
  () => ({ type: "ByteLevel" }),
  (random) => ({
    type: "BertNormalizer",
    clean_text: flag(random),
    handle_chinese_chars: flag(random),
    strip_accents: pick(random, [null, true, false]),
    lowercase: flag(random),
  }),
  (random) => ({ type: "Strip", strip_left: flag(random), strip_right: flag(random) }),
  (random) => ({ type: "Prepend", prepend: pick(random, ["\u2581", " ", "ab", "é"]) }),
  (random) => ({
    type: "Replace",
    pattern: pattern(random, EXPRESSIONS),
    content: pick(random, ["\u2581", " ", "", "ab", "é", "\n", "''"]),
  }),
  () => ({
    type: "Precompiled",
    precompiled_charsmap: charsmapOf({
      ...{ "\t": " ", "\n": " ", "\u00a0": " ", "\u200b": "", "½": "1⁄2", ﬁ: "fi" },
      ...{ "e\u0301": "é", "’": "'", 中: "中文", "👋": "", A: "a" },
    }),
  }),
];

const BEHAVIORS = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"];

const PRE_TOKENIZERS: readonly Make[] = [
  ...["BertPreTokenizer", "Whitespace", "WhitespaceSplit", "UnicodeScripts"].map(
    (type): Make =>
      () => ({ type }),
  ),
  (random) => ({
    type: "ByteLevel",
    add_prefix_space: flag(random),
    trim_offsets: false,
    use_regex: flag(random),
  }),
  (random) => ({ type: "CharDelimiterSplit", delimiter: pick(random, [" ", "a", "é", "-"]) }),
  (random) => ({ type: "Digits", individual_digits: flag(random) }),
  (random) => ({ type: "FixedLength", length: 1 + random(5) }),
  (random) => ({
    type: "Metaspace",
    replacement: pick(random, ["\u2581", "\u2581", "_", "👋"]),
    prepend_scheme: pick(random, ["always", "never", "first"]),
    split: flag(random),
  }),
  (random) => ({ type: "Punctuation", behavior: pick(random, BEHAVIORS) }),
  (random) => ({
    type: "Split",
    pattern: pattern(random, SPLITTING),
    behavior: pick(random, BEHAVIORS),
    invert: flag(random),
  }),
];

/** What only cuts, and then writes bytes. */
export function bytesBehindSplits(random: Random): object {
  const splits = Array.from({ length: random(3) }, () => {
    return flag(random)
      ? { type: "Digits", individual_digits: flag(random) }
      : { type: "Split", pattern: pattern(random, SPLITTING), behavior: "Isolated", invert: false };
  });
  const bytes = {
    type: "ByteLevel",
    add_prefix_space: random(3) === 0,
    trim_offsets: false,
    use_regex: flag(random),
  };
  return { type: "Sequence", pretokenizers: [...splits, bytes] };
}
