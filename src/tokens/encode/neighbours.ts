import { LABEL_BITS, LABEL_MASK, NONE, type Trie } from "./trie";
import {
  BYTE_LENGTH,
  BYTE_START,
  FIRST_BYTE,
  LEFT,
  RIGHT,
  SLOT,
  TOKEN_WORDS,
  type Vocabulary,
} from "./vocabulary";

/** Which tokens fit a place, and which fit each other. */
export class Neighbours {
  // Held here, because every step of the inner loops reads them.
  private readonly trie: Trie;
  private readonly table: Int32Array;
  private readonly pairs: Int32Array;
  private readonly byteIds: Int32Array;
  private readonly tokenBytes: Uint8Array;

  constructor({ trie, table, pairs, byteIds, bytes }: Vocabulary) {
    this.trie = trie;
    this.table = table;
    this.pairs = pairs;
    this.byteIds = byteIds;
    this.tokenBytes = bytes;
  }

  /** The longest token that `bytes[start, length)` begins with. */
  longestAt(bytes: Uint8Array, start: number, length: number): number {
    const { trie, pairs, byteIds } = this;
    const first = bytes[start] as number;
    if (start + 1 === length) return byteIds[first] as number;
    const pair = ((first << 8) | (bytes[start + 1] as number)) << 1;
    let base = pairs[pair] as number;
    let id = pairs[pair + 1] as number;
    if (id === NONE) id = byteIds[first] as number;
    for (let at = start + 2; at < length; at++) {
      const byte = bytes[at] as number;
      const next = (base + byte) << 1;
      const word = trie[next] as number;
      if ((word & LABEL_MASK) !== byte + 1) break;
      base = word >>> LABEL_BITS;
      const here = trie[next + 1] as number;
      if (here !== NONE) id = here;
    }
    return id;
  }

  /**
   * Whether two neighbours are the encoding of their joined bytes: undoing their merges from the
   * last to the first, no merge across the border would have come before one that was made.
   */
  stayApart(left: number, right: number, isLongest: boolean): boolean {
    const { table } = this;
    if (!isLongest && this.joined(left, right) !== NONE) return false;
    for (;;) {
      const inner = table[left * TOKEN_WORDS + RIGHT] as number;
      const outer = table[right * TOKEN_WORDS + LEFT] as number;
      let before;
      // Merges of lower rank come first; of equal ones the one further left.
      if (left > right ? inner !== left : outer === right) {
        if (inner === left) return true;
        before = left;
        left = inner;
      } else {
        if (outer === right) return true;
        before = right + 1;
        right = outer;
      }
      const across = this.joined(left, right);
      if (across !== NONE && across < before) return false;
    }
  }

  /** The token of two tokens' joined bytes, or `NONE`. Its id is also the rank of their merge. */
  private joined(left: number, right: number): number {
    const { trie, table, tokenBytes } = this;
    const word = right * TOKEN_WORDS;
    let byte = table[word + FIRST_BYTE] as number;
    let next = (table[left * TOKEN_WORDS + SLOT] as number) << 1;
    next = (((trie[next] as number) >>> LABEL_BITS) + byte) << 1;
    if (((trie[next] as number) & LABEL_MASK) !== byte + 1) return NONE;
    const start = table[word + BYTE_START] as number;
    const end = start + (table[word + BYTE_LENGTH] as number);
    for (let at = start + 1; at < end; at++) {
      byte = tokenBytes[at] as number;
      next = (((trie[next] as number) >>> LABEL_BITS) + byte) << 1;
      if (((trie[next] as number) & LABEL_MASK) !== byte + 1) return NONE;
    }
    return trie[next + 1] as number;
  }
}
