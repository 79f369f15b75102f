import { EMPTY, mergedPair, wholeToken, type Vocabulary } from "./vocabulary";

/** Up to this many bytes a scan for the lowest rank beats keeping a heap. */
const SCAN_LIMIT = 48;

/**
 * Byte-pair encodes one piece: the neighbours whose merge has the lowest rank, leftmost first, are
 * joined until none can be. O(n log n) in the piece's bytes.
 *
 * An instance keeps scratch memory for the largest piece seen; `ids` and `ends` hold the result
 * until the next call.
 */
export class BytePairMerge {
  /** Ids of the last piece's tokens. */
  ids = new Uint32Array(SCAN_LIMIT);
  /** One past each token's last byte, counted from the piece's start. */
  ends = new Uint32Array(SCAN_LIMIT);
  private next = new Uint32Array(SCAN_LIMIT + 1);
  private previous = new Uint32Array(SCAN_LIMIT + 1);
  /** What token `at` and its right neighbour merge to; `EMPTY` at the last and at joined ones. */
  private ranks = new Uint32Array(SCAN_LIMIT);
  private heap = new Float64Array(0);
  private heapSize = 0;

  constructor(private readonly vocabulary: Vocabulary) {}

  /** @returns the number of tokens of the piece `bytes[0, length)` */
  encode(bytes: Uint8Array, length: number): number {
    const whole = wholeToken(this.vocabulary, bytes, 0, length);
    if (whole !== EMPTY) {
      this.ids[0] = whole;
      this.ends[0] = length;
      return 1;
    }
    if (length > this.ids.length) this.grow(length);
    const { ids, next, previous, ranks } = this;
    for (let at = 0; at < length; at++) {
      ids[at] = this.vocabulary.byteIds[bytes[at] as number] as number;
      next[at] = at + 1;
      previous[at] = at - 1;
    }
    for (let at = 0; at < length; at++) ranks[at] = this.rankAt(at, length);
    if (length <= SCAN_LIMIT) this.mergeByScan(length);
    else this.mergeByHeap(length);

    let count = 0;
    for (let at = 0; at < length; at = next[at] as number) {
      ids[count] = ids[at] as number;
      this.ends[count] = next[at] as number;
      count++;
    }
    return count;
  }

  private mergeByScan(length: number): void {
    const { ranks, next } = this;
    for (;;) {
      let lowest = EMPTY;
      let best = 0;
      for (let at = 0; at < length; at = next[at] as number) {
        if ((ranks[at] as number) < lowest) {
          lowest = ranks[at] as number;
          best = at;
        }
      }
      if (lowest === EMPTY) return;
      this.joinAt(best, length);
    }
  }

  private mergeByHeap(length: number): void {
    const { ranks, previous } = this;
    this.heapSize = 0;
    for (let at = 0; at < length; at++) this.push(at);
    while (this.heapSize > 0) {
      const key = this.pop();
      const at = key % POSITIONS;
      // A pair that changed since it was pushed has another rank by now.
      if (ranks[at] !== (key - at) / POSITIONS) continue;
      this.joinAt(at, length);
      this.push(at);
      if (at > 0) this.push(previous[at] as number);
    }
  }

  /** Joins the token at `at` with its right neighbour. */
  private joinAt(at: number, length: number): void {
    const { ids, next, previous, ranks } = this;
    const gone = next[at] as number;
    const after = next[gone] as number;
    ids[at] = ranks[at] as number;
    next[at] = after;
    if (after < length) previous[after] = at;
    ranks[gone] = EMPTY;
    ranks[at] = this.rankAt(at, length);
    if (at > 0) {
      const before = previous[at] as number;
      ranks[before] = this.rankAt(before, length);
    }
  }

  private rankAt(at: number, length: number): number {
    const right = this.next[at] as number;
    if (right >= length) return EMPTY;
    return mergedPair(this.vocabulary, this.ids[at] as number, this.ids[right] as number);
  }

  /** Keys order by rank, then by position: the leftmost of equal ranks comes first. */
  private push(at: number): void {
    const rank = this.ranks[at] as number;
    if (rank === EMPTY) return;
    const key = rank * POSITIONS + at;
    const { heap } = this;
    let hole = this.heapSize++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if ((heap[parent] as number) <= key) break;
      heap[hole] = heap[parent] as number;
      hole = parent;
    }
    heap[hole] = key;
  }

  private pop(): number {
    const { heap } = this;
    const top = heap[0] as number;
    const size = --this.heapSize;
    const last = heap[size] as number;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && (heap[child + 1] as number) < (heap[child] as number)) child++;
      if ((heap[child] as number) >= last) break;
      heap[hole] = heap[child] as number;
      hole = child;
    }
    heap[hole] = last;
    return top;
  }

  private grow(length: number): void {
    const size = 2 * length;
    this.ids = new Uint32Array(size);
    this.ends = new Uint32Array(size);
    this.next = new Uint32Array(size + 1);
    this.previous = new Uint32Array(size + 1);
    this.ranks = new Uint32Array(size);
    // One entry per pair at first, and at most two more for each of fewer joins than bytes.
    this.heap = new Float64Array(3 * size);
  }
}

/** More than any piece has bytes; rank times this plus a position is exact in a double. */
const POSITIONS = 2 ** 30;
