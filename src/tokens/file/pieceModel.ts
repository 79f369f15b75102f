import type { TokenList } from "../encode/tokenList";
import type { PieceChoice } from "../../shared/values/pieceChoice";

/** What makes tokens of a piece, which is a text of its own for it. One piece after another. */
export interface PieceModel {
  /**
   * Appends the tokens of `text[start, end)`.
   * @param end behind `start`
   */
  encode(text: string, start: number, end: number, tokens: TokenList): void;
  /** How a piece, which is not empty, comes to its tokens. */
  explain(text: string): PieceChoice;
  /** Whether tokens on both sides of a place between two characters may depend on one another. */
  mayJoin?(before: number, after: number): boolean;
}

/** Ids of the tokens `<0x00>` to `<0xFF>`, `undefined` where the vocabulary has not all of them. */
export function byteTokens(idOf: (token: string) => number | undefined): (number | undefined)[] {
  return Array.from({ length: 0x100 }, (_, byte) => idOf(nameOfByte(byte)));
}

/** The byte that a token stands for in such a vocabulary, or undefined. */
export function byteOfName(token: string): number | undefined {
  return /^<0x[0-9A-F]{2}>$/.test(token) ? Number.parseInt(token.slice(3, 5), 16) : undefined;
}

function nameOfByte(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}
