import { END, FIRST_END, START, UNSURE, type Pattern } from "../encode/pattern";
import { LONGEST_REPEATED, LongSegmentCache } from "../encode/longSegmentCache";
import { mayJoin, PieceBytes } from "../encode/pieceBytes";
import { FNV_FACTOR, FNV_START, LONGEST_KEPT, SegmentCache } from "../encode/segmentCache";
import { TokenList } from "../encode/tokenList";
import { NONE } from "../encode/trie";
import { ByteMerge } from "./byteMerge";
import { tokenAt, type MergeTable } from "./mergeTable";

const ASCII = 0x80;
/** Hashes of segments of a piece begin otherwise than those of pieces, which may be tokens as they are. */
const SEGMENT_START = Math.imul(FNV_START ^ 0x5bd1, FNV_FACTOR);

/** Where the tokens go, and what is asked before each piece: whether to end there. */
interface PiecesJob {
  readonly tokens: TokenList;
  readonly isDone: ((at: number) => boolean) | undefined;
}

/** Makes tokens of pieces of text by a table of merges of bytes. */
export class BytePieces {
  private readonly merge: ByteMerge;
  private readonly cache = new SegmentCache();
  private readonly longCache = new LongSegmentCache();
  private readonly piece = new PieceBytes();
  /** Tokens of a piece that is not all ASCII. */
  private readonly scratch = new TokenList();

  /** @param ignoresMerges whether a piece that is a token is that token */
  constructor(
    private readonly table: MergeTable,
    private readonly ignoresMerges: boolean,
  ) {
    this.merge = new ByteMerge(table);
  }

  /**
   * Appends the tokens of `text[from, to)`, which one pattern cuts.
   * @returns where it ended
   */
  encode(
    pattern: Pattern,
    text: string,
    from: number,
    to: number,
    { tokens, isDone }: PiecesJob,
  ): number {
    if (isDone === undefined) tokens.expect((to - from) >> 2);
    let at = from;
    while (at < to && isDone?.(at) !== true) {
      const wordEnd = this.encodeWord(pattern, text, at, to, tokens);
      if (wordEnd > at) {
        at = wordEnd;
        continue;
      }
      const end = pattern.endOfPiece(text, at, to);
      this.encodePiece(text, at, end, tokens, true);
      at = end;
    }
    return at;
  }

  /**
   * Pieces that the pattern's automaton tells, all of ASCII, each one segment.
   * @returns where the piece ends, or `start` when the long way must tell
   */
  private encodeWord(
    { words }: Pattern,
    text: string,
    start: number,
    limit: number,
    tokens: TokenList,
  ): number {
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
    } while (++at < limit);
    if (state < FIRST_END) return start;
    if (at === start + 1) {
      tokens.push(this.table.byteIds[text.charCodeAt(start)] as number, start, at, true);
    } else this.encodeSegment(text, start, at, hash, true, true, tokens);
    return at;
  }

  /**
   * A piece falls into segments at characters that no merge joins. Most segments have been met
   * before.
   */
  encodePiece(text: string, start: number, end: number, tokens: TokenList, first: boolean): void {
    if (this.ignoresMerges) {
      const { piece, table } = this;
      const id = tokenAt(table, piece.bytes, 0, piece.read(text, start, end));
      if (id !== NONE) {
        tokens.push(id, start, end, first);
        return;
      }
    }
    const { joins } = this.table;
    let from = start;
    let previous = text.charCodeAt(start);
    let hash = Math.imul(previous ^ SEGMENT_START, FNV_FACTOR);
    for (let at = start + 1; at < end; at++) {
      const unit = text.charCodeAt(at);
      if ((unit | previous) >= ASCII && !mayJoin(joins, previous, unit)) {
        this.encodeSegment(text, from, at, hash, first && from === start, false, tokens);
        from = at;
        hash = SEGMENT_START;
      }
      hash = Math.imul(hash ^ unit, FNV_FACTOR);
      previous = unit;
    }
    this.encodeSegment(text, from, end, hash, first && from === start, false, tokens);
  }

  private encodeSegment(
    text: string,
    start: number,
    end: number,
    hash: number,
    first: boolean,
    isPiece: boolean,
    tokens: TokenList,
  ): void {
    const { length } = tokens;
    const units = end - start;
    const isKept = units <= LONGEST_REPEATED && this.cache.hasMet(hash);
    const cache = units <= LONGEST_KEPT ? this.cache : this.longCache;
    if (isKept && cache.take(text, start, end, hash, first, tokens)) return;
    this.encodeNew(text, start, end, first, isPiece, tokens);
    if (isKept) cache.keep(text, start, end, hash, tokens, length);
  }

  private encodeNew(
    text: string,
    start: number,
    end: number,
    first: boolean,
    isPiece: boolean,
    tokens: TokenList,
  ): void {
    const { merge, scratch, piece } = this;
    const length = piece.read(text, start, end);
    if (isPiece && this.ignoresMerges) {
      const id = tokenAt(this.table, piece.bytes, 0, length);
      if (id !== NONE) {
        tokens.push(id, start, end, first);
        return;
      }
    }
    if (length === end - start) {
      // Places in the bytes are places in the text.
      tokens.tile(merge.encode(piece.bytes, length, tokens, start), start, first);
      return;
    }
    const count = merge.encode(piece.bytes, length, scratch, 0);
    tokens.pushParts(count, scratch, piece.unitStarts, piece.unitEnds, first);
  }
}
