import { randomText } from "./hardText";
import type { Random } from "./random";
import { bytesBehindSplits, flag, pick, randomNormalizer, randomPreTokenizer } from "./randomSteps";
import type { TokenizerFile } from "./smallTokenizers";
import { CHARACTER_OF_BYTE } from "../../src/tokens/file/byteAlphabet";

/** What vocabularies and added tokens are put together from: parts of `hardText`'s texts, and more. */
const WORDS = [
  ..."aZé1٣½ ’-.,!_(<>|#@中文あя👋",
  ..."\t\n\r\u0301\u00a0\u3000ﬁßſİΣǅ",
  ...[
    "the",
    "ing",
    "func",
    "tion",
    "ret",
    "urn",
    "01",
    "234",
    "aa",
    "--",
    "'s",
    "'",
    "endof",
    "text",
  ],
  ...["A", "a", "t", "h", "e", "i", "n", "g", "r", "u", "s", "l", "L", "E", "R", "B", "C"],
  ...["\u2581", "\u2581the", "\u2581a", "\u2581\u2581", "  ", " a", "e\u0301", "中文", "👋👩"],
] as const;

const ADDED = [
  ...[
    "<|endoftext|>",
    "<|endof",
    "text|>",
    "<",
    "<|",
    "ing",
    "the",
    " the",
    "a",
    "A",
    "é",
    "e\u0301",
  ],
  ...[
    "  ",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    " \n",
    "\t",
    "----",
    "aaaa",
    "中",
    "a ",
    "<unk>",
    "ſ",
    "ß",
    "1",
  ],
  ...["function return", "\u2581", "'s", "½", "\u0301", "ﬁ", ".", "[X]", "İ", "\u00a0", "\u3000a"],
] as const;

/**
 * A tokenizer file with steps, flags and vocabulary drawn at random: most would be of no use, but
 * the library takes each.
 */
export function randomTokenizer(random: Random): TokenizerFile {
  const isByteLevel = random(4) === 0;
  const model = isByteLevel ? randomByteLevel(random) : randomModel(random);
  return {
    normalizer: isByteLevel ? pick(random, [null, { type: "NFC" }]) : randomNormalizer(random),
    pre_tokenizer: isByteLevel ? bytesBehindSplits(random) : randomPreTokenizer(random),
    model,
    added_tokens: addedTokens(random, model),
    post_processor: null,
    decoder: null,
    truncation: null,
    padding: null,
  };
}

/** Hard text, with some of the file's added tokens in it. */
export function textFor(random: Random, file: TokenizerFile): string {
  const added = file.added_tokens as { content: string }[];
  return Array.from({ length: random(4) }, () => {
    const token = added.length > 0 && random(3) > 0 ? added[random(added.length)]?.content : "";
    const space = random(3) === 0 ? pick(random, [" ", "\n", "  \n ", "\u3000", "\t "]) : "";
    const more = random(4) === 0 ? space + pick(random, ADDED) + space : space;
    return `${randomText(random, 5)}${token ?? ""}${more}`;
  }).join("");
}

/** Texts without repetition, each at its id. */
function vocabulary(random: Random, first: readonly string[], more: readonly string[]): string[] {
  const share = 1 + random(4);
  return [...new Set([...first, ...more.filter(() => random(4) < share)])];
}

function numbered(tokens: readonly string[]): Record<string, number> {
  return Object.fromEntries(tokens.map((token, id) => [token, id]));
}

const BYTES = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
);

