import type { SpecialTokens } from "../shared/tokens";
import { BytePairMerge } from "./bytePairMerge";
import { classOfCodePoint, OTHER, SPACE } from "./characterClass";
import { LONGEST_KEPT, SegmentCache } from "./segmentCache";
import { endOfPiece, LOOK_AHEAD } from "./splitter";
import type { TokenList } from "./tokenList";
import { END_OF_TEXT, FNV_FACTOR, FNV_START, type Vocabulary } from "./vocabulary";

/** Code units searched for a special token at a time, so that a small edit searches little. */
const SEARCH_AHEAD = 1 << 14;

/** Text to tokens, piece by piece. One instance serves any number of texts, one after another. */
export class Encoder {
  readonly endOfText: number;
  private readonly merge: BytePairMerge;
  private readonly cache = new SegmentCache();
  private bytes = new Uint8Array(256);
  /** Code units of the character that each byte of the piece belongs to. */
  private unitStarts = new Uint32Array(256);
  private unitEnds = new Uint32Array(256);

  constructor(readonly vocabulary: Vocabulary) {
    this.merge = new BytePairMerge(vocabulary);
    this.endOfText = vocabulary.size - 1;
  }

  /**
   * Appends the tokens of `text[start, …)` to `tokens`, a piece at a time.
   * @param start a place where a piece starts
   * @param isDone asked before each piece with the place it starts at; true ends the work there
   * @returns where it ended
   */
  encode(
    text: string,
    start: number,
    specialTokens: SpecialTokens,
    tokens: TokenList,
    isDone?: (at: number) => boolean,
  ): number {
    const special = new SpecialSearch(text, start, specialTokens);
    if (isDone === undefined) tokens.expect((text.length - start) >> 2);
    let at = start;
    while (at < text.length && isDone?.(at) !== true) {
      const wordEnd = this.encodeWord(text, at, tokens);
      if (wordEnd > at) {
        at = wordEnd;
        continue;
      }
      if (special.isAt(at)) {
        tokens.push(this.endOfText, at, at + END_OF_TEXT.length, true);
        at += END_OF_TEXT.length;
        continue;
      }
      const end = special.endOfPiece(at);
      this.encodePiece(text, at, end, tokens);
      at = end;
    }
    return at;
  }

  /** Bytes of one token: its own for an ordinary one, UTF-8 of its name for a special one. */
  bytesOf(id: number): Uint8Array {
    if (id === this.endOfText) return END_OF_TEXT_BYTES;
    const { bytes, byteStarts } = this.vocabulary;
    return bytes.subarray(byteStarts[id], byteStarts[id + 1]);
  }

  /** UTF-8 bytes of one token. */
  byteLengthOf(id: number): number {
    if (id === this.endOfText) return END_OF_TEXT.length;
    const { byteStarts } = this.vocabulary;
    return (byteStarts[id + 1] as number) - (byteStarts[id] as number);
  }

