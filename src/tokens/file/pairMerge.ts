import type { TokenList } from "../encode/tokenList";
import { NONE } from "../encode/trie";
import { findPair, MADE, RANK, type MergeTable } from "./mergeTable";

/** Bytes from which a piece is merged by way of a heap: its time grows with n log n, not with n². */
const LONG = 80;
/** No merge. Ranks are smaller. */
const NEVER = 0x7fff_ffff;

/**
 * Byte-pair encodes a piece as its merges say: of all neighbouring tokens the pair of the lowest
 * rank is joined, the leftmost of equal ones, until no pair has one.
 */
export class PairMerge {
  private ids = new Int32Array(LONG + 1);
  private ends = new Uint32Array(LONG + 1);
  /** Rank of the merge of a token and the next one, and what it makes. */
  private ranks = new Int32Array(LONG + 1);
  private made = new Int32Array(LONG + 1);
  /** Of a long piece: each token's neighbours, `length` at the end. */
  private next = new Uint32Array(0);
  private previous = new Int32Array(0);
  /** Merges that may be made, the first on top, as `rank * 2^32 + place`. */
  private heap = new Float64Array(0);
  private heapSize = 0;
  private readonly pairs: Int32Array;
  private readonly byteIds: Int32Array;

  constructor({ pairs, byteIds }: Pick<MergeTable, "pairs" | "byteIds">) {
    this.pairs = pairs;
    this.byteIds = byteIds;
  }

  /**
   * Writes the tokens of the piece `bytes[0, length)` behind those of `tokens`, ids and ends alone,
   * without counting them in.
   * @param start counted to the ends: the piece's place in the text, if it is all ASCII
   * @returns the number of tokens
   */
  encode(bytes: Uint8Array, length: number, tokens: TokenList, start: number): number {
    tokens.expect(length);
    if (length > LONG) return this.encodeLong(bytes, length, tokens, start);
    const { ids, ends, ranks, made, byteIds } = this;
    for (let at = 0; at < length; at++) {
      ids[at] = byteIds[bytes[at] as number] as number;
      ends[at] = at + 1;
    }
    let count = length;
    for (let at = 0; at + 1 < count; at++) this.look(at, at + 1);
    ranks[count - 1] = NEVER;
    for (;;) {
      let best = 0;
      let lowest = ranks[0] as number;
      for (let at = 1; at < count - 1; at++) {
        const rank = ranks[at] as number;
        if (rank < lowest) {
          lowest = rank;
          best = at;
        }
      }
      if (lowest === NEVER) break;
      ids[best] = made[best] as number;
      ends[best] = ends[best + 1] as number;
      count--;
      for (let at = best + 1; at < count; at++) {
        ids[at] = ids[at + 1] as number;
        ends[at] = ends[at + 1] as number;
        ranks[at] = ranks[at + 1] as number;
        made[at] = made[at + 1] as number;
      }
      if (best + 1 < count) this.look(best, best + 1);
      else ranks[best] = NEVER;
      if (best > 0) this.look(best - 1, best);
    }
    const from = tokens.length;
    for (let at = 0; at < count; at++) {
      tokens.ids[from + at] = ids[at] as number;
      tokens.ends[from + at] = start + (ends[at] as number);
    }
    return count;
  }

  /** Notes what the tokens at two places make. */
  private look(at: number, next: number): void {
    const { pairs } = this;
    const pair = findPair(pairs, this.ids[at] as number, this.ids[next] as number);
    this.ranks[at] = pair === NONE ? NEVER : (pairs[pair + RANK] as number);
    this.made[at] = pair === NONE ? NONE : (pairs[pair + MADE] as number);
  }

  private encodeLong(bytes: Uint8Array, length: number, tokens: TokenList, start: number): number {
    this.reserve(length);
    const { ids, next, previous, ranks, made, byteIds } = this;
    for (let at = 0; at < length; at++) {
      ids[at] = byteIds[bytes[at] as number] as number;
      next[at] = at + 1;
      previous[at] = at - 1;
    }
    this.heapSize = 0;
    for (let at = 0; at < length; at++) this.offer(at, length);
    while (this.heapSize > 0) {
      const top = this.pop();
      const at = top % PLACES;
      // What stands here now joins otherwise, or was joined.
      if (ranks[at] !== Math.floor(top / PLACES)) continue;
      const right = next[at] as number;
      ids[at] = made[at] as number;
      const after = next[right] as number;
      next[at] = after;
      if (after < length) previous[after] = at;
      ranks[right] = NEVER;
      this.offer(at, length);
      if ((previous[at] as number) >= 0) this.offer(previous[at] as number, length);
    }
    let count = tokens.length;
    for (let at = 0; at < length; at = next[at] as number) {
      tokens.ids[count] = ids[at] as number;
      tokens.ends[count++] = start + (next[at] as number);
    }
    return count - tokens.length;
  }

  private offer(at: number, length: number): void {
    const next = this.next[at] as number;
    if (next < length) this.look(at, next);
    else this.ranks[at] = NEVER;
    const rank = this.ranks[at] as number;
    if (rank !== NEVER) this.push(rank * PLACES + at);
  }

  private push(value: number): void {
    if (this.heapSize === this.heap.length) {
      const heap = new Float64Array(2 * this.heap.length);
      heap.set(this.heap);
      this.heap = heap;
    }
    const { heap } = this;
    let at = this.heapSize++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as number;
      if (above <= value) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = value;
  }

  private pop(): number {
    const { heap } = this;
    const top = heap[0] as number;
    const last = heap[--this.heapSize] as number;
    const size = this.heapSize;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (heap[child + 1] as number) < (heap[child] as number)) child++;
      if ((heap[child] as number) >= last) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = last;
    return top;
  }

  private reserve(length: number): void {
    if (length <= this.next.length) return;
    const room = 2 * length;
    this.ids = new Int32Array(room);
    this.ranks = new Int32Array(room);
    this.made = new Int32Array(room);
    this.ends = new Uint32Array(room);
    this.next = new Uint32Array(room);
    this.previous = new Int32Array(room);
    this.heap = new Float64Array(room);
  }
}

/** More places than a text has. */
const PLACES = 2 ** 32;
