/** Vocabularies that texts can be split with. */
export type BytePairEncoding = "gpt2" | "p50k_base" | "cl100k_base" | "o200k_base";

/** What is named by a word alone: a vocabulary, or a list of ids that somebody typed. */
export type NamedEncoding = BytePairEncoding | "ids";

/** How a text is read: by a name, or by the tokenizer of a file. */
export type Encoding = NamedEncoding | "file";

/** A tokenizer file as it was when it was chosen. */
export interface TokenizerFile {
  readonly path: string;
  /** SHA-256 of its bytes, hexadecimal; of a vocabulary and its merges, of one behind the other. */
  readonly hash: string;
  readonly format: TokenizerFormat;
}

/** Where other documents start in a text: tokens behind those that end one, rising. */
export interface DocumentStarts {
  readonly version: number;
  readonly places: Uint32Array<ArrayBuffer>;
}

/** A tokenizer file that was not read yet: as it is when it is. */
export type UnreadTokenizerFile = Pick<TokenizerFile, "path"> & {
  readonly hash?: undefined;
  readonly format?: undefined;
};

/** How a tokenizer is written down, with what its files do not say and is known nevertheless. */
export type TokenizerFormat =
  /**
   * `tokenizer.json`, which says all of it. `isLimited` is whether it truncates or pads, which
   * documents are read without.
   */
  | { readonly kind: "json"; readonly isLimited: boolean }
  /** Tiktoken's ranks: how a text is split, as an expression, and ids of special tokens. */
  | {
      readonly kind: "ranks";
      readonly pattern: string;
      readonly specialTokens: Readonly<Record<string, number>>;
    }
  /** `vocab.json` and `merges.txt`: which of the vocabulary's tokens are special. */
  | { readonly kind: "merges"; readonly specialTokens: readonly string[] };

/** What is to be known of a tokenizer file. */
export interface TokenizerFileInfo extends TokenizerFile {
  readonly model: "BPE" | "WordPiece" | "WordLevel" | "Unigram";
  /** Whether its tokens are of bytes. */
  readonly isByteLevel: boolean;
  /** One more than the largest id. */
  readonly vocabularySize: number;
  readonly addedTokens: number;
  /** Ids that no token has. */
  readonly gaps: number;
  /** What the file, or one beside it, has and documents are read without. */
  readonly unused: readonly ("truncation" | "padding" | "chatTemplate")[];
  /** What an edit makes anew: pieces around it, or the whole document. */
  readonly reach: "piece" | "document";
  /** Special tokens that are put around a text, by their names: BOS and EOS. */
  readonly around: { readonly before: readonly string[]; readonly after: readonly string[] };
}

/** How `<|endoftext|>` in a text is read: as one token, or as plain text. */
export type SpecialTokens = "split" | "text";

/**
 * The tokens of a text, one row per token.
 *
 * Offsets are UTF-16 code units of the text, half-open. The bytes of the tokens tile the text's
 * UTF-8; characters may be shared: a token that begins or ends inside a character covers that
 * whole character, so the spans of the parts of 👋 are equal.
 */
export interface Tokens {
  readonly ids: Uint32Array<ArrayBuffer>;
  /** First UTF-16 code unit, never decreasing. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** One past the last UTF-16 code unit, never decreasing. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** The bytes of some tokens. */
export interface TokenBytes {
  /** One token's after another's; token `i` has `[byteStarts[i], byteStarts[i + 1])`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly byteStarts: Uint32Array<ArrayBuffer>;
}

/** Neighbouring tokens of a document, with what is needed to show them. */
export interface TokenSlice extends Tokens, TokenBytes {
  /** Version of the document that the slice was cut from. */
  readonly version: number;
  /** Document index of the first token here. */
  readonly first: number;
  /**
   * For a token that shares a character with its neighbours, which part of that group it is,
   * from 1; 0 for every other token.
   */
  readonly part: Uint8Array<ArrayBuffer>;
  /** Tokens in the group that `part` counts in; 0 where `part` is 0. */
  readonly parts: Uint8Array<ArrayBuffer>;
  /** The document's text under the slice: UTF-16 code units `[starts[0], ends[last])`. */
  readonly text: string;
}

/** What a whole document amounts to. */
export interface TokenSummary {
  readonly version: number;
  readonly tokenCount: number;
  /** UTF-16 code units. */
  readonly length: number;
  /** UTF-8 bytes. */
  readonly byteLength: number;
}

/** UTF-16 code units `[start, end)` of the text before the change give way to `text`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
