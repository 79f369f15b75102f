import { seeded } from "../support/random";

const META = "\u2581";
/** As Gemma 3 has them. */
const IDS = 262_144;
const MERGES = 514_906;
const ADDED = 6_415;
const LETTERS = `${META}etaoinshrdlucmfwypvbgkjqxzETAOINSHRDLU0123456789.,;:(){}[]_-+*/='"<>!?#&|éüñжиоанс中文日本語的`;

/**
 * A file of Gemma 3's kind and size, made up: no vocabulary of others lies in this repository. Tokens
 * are put together from two others, and of each the merges are all ways to do so, as converters of
 * SentencePiece's models write them.
 */
export function gemmaKind(): object {
  const random = seeded(3);
  const bytes = Array.from({ length: 256 }, (_, byte) => {
    return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
  });
  const added = Array.from({ length: ADDED }, (_, index) => `<unused${index}>`);
  const vocab = new Map<string, number>();
  for (const token of ["<pad>", ...added.slice(1), ...bytes, ...LETTERS]) add(token);
  const words: string[] = [...LETTERS];
  const merges: [string, string][] = [];
  while (vocab.size < IDS) {
    // The earlier, the commoner, as in a vocabulary that was learned.
    const whole = word() + word();
    if (whole.length > 12 || whole.lastIndexOf(META) > 0) continue;
    // What lacks its last letter is a token too, so that most can be put together in several ways.
    for (const made of [whole.slice(0, -1), whole]) {
      if (vocab.has(made) || vocab.size === IDS) continue;
      add(made);
      words.push(made);
      for (let at = 1; at < made.length && merges.length < MERGES; at++) {
        const pair: [string, string] = [made.slice(0, at), made.slice(at)];
        if (pair.every((part) => vocab.has(part))) merges.push(pair);
      }
    }
  }
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: ["<pad>", ...added.slice(1)].map((content, id) => {
      const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false };
      return { id, content, ...flags, special: true };
    }),
    normalizer: { type: "Replace", pattern: { String: " " }, content: META },
    pre_tokenizer: {
      type: "Split",
      pattern: { String: " " },
      behavior: "MergedWithPrevious",
      invert: false,
    },
    post_processor: null,
    decoder: null,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      ignore_merges: false,
      vocab: Object.fromEntries(vocab),
      merges,
    },
  };

  function add(token: string): void {
    if (!vocab.has(token)) vocab.set(token, vocab.size);
  }

  function word(): string {
    const share = random(1000) / 1000;
    return words[Math.floor(share ** 12 * words.length)] as string;
  }
}
