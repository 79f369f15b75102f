import type { PieceChoice } from "../../shared/values/pieceChoice";
import type { SpecialTokens } from "../../shared/values/tokens";
import type { MergeRules } from "./mergeRules";
import type { Pattern } from "./pattern";
import type { TokenList } from "./tokenList";
import type { Vocabulary } from "./vocabulary";

/** What stands before a place that is encoded from; at the start of a text nothing does. */
export interface Before {
  /** Id of the token that ends there, `NONE` where there is none. */
  readonly id: number;
  /** The last one or two code units. */
  readonly text: string;
  /** What stands there since the last special token, as it is read: as much as the encoder asks for. */
  readonly context: string;
}

/** Ids of special tokens before a text and behind it: BOS and EOS, as they are called. */
export interface TokensAround {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * What an edit makes anew at most: pieces around it, or the whole document, because what stands
 * before a place and what stands behind it are never known to be independent.
 */
export type Reach = "piece" | "document";

/** What a document is made tokens with. One instance serves any number of texts. */
export interface TokenEncoder {
  readonly pattern: Pick<Pattern, "isFirm">;
  /** Code units from the end of a piece on that can decide where it ends, if that place is firm. */
  readonly lookAhead: number;
  /** Code units before a piece that can decide what becomes of it. */
  readonly lookBehind: number;
  /** Code units of context that it asks for; none unless told otherwise. */
  readonly contextUnits?: number;
  /** Of byte-pair encodings; undefined where nothing is merged. */
  readonly vocabulary: Vocabulary | undefined;
  /** What is merged where that is not told by a vocabulary. */
  readonly merging?: MergeRules;
  /** What an edit makes anew at most; pieces around it unless told otherwise. */
  readonly reach?: Reach;
  /** Ids of the special tokens that are put around a text, where any are. */
  readonly around?: TokensAround | undefined;
  /** What a token begins with that goes on in a word, as "##" of WordPiece: no part of the text. */
  readonly continuingPrefix?: string | undefined;
  /** Whether every character is of a token, so that the tokens' bytes are the text's. */
  readonly isTiling: boolean;
  /**
   * Appends the tokens of `text[start, …)` to `tokens`, a piece at a time.
   * @param start a place where a piece starts
   * @param isDone asked before each piece with the place it starts at; true ends the work there
   * @param before what stands before `start`, where that is not the start of a document
   * @returns where it ended
   */
  encode(
    text: string,
    start: number,
    specialTokens: SpecialTokens,
    tokens: TokenList,
    isDone?: (at: number) => boolean,
    before?: Before,
  ): number;
  /**
   * The same of a whole text, where an edit may reach all of it, a few milliseconds' worth at a time
   * as far as the kind allows.
   */
  encodeInSteps?(
    text: string,
    specialTokens: SpecialTokens,
    tokens: TokenList,
  ): Generator<undefined, void>;
  /** Bytes of one token. */
  bytesOf(id: number): Uint8Array;
  byteLengthOf(id: number): number;
  /** UTF-8 bytes of tokens `[from, to)` of a list. */
  byteLengthOfAll(list: TokenList, from: number, to: number): number;
  isSpecial(id: number): boolean;
  /**
   * How the pieces of a stretch came to their tokens, where that is no merging of bytes.
   * @param text from a piece's start to the end of one, as it is read
   * @param isMidway whether text of the same segment stands before it
   */
  explain?(text: string, isMidway: boolean): readonly PieceChoice[];
}
