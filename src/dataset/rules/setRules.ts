import * as l10n from "../../shared/base/l10n";
import { tokensText } from "../../shared/base/countWords";
import { formatCount } from "../../shared/base/numbers";
import { foreignPath } from "../../shared/base/shown";
import type { SpecialTokens } from "../../shared/values/tokens";
import { MOST_PACKED_LENGTH, type PackingWay } from "../../windows/packing";

/** What a training set can be written as. */
export const SET_FORMATS = ["nanogpt", "llmc", "megatron", "parquet", "npy", "jsonl"] as const;
export type SetFormat = (typeof SET_FORMATS)[number];

/** Where end-of-text tokens stand: behind each document, behind each but the last, or nowhere. */
export const END_OF_TEXT_RULES = ["after", "between", "none"] as const;
export type EndOfTextRule = (typeof END_OF_TEXT_RULES)[number];

/** What goes into the validation set. */
export interface Split {
  /**
   * "documents": each by a draw that its position and the seed decide. "characters": the end of
   * the whole text, as `text[int(0.9 * len(text)):]`.
   */
  readonly by: "documents" | "characters";
  /** From 0, nothing, to less than 1. */
  readonly share: number;
}

/** One of `count` parts of the list of documents, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Windows that are written instead of documents: how documents come into them, and how long they are. */
export interface SetPacking {
  readonly way: PackingWay;
  /** Tokens of a window. */
  readonly length: number;
}

/** How documents become a training set. */
export interface SetRules {
  readonly format: SetFormat;
  readonly endOfText: EndOfTextRule;
  readonly split: Split;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly specialTokens: SpecialTokens;
  /** Tokens of a file of llm.c at most. */
  readonly shardTokens: number;
  readonly shard?: Shard;
  /** Documents are written as they are without. */
  readonly packing?: SetPacking;
}

/** Of each rule what the peer that is named for it does. */
export const DEFAULT_RULES: SetRules = {
  format: "nanogpt",
  // nanoGPT's data/openwebtext/prepare.py
  endOfText: "after",
  split: { by: "documents", share: 0.0005 },
  seed: 2357,
  shuffle: false,
  // `encode_ordinary`, likewise.
  specialTokens: "text",
  // llm.c's dev/data/fineweb.py
  shardTokens: 100_000_000,
};

/** How an id is written: little-endian, without a sign. */
export type IdType = "uint16" | "uint32";

const UINT16_IDS = 2 ** 16;

/** The smallest type that holds every id of a vocabulary. */
export function idTypeOf(vocabularySize: number): IdType {
  return vocabularySize <= UINT16_IDS ? "uint16" : "uint32";
}

export const bytesOfType = (type: IdType): number => (type === "uint16" ? 2 : 4);

/**
 * The type that a format has for a vocabulary.
 * @throws {Error} where whoever reads the format would read other ids
 */
export function typeInFormat(format: SetFormat, vocabularySize: number, encoding: string): IdType {
  const type = idTypeOf(vocabularySize);
  if (format === "nanogpt" && type !== "uint16") {
    throw new Error(
      l10n.t(
        "nanoGPT reads ids as uint16, up to {0}, and {1} has {2}. Choose another format (llmc, megatron, npy, parquet, jsonl) or an encoding with fewer ids.",
        formatCount(UINT16_IDS - 1),
        encoding,
        formatCount(vocabularySize),
      ),
    );
  }
  return type;
}

/**
 * What packed windows are filled up with: the end-of-text token, as GPT-2 has no other for it.
 * @throws {Error} where the windows are longer than is packed, or must be filled up and there is no such token
 */
export function paddingOf(
  { way, length }: SetPacking,
  { name, endOfTextId }: { readonly name: string; readonly endOfTextId?: number },
): number {
  if (length > MOST_PACKED_LENGTH) {
    throw new Error(
      l10n.t(
        "Windows of {0} cannot be packed, those of up to {1} can. Choose a smaller max_length.",
        tokensText(length),
        tokensText(MOST_PACKED_LENGTH),
      ),
    );
  }
  // Those that are cut out of a row are always full.
  if (way === "concatenated") return 0;
  if (endOfTextId !== undefined) return endOfTextId;
  throw new Error(
    l10n.t(
      "{0} has no token that ends a text, which windows would be filled up with. Choose another way of packing: documents in a row fill every window.",
      foreignPath(name),
    ),
  );
}

/** "2-of-8", as files of a shard carry it; the empty text where there are none. */
export function shardName({ shard }: Pick<SetRules, "shard">): string {
  if (shard === undefined) return "";
  const width = String(shard.count).length;
  return `${String(shard.index).padStart(width, "0")}-of-${shard.count}`;
}
