import type { SpecialTokens } from "../../shared/values/tokens";
import type { EncodingRules } from "./encodings";
import { LongestMatch } from "./longestMatch";
import { LONGEST_REPEATED, LongSegmentCache } from "./longSegmentCache";
import { END, FIRST_END, LOOK_AHEAD, START, UNSURE, type Pattern } from "./pattern";
import { mayJoin, PieceBytes } from "./pieceBytes";
import { FNV_FACTOR, FNV_START, LONGEST_KEPT, SegmentCache } from "./segmentCache";
import { SpecialNames, SpecialSearch } from "./specialSearch";
import { TokenList } from "./tokenList";
import { NONE } from "./trie";
import type { TokenEncoder } from "./tokenEncoder";
import { BYTE_LENGTH, BYTE_START, TOKEN_WORDS, type Vocabulary } from "./vocabulary";

/** Text to tokens, piece by piece. One instance serves any number of texts, one after another. */
export class Encoder implements TokenEncoder {
  readonly pattern: Pattern;
  /** Code units from the end of a piece on that can decide where it ends, if that place is firm. */
  readonly lookAhead: number;
  readonly lookBehind = 0;
  readonly isTiling = true;
  private readonly specialIds: ReadonlyMap<string, number>;
  private readonly specialNames: SpecialNames;
  private readonly specialBytes: ReadonlyMap<number, Uint8Array>;
  private readonly match: LongestMatch;
  private readonly cache = new SegmentCache();
  private readonly longCache = new LongSegmentCache();
  /** Tokens of a piece that is not all ASCII. */
  private readonly scratch = new TokenList();
  private readonly piece = new PieceBytes();

  constructor(
    readonly vocabulary: Vocabulary,
    rules: EncodingRules,
  ) {
    const { specialTokens } = rules;
    this.pattern = rules.pattern(vocabulary.classes);
    this.specialIds = specialTokens;
    this.specialNames = new SpecialNames([...specialTokens.keys()]);
    this.specialBytes = new Map(
      Array.from(specialTokens, ([name, id]) => [
        id,
        Uint8Array.from(name, (character) => character.charCodeAt(0)),
      ]),
    );
    this.lookAhead = LOOK_AHEAD + this.specialNames.longest;
    this.match = new LongestMatch(vocabulary);
  }

  encode(
    text: string,
    start: number,
    specialTokens: SpecialTokens,
    tokens: TokenList,
    isDone?: (at: number) => boolean,
  ): number {
    const special = new SpecialSearch(text, start, specialTokens, this.specialNames);
    if (isDone === undefined) tokens.expect((text.length - start) >> 2);
    let at = start;
    while (at < text.length && isDone?.(at) !== true) {
      const wordEnd = this.encodeWord(text, at, tokens);
      if (wordEnd > at) {
        at = wordEnd;
        continue;
      }
      const name = special.at(at);
      if (name !== undefined) {
        tokens.push(this.specialIds.get(name) ?? NONE, at, at + name.length, true);
        at += name.length;
        continue;
      }
      const end = special.endOfPiece(this.pattern, at);
      this.encodePiece(text, at, end, tokens);
      at = end;
    }
    return at;
  }

  /** Bytes of one token: its own for an ordinary one, UTF-8 of its name for a special one. */
  bytesOf(id: number): Uint8Array {
    const special = this.specialBytes.get(id);
    if (special !== undefined) return special;
    const { bytes, table } = this.vocabulary;
    const start = table[id * TOKEN_WORDS + BYTE_START] as number;
    return bytes.subarray(start, start + this.byteLengthOf(id));
  }

  isSpecial(id: number): boolean {
    return this.specialBytes.has(id);
  }

  /** UTF-8 bytes of one token. */
  byteLengthOf(id: number): number {
    const length = this.vocabulary.table[id * TOKEN_WORDS + BYTE_LENGTH] ?? 0;
    return length > 0 ? length : (this.specialBytes.get(id)?.length ?? 0);
  }

  /** UTF-8 bytes of tokens `[from, to)` of a list. */
  byteLengthOfAll(list: TokenList, from: number, to: number): number {
    let bytes = 0;
    for (let at = from; at < to; at++) bytes += this.byteLengthOf(list.ids[at] as number);
    return bytes;
  }