function randomModel(random: Random): { type: string; [name: string]: unknown } {
  const letters = flag(random) ? CHARACTER_OF_BYTE : [];
  switch (random(5)) {
    case 0: {
      const prefix = pick(random, ["##", "##", "", "a"]);
      const words = [...WORDS, ...WORDS.map((word) => prefix + word)];
      return {
        type: "WordPiece",
        unk_token: "<unk>",
        continuing_subword_prefix: prefix,
        max_input_chars_per_word: pick(random, [100, 3, 1, 20]),
        vocab: numbered(vocabulary(random, ["<unk>"], [...letters, ...words])),
      };
    }
    case 1:
      return {
        type: "WordLevel",
        unk_token: "<unk>",
        vocab: numbered(vocabulary(random, ["<unk>"], [...letters, ...WORDS])),
      };
    case 2: {
      const bytes = random(3) === 0 ? [] : random(3) === 0 ? BYTES.slice(0, 200) : BYTES;
      const tokens = vocabulary(random, ["<unk>"], [...letters, ...WORDS]).concat(bytes);
      return {
        type: "Unigram",
        unk_id: random(5) === 0 ? null : random(4) === 0 ? 3 : 0,
        byte_fallback: flag(random),
        vocab: tokens.map((token) => [token, -random(8) - (flag(random) ? 0 : random(8) / 7)]),
      };
    }
    default:
      return randomBpe(random, letters);
  }
}

function randomByteLevel(random: Random) {
  return { ...randomBpe(random, CHARACTER_OF_BYTE, false), byte_fallback: false };
}

function randomBpe(random: Random, letters: readonly string[], hasAffixes = true) {
  const prefix = hasAffixes && random(4) === 0 ? pick(random, ["##", "a"]) : "";
  const suffix = hasAffixes && random(4) === 0 ? pick(random, ["</w>", "a"]) : "";
  const single = WORDS.filter((word) => [...word].length === 1);
  const forms = single.flatMap((word) => [word, prefix + word, word + suffix]);
  const bytes = random(3) === 0 ? BYTES : random(3) === 0 ? BYTES.slice(0, 200) : [];
  const tokens = vocabulary(random, ["<unk>", ...letters], forms).concat(bytes);
  const known = new Set(tokens);
  const merges: [string, string][] = [];
  for (let tries = 20 + random(200); tries > 0; tries--) {
    const from = random(4) === 0 ? 0 : Math.max(0, tokens.length - 60);
    const left = tokens[from + random(tokens.length - from)] as string;
    const right = tokens[random(tokens.length)] as string;
    if (left === "<unk>" || right === "<unk>") continue;
    if (right.length < prefix.length || (prefix !== "" && !right.startsWith(prefix))) continue;
    const made = left + right.slice(prefix.length);
    if (!known.has(made)) tokens.push(made);
    known.add(made);
    merges.push([left, right]);
  }
  return {
    type: "BPE",
    dropout: pick(random, [null, 0]),
    unk_token: random(3) === 0 ? null : "<unk>",
    continuing_subword_prefix: prefix === "" ? null : prefix,
    end_of_word_suffix: suffix === "" ? null : suffix,
    fuse_unk: flag(random),
    byte_fallback: flag(random),
    ignore_merges: flag(random, 4),
    vocab: numbered(tokens),
    merges,
  };
}

function addedTokens(random: Random, model: Record<string, unknown>): object[] {
  const { vocab } = model as { vocab: object };
  const known: Record<string, number> = Array.isArray(vocab)
    ? Object.fromEntries(vocab.map(([token]: [string], id) => [token, id]))
    : (vocab as Record<string, number>);
  let next = Array.isArray(vocab) ? vocab.length : Object.keys(known).length;
  const ids = new Map(Object.entries(known));
  return Array.from({ length: random(7) }, () => {
    const content = pick(random, ADDED);
    const id = ids.get(content) ?? next++;
    ids.set(content, id);
    return {
      id,
      content,
      single_word: random(4) === 0,
      lstrip: random(3) === 0,
      rstrip: random(3) === 0,
      normalized: flag(random),
      special: flag(random),
    };
  });
}

/**
 * Whether bytes of a prefix or suffix may stand for a character that is no token: the library then
 * counts places that the text does not have.
 */
export function hasAffixBytes({ model }: TokenizerFile): boolean {
  const fields = model as Record<string, unknown>;
  const affixes = [fields["continuing_subword_prefix"], fields["end_of_word_suffix"]];
  return fields["byte_fallback"] === true && affixes.some((affix) => typeof affix === "string");
}
