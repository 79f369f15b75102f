import { findPair, MADE, RANK } from "./mergeTable";
import { NONE } from "../encode/trie";

/** Symbols from which a piece is merged by way of a heap: its time grows with n log n, not with n². */
const LONG = 80;
/** No merge. Ranks are smaller. */
const NEVER = 0x7fff_ffff;
/** More places than a piece has. */
const PLACES = 2 ** 32;

/**
 * Joins neighbouring symbols as merges say: of all pairs the one of the lowest rank, the leftmost
 * of equal ones, until no pair has a merge.
 */
export class PairMerge {
  /** Symbols to be merged, then those that were made. */
  ids = new Int32Array(LONG + 1);
  /** Of each that was made the number of those before it and of its own. */
  ends = new Uint32Array(LONG + 1);
  private ranks = new Int32Array(LONG + 1);
  private made = new Int32Array(LONG + 1);
  private next = new Uint32Array(0);
  private previous = new Int32Array(0);
  /** Merges that may be made, the first on top, as `rank * PLACES + place`. */
  private heap = new Float64Array(0);
  private heapSize = 0;

  /** @param pairs as of a `MergeTable` */
  constructor(private readonly pairs: Int32Array) {}

  /** Makes room for so many symbols. What is in `ids` is kept. */
  reserve(count: number): void {
    if (count < this.ids.length) return;
    const room = 2 * count + 1;
    const ids = new Int32Array(room);
    ids.set(this.ids);
    this.ids = ids;
    this.ends = new Uint32Array(room);
    this.ranks = new Int32Array(room);
    this.made = new Int32Array(room);
  }

  /** Merges the first `count` of `ids`. @returns how many are left */
  merge(count: number): number {
    const { ids, ends, ranks, made } = this;
    for (let at = 0; at < count; at++) ends[at] = at + 1;
    if (count < 2) return count;
    if (count > LONG) return this.mergeLong(count);
    let left = count;
    for (let at = 0; at + 1 < left; at++) this.look(at, at + 1);
    ranks[left - 1] = NEVER;
    for (;;) {
      let best = 0;
      let lowest = ranks[0] as number;
      for (let at = 1; at < left - 1; at++) {
        const rank = ranks[at] as number;
        if (rank < lowest) {
          lowest = rank;
          best = at;
        }
      }
      if (lowest === NEVER) return left;
      ids[best] = made[best] as number;
      ends[best] = ends[best + 1] as number;
      left--;
      for (let at = best + 1; at < left; at++) {
        ids[at] = ids[at + 1] as number;
        ends[at] = ends[at + 1] as number;
        ranks[at] = ranks[at + 1] as number;
        made[at] = made[at + 1] as number;
      }
      if (best + 1 < left) this.look(best, best + 1);
      else ranks[best] = NEVER;
      if (best > 0) this.look(best - 1, best);
    }
  }

  /** The merge that comes first of some symbols; undefined where none does. */
  firstOf(
    symbols: readonly number[],
  ): { readonly at: number; readonly id: number; readonly rank: number } | undefined {
    let first: { at: number; id: number; rank: number } | undefined;
    for (let at = 0; at + 1 < symbols.length; at++) {
      const pair = findPair(this.pairs, symbols[at] as number, symbols[at + 1] as number);
      if (pair === NONE) continue;
      const rank = this.pairs[pair + RANK] as number;
      if (first === undefined || rank < first.rank) {
        first = { at, id: this.pairs[pair + MADE] as number, rank };
      }
    }
    return first;
  }

  /** Notes what the symbols at two places make. */
  private look(at: number, next: number): void {
    const { pairs } = this;
    const pair = findPair(pairs, this.ids[at] as number, this.ids[next] as number);
    this.ranks[at] = pair === NONE ? NEVER : (pairs[pair + RANK] as number);
    this.made[at] = pair === NONE ? NONE : (pairs[pair + MADE] as number);
  }

  private mergeLong(count: number): number {
    if (this.next.length < count) {
      this.next = new Uint32Array(this.ids.length);
      this.previous = new Int32Array(this.ids.length);
      this.heap = new Float64Array(this.ids.length);
    }
    const { ids, ends, next, previous, ranks, made } = this;
    for (let at = 0; at < count; at++) {
      next[at] = at + 1;
      previous[at] = at - 1;
    }
    this.heapSize = 0;
    for (let at = 0; at < count; at++) this.offer(at, count);
    while (this.heapSize > 0) {
      const top = this.pop();
      const at = top % PLACES;
      // What stands here now joins otherwise, or was joined.
      if (ranks[at] !== Math.floor(top / PLACES)) continue;
      const right = next[at] as number;
      ids[at] = made[at] as number;
      const after = next[right] as number;
      next[at] = after;
      if (after < count) previous[after] = at;
      ranks[right] = NEVER;
      this.offer(at, count);
      if ((previous[at] as number) >= 0) this.offer(previous[at] as number, count);
    }
    let left = 0;
    for (let at = 0; at < count; at = next[at] as number) {
      ids[left] = ids[at] as number;
      ends[left++] = next[at] as number;
    }
    return left;
  }

  private offer(at: number, count: number): void {
    const next = this.next[at] as number;
    if (next < count) this.look(at, next);
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
}