  /**
   * The short way for what most text is made of: an ASCII run of one kind, with or without a
   * blank before it. No special token can begin in it, and all of it is one segment.
   * @returns where the piece ends, or `start` when it is of another kind
   */
  private encodeWord(text: string, start: number, tokens: TokenList): number {
    const { length } = text;
    let at = start;
    let unit = text.charCodeAt(at);
    let hash = FNV_START;
    if (unit === BLANK) {
      if (++at === length) return start;
      hash = Math.imul(hash ^ BLANK, FNV_FACTOR);
      unit = text.charCodeAt(at);
    } else if (unit === APOSTROPHE) return start;
    if (unit >= ASCII) return start;
    const kind = ASCII_CLASSES[unit] as number;
    if (kind === UNSURE) return start;
    do {
      hash = Math.imul(hash ^ unit, FNV_FACTOR);
      if (++at === length) break;
      unit = text.charCodeAt(at);
    } while (unit < ASCII && ASCII_CLASSES[unit] === kind);
    // The run may go on with a character beyond ASCII, or with one that may begin a special token.
    if (at < length && (unit >= ASCII || (unit === LESS && kind === OTHER))) return start;
    this.encodeSegment(text, start, at, hash, true, tokens);
    return at;
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
      this.encodeNew(text, start, end, hash, first, tokens, -1);
      return;
    }
    const word = cache.find(text, start, end, hash);
    if (cache.slots[word + 2] === 0) {
      this.encodeNew(text, start, end, hash, first, tokens, word);
      return;
    }
    const value = cache.slots[word + 3] as number;
    if (value >= 0) {
      tokens.push(value, start, end, first);
      return;
    }
    let at = ~value;
    const count = cache.tokens[at++] as number;
    for (let token = 0; token < count; token++) {
      const id = cache.tokens[at++] as number;
      const span = cache.tokens[at++] as number;
      tokens.push(id, start + (span & 0xff), start + (span >> 8), first && token === 0);
    }
  }

  /** @param word free slot to keep the segment in, or -1 */
  private encodeNew(
    text: string,
    start: number,
    end: number,
    hash: number,
    first: boolean,
    tokens: TokenList,
    word: number,
  ): void {
    const { merge } = this;
    const length = this.readBytes(text, start, end);
    const ascii = length === end - start;
    const count = merge.encode(this.bytes, length);
    const before = tokens.length;
    let from = 0;
    for (let token = 0; token < count; token++) {
      const to = merge.ends[token] as number;
      tokens.push(
        merge.ids[token] as number,
        ascii ? start + from : (this.unitStarts[from] as number),
        ascii ? start + to : (this.unitEnds[to - 1] as number),
        first && token === 0,
      );
      from = to;
    }
    if (word < 0) return;
    this.cache.keep(word, text, start, end, hash, tokens, before);
  }

  /** UTF-8 of `text[start, end)` into `bytes`; a lone surrogate reads as U+FFFD, as tiktoken does. */
  private readBytes(text: string, start: number, end: number): number {
    if (3 * (end - start) > this.bytes.length) this.grow(6 * (end - start));
    const { bytes } = this;
    for (let at = start; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (unit >= 0x80) return this.readAnyBytes(text, start, end);
      bytes[at - start] = unit;
    }
    return end - start;
  }

  private readAnyBytes(text: string, start: number, end: number): number {
    const { bytes, unitStarts, unitEnds } = this;
    let length = 0;
    for (let at = start; at < end;) {
      const unit = text.charCodeAt(at);
      const pair = (unit & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
      const units = pair && at + 1 < end ? 2 : 1;
      let point = units === 2 ? (text.codePointAt(at) as number) : unit;
      if (units === 1 && (unit & 0xf800) === 0xd800) point = 0xfffd;

      const count = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
      for (let byte = length; byte < length + count; byte++) {
        unitStarts[byte] = at;
        unitEnds[byte] = at + units;
      }
      for (let byte = length + count - 1; byte > length; byte--) {
        bytes[byte] = 0x80 | (point & 0x3f);
        point >>= 6;
      }
      bytes[length] = count === 1 ? point : ((0xf00 >> count) & 0xff) | point;
      length += count;
      at += units;
    }
    return length;
  }

  private grow(length: number): void {
    this.bytes = new Uint8Array(length);
    this.unitStarts = new Uint32Array(length);
    this.unitEnds = new Uint32Array(length);
  }
}

const END_OF_TEXT_BYTES = Uint8Array.from(END_OF_TEXT, (character) => character.charCodeAt(0));

const BLANK = 0x20;
const APOSTROPHE = 0x27;
/** Special tokens begin with it. */
const LESS = 0x3c;
const ASCII = 0x80;
/** White space, and what may begin a special token: the short way leaves them to the long one. */
const UNSURE = SPACE;
const ASCII_CLASSES = Uint8Array.from({ length: ASCII }, (_, unit) =>
  unit === LESS ? UNSURE : classOfCodePoint(unit),
);

/** Whether any token holds the end of one character and the start of the next. */
function mayJoin(joins: Uint8Array, unit: number, next: number): boolean {
  const high = (next & 0xf800) === 0xd800;
  if (!high && (unit & 0xf800) !== 0xd800)
    return joins[(lastByte(unit) << 8) | firstByte(next)] === 1;
  // Rare enough to be treated as joined: surrogates, in pairs or alone.
  return true;
}

function firstByte(unit: number): number {
  return unit < 0x80 ? unit : unit < 0x800 ? 0xc0 | (unit >> 6) : 0xe0 | (unit >> 12);
}

function lastByte(unit: number): number {
  return unit < 0x80 ? unit : 0x80 | (unit & 0x3f);
}

/**
 * Where the next special token stands. It splits the text first, and each slice is then split
 * alone, so the pattern must not see past it.
 */
class SpecialSearch {
  /** Start of the next special token, known only if it lies before `searched`. */
  private found = -1;
  private searched: number;

  constructor(
    private readonly text: string,
    start: number,
    specialTokens: SpecialTokens,
  ) {
    this.searched = specialTokens === "split" ? start : Infinity;
  }

  isAt(at: number): boolean {
    if (this.found < at && at >= this.searched) this.searchTo(at, at + SEARCH_AHEAD);
    return this.found === at;
  }

  endOfPiece(at: number): number {
    const { text } = this;
    for (;;) {
      if (this.found > at) return endOfPiece(text, at, this.found);
      const end = endOfPiece(text, at, text.length);
      if (end + LOOK_AHEAD <= this.searched || this.searched >= text.length) return end;
      this.searchTo(this.searched, Math.max(end + LOOK_AHEAD, at + SEARCH_AHEAD));
    }
  }

  private searchTo(from: number, to: number): void {
    // Overlap by a name's length less one: a token may begin before `to` and end behind it.
    const index = this.text.slice(from, to + END_OF_TEXT.length - 1).indexOf(END_OF_TEXT);
    this.found = index < 0 ? -1 : from + index;
    this.searched = index < 0 ? to : from + index + 1;
  }
}
