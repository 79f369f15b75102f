import type { BytePairEncoding, Encoding, NamedEncoding } from "../../shared/values/tokens";
import type { CharacterClasses } from "./characterClasses";
import { Cl100kPattern } from "./cl100kPattern";
import { Gpt2Pattern } from "./gpt2Pattern";
import { O200kPattern } from "./o200kPattern";
import type { Pattern } from "./pattern";

/** What tells an encoding apart besides its vocabulary, as tiktoken has it. */
export interface EncodingRules {
  /** One more than the largest id: the rows of an embedding table for it. */
  readonly vocabularySize: number;
  /** Ids by name. All names begin with `<|`. */
  readonly specialTokens: ReadonlyMap<string, number>;
  pattern(classes: CharacterClasses): Pattern;
}

const endOfText50k = new Map([["<|endoftext|>", 50256]]);

export const encodings: Readonly<Record<BytePairEncoding, EncodingRules>> = {
  gpt2: {
    vocabularySize: 50257,
    specialTokens: endOfText50k,
    pattern: (classes) => new Gpt2Pattern(classes),
  },
  p50k_base: {
    vocabularySize: 50281,
    specialTokens: endOfText50k,
    pattern: (classes) => new Gpt2Pattern(classes),
  },
  cl100k_base: {
    vocabularySize: 100277,
    specialTokens: new Map([
      ["<|endoftext|>", 100257],
      ["<|fim_prefix|>", 100258],
      ["<|fim_middle|>", 100259],
      ["<|fim_suffix|>", 100260],
      ["<|endofprompt|>", 100276],
    ]),
    pattern: (classes) => new Cl100kPattern(classes),
  },
  o200k_base: {
    vocabularySize: 200019,
    specialTokens: new Map([
      ["<|endoftext|>", 199999],
      ["<|endofprompt|>", 200018],
    ]),
    pattern: (classes) => new O200kPattern(classes),
  },
};

/** All that a text can be read with and that a word names. */
export const ENCODINGS: readonly NamedEncoding[] = [
  ...(Object.keys(encodings) as BytePairEncoding[]),
  "ids",
];

/** Ids that a list of ids may name unless told otherwise: GPT-2's. */
const IDS_VOCABULARY = encodings.gpt2.vocabularySize;

/** One more than the largest id of a reading's encoding. */
export function vocabularySizeOf({
  encoding,
  vocabularySize = IDS_VOCABULARY,
}: {
  readonly encoding: Encoding;
  readonly vocabularySize?: number | undefined;
}): number {
  const isNamed = encoding !== "ids" && encoding !== "file";
  return isNamed ? encodings[encoding].vocabularySize : vocabularySize;
}
