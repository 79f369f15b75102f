import { LongestMatch } from "./longestMatch";
import { EMPTY, mergedPair, wholeToken, type Vocabulary } from "./vocabulary";

/** Up to this many bytes scanning for the lowest rank, again and again, is the fastest. */
const SCAN_LIMIT = 48;
/** No token has more bytes. */
const LONGEST_TOKEN = 128;

/**
 * Byte-pair encodes one piece: the neighbours whose merge has the lowest rank, leftmost first, are
 * joined until none can be. Linear in the bytes of a long piece.
 *
 * An instance keeps scratch memory for the largest piece seen; `ids` and `ends` hold the result
 * until the next call.
 */
export class BytePairMerge {
  /** Ids of the last piece's tokens. */
  ids = new Uint32Array(LONGEST_TOKEN);
  /** One past each token's last byte, counted from the piece's start. */
  ends = new Uint32Array(LONGEST_TOKEN);
  /** What token `at` and its right neighbour merge to, or `EMPTY`. */
  private readonly ranks = new Uint32Array(LONGEST_TOKEN);
  private longestMatch: LongestMatch | undefined;

  constructor(private readonly vocabulary: Vocabulary) {}

  /** @returns the number of tokens of the piece `bytes[0, length)` */
  encode(bytes: Uint8Array, length: number): number {
    const whole = wholeToken(this.vocabulary, bytes, 0, length);
    if (whole !== EMPTY) {
      this.ids[0] = whole;
      this.ends[0] = length;
      return 1;
    }
    if (length <= SCAN_LIMIT) return this.merge(bytes, length, 1);
    if (length > this.ids.length) {
      this.ids = new Uint32Array(2 * length);
      this.ends = new Uint32Array(2 * length);
    }
    this.longestMatch ??= new LongestMatch(this.vocabulary);
    return this.longestMatch.encode(bytes, length, this.ids, this.ends);
  }

  /**
   * The two tokens that the last merge of a token joins; the token itself twice for a single byte.
   * @throws {Error} when merging its bytes does not lead to the token
   */
  lastMerge(bytes: Uint8Array, id: number): [left: number, right: number] {
    if (bytes.length === 1) return [id, id];
    const count = this.merge(bytes, bytes.length, 2);
    const [left = EMPTY, right = EMPTY] = this.ids;
    if (count === 2 && mergedPair(this.vocabulary, left, right) === id) return [left, right];
    throw new Error(`No merges lead to token ${id}.`);
  }

  /** Joins neighbours, which stand side by side: what is behind a join moves up. */
  private merge(bytes: Uint8Array, length: number, least: number): number {
    const { vocabulary, ids, ends, ranks } = this;
    const { byteIds, bytePairs } = vocabulary;
    let last = bytes[0] as number;
    ids[0] = byteIds[last] as number;
    ends[0] = 1;
    for (let at = 1; at < length; at++) {
      const byte = bytes[at] as number;
      ids[at] = byteIds[byte] as number;
      ends[at] = at + 1;
      ranks[at - 1] = bytePairs[(last << 8) | byte] as number;
      last = byte;
    }
    let count = length;
    while (count > least) {
      let lowest = EMPTY;
      let best = 0;
      for (let at = 0; at < count - 1; at++) {
        const rank = ranks[at] as number;
        if (rank < lowest) {
          lowest = rank;
          best = at;
        }
      }
      if (lowest === EMPTY) return count;
      count--;
      ids[best] = lowest;
      ends[best] = ends[best + 1] as number;
      for (let at = best + 1; at < count; at++) {
        ids[at] = ids[at + 1] as number;
        ends[at] = ends[at + 1] as number;
        ranks[at] = ranks[at + 1] as number;
      }
      if (best + 1 < count) ranks[best] = mergedPair(vocabulary, lowest, ids[best + 1] as number);
      if (best > 0) ranks[best - 1] = mergedPair(vocabulary, ids[best - 1] as number, lowest);
    }
    return count;
  }
}