  /**
   * The short way for what most text is made of: pieces that the pattern's automaton tells, all of
   * ASCII. No special token can begin in them, and each is one segment.
   * @returns where the piece ends, or `start` when the long way must tell
   */
  private encodeWord(text: string, start: number, tokens: TokenList): number {
    const { words } = this.pattern;
    const { length } = text;
    let at = start;
    let state = START;
    let hash = FNV_START;
    do {
      const unit = text.charCodeAt(at);
      // The piece may go on with a character beyond ASCII.
      const next = unit < ASCII ? (words[(state << 7) | unit] as number) : UNSURE;
      if (next >= END) {
        if (next === UNSURE) return start;
        break;
      }
      state = next;
      hash = Math.imul(hash ^ unit, FNV_FACTOR);
    } while (++at < length);
    if (state < FIRST_END) return start;
    const id = this.shortId(text, start, at);
    if (id !== NONE) {
      tokens.push(id, start, at, true);
      return at;
    }
    this.encodeSegment(text, start, at, hash, true, tokens);
    return at;
  }

  /** Id of a piece of one or two ASCII characters that is one token, else `NONE`. */
  private shortId(text: string, start: number, end: number): number {
    const { byteIds, pairs } = this.vocabulary;
    if (end === start + 1) return byteIds[text.charCodeAt(start)] as number;
    if (end > start + 2) return NONE;
    const pair = (text.charCodeAt(start) << 8) | text.charCodeAt(start + 1);
    return pairs[2 * pair + 1] as number;
  }

  /**
   * A piece falls into segments at characters that no token of the vocabulary joins: no merge can
   * cross such a place, so each segment is encoded alone. Most segments have been met before.
   */
  private encodePiece(text: string, start: number, end: number, tokens: TokenList): void {
    const { joins } = this.vocabulary;
    let from = start;
    let previous = text.charCodeAt(start);
    let hash = Math.imul(previous ^ FNV_START, FNV_FACTOR);
    for (let at = start + 1; at < end; at++) {
      const unit = text.charCodeAt(at);
      if ((unit | previous) >= 0x80 && !mayJoin(joins, previous, unit)) {
        this.encodeSegment(text, from, at, hash, from === start, tokens);
        from = at;
        hash = FNV_START;
      }
      hash = Math.imul(hash ^ unit, FNV_FACTOR);
      previous = unit;
    }
    this.encodeSegment(text, from, end, hash, from === start, tokens);
  }

  private encodeSegment(
    text: string,
    start: number,
    end: number,
    hash: number,
    first: boolean,
    tokens: TokenList,
  ): void {
    const { cache } = this;
    if (end - start > LONGEST_KEPT) {
      this.encodeLong(text, start, end, hash, first, tokens);
      return;
    }
    const isKept = cache.hasMet(hash);
    if (isKept && cache.take(text, start, end, hash, first, tokens)) return;
    const before = tokens.length;
    this.encodeNew(text, start, end, first, tokens);
    if (isKept) cache.keep(text, start, end, hash, tokens, before);
  }

  private encodeLong(
    text: string,
    start: number,
    end: number,
    hash: number,
    first: boolean,
    tokens: TokenList,
  ): void {
    const { longCache } = this;
    const isKept = end - start <= LONGEST_REPEATED && this.cache.hasMet(hash);
    if (isKept && longCache.take(text, start, end, hash, first, tokens)) return;
    const before = tokens.length;
    this.encodeNew(text, start, end, first, tokens);
    if (isKept) longCache.keep(text, start, end, hash, tokens, before);
  }

  private encodeNew(
    text: string,
    start: number,
    end: number,
    first: boolean,
    tokens: TokenList,
  ): void {
    const { match, scratch, piece } = this;
    const length = piece.read(text, start, end);
    if (length === end - start) {
      // Places in the bytes are places in the text.
      tokens.tile(match.encode(piece.bytes, length, tokens, start), start, first);
      return;
    }
    const count = match.encode(piece.bytes, length, scratch, 0);
    tokens.pushParts(count, scratch, piece.unitStarts, piece.unitEnds, first);
  }
}

const ASCII = 0x80;
