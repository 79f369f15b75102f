import type { PieceChoice } from "./pieceChoice";

/**
 * Byte-pair merging of some bytes, merge by merge. All places are bytes, half-open. Merge `i` joins
 * `[starts[i], middles[i])` and `[middles[i], stops[i])` to the token `made[i]`.
 */
export interface Merges {
  /** What was merged: UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly starts: Uint16Array<ArrayBuffer>;
  readonly middles: Uint16Array<ArrayBuffer>;
  readonly stops: Uint16Array<ArrayBuffer>;
  readonly made: Uint32Array<ArrayBuffer>;
  /** Rank of each merge: of all that could be made the lowest was. */
  readonly ranks: Uint32Array<ArrayBuffer>;
  /** The tokens that are left when no pair can be merged any more. */
  readonly ids: Uint32Array<ArrayBuffer>;
  /** One past the last byte of each of them. */
  readonly ends: Uint16Array<ArrayBuffer>;
}

/** How a document token came to be. */
export type TokenMerges =
  /** The document has not so many tokens, or its encoding merges nothing. */
  | { readonly kind: "none"; readonly version: number }
  /** Texts are cut at special tokens first; nothing is merged to make one. */
  | { readonly kind: "special"; readonly version: number }
  /** The piece is a token and is taken as it is, whatever its merges would come to. */
  | { readonly kind: "whole"; readonly version: number }
  | MergedToken
  | ChosenToken;

export interface MergedToken extends Merges {
  /**
   * Which bytes: the whole piece of the text that holds the token, as the splitting pattern cut it,
   * or the token's alone, where the piece is longer than `LONGEST_PIECE`. The merges that lead to
   * the token are the same.
   */
  readonly kind: "piece" | "token";
  /** Version of the document. */
  readonly version: number;
  /** Which of the tokens that are left the asked one is. */
  readonly at: number;
}

/** A token of a piece that is no text of bytes: WordPiece's, Unigram's, SentencePiece's. */
export interface ChosenToken {
  readonly kind: "chosen";
  /** Version of the document. */
  readonly version: number;
  readonly choice: PieceChoice;
  /** Which of the piece's tokens the asked one is. */
  readonly at: number;
  /** How the tokens of the choice are written in the vocabulary, by id. */
  readonly labels: Readonly<Record<number, string>>;
}

/** Bytes of a piece whose merges are told whole. */
export const LONGEST_PIECE = 64;
