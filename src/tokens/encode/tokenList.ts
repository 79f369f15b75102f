import type { Tokens } from "../../shared/values/tokens";

const FIRST_CAPACITY = 64;
/** Of a list that is used again and again: more than an edit by hand makes. */
const MOST_KEPT = 4096;

/** Tokens of a piece, by their ids and by where their parts end. */
interface Parts {
  readonly ids: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

/**
 * Tokens in arrays that grow, so that only the first `length` values of each mean something. Unlike
 * `Tokens` it also knows which token begins a piece.
 */
export class TokenList {
  length = 0;
  ids: Uint32Array;
  starts: Uint32Array;
  ends: Uint32Array;
  /** 1 where a token is the first of its piece of the splitting pattern. */
  firsts: Uint8Array;

  constructor(capacity = FIRST_CAPACITY) {
    this.ids = new Uint32Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.ends = new Uint32Array(capacity);
    this.firsts = new Uint8Array(capacity);
  }

  /** Appends tokens `[from, to)` of another list, their offsets moved by `shift` units. */
  append(other: TokenList, from: number, to: number, shift: number): void {
    const { length } = this;
    this.reserve(length + to - from);
    this.ids.set(other.ids.subarray(from, to), length);
    this.firsts.set(other.firsts.subarray(from, to), length);
    for (let at = from; at < to; at++) {
      this.starts[length + at - from] = (other.starts[at] as number) + shift;
      this.ends[length + at - from] = (other.ends[at] as number) + shift;
    }
    this.length += to - from;
  }

  /** Forgets all tokens, and the room for very many. */
  clear(): void {
    this.length = 0;
    if (this.ids.length <= MOST_KEPT) return;
    this.ids = new Uint32Array(MOST_KEPT);
    this.starts = new Uint32Array(MOST_KEPT);
    this.ends = new Uint32Array(MOST_KEPT);
    this.firsts = new Uint8Array(MOST_KEPT);
  }

  /** Index of the first token that starts at `place` or later. */
  firstFrom(place: number): number {
    return lowerBound(this.starts, this.length, place);
  }

  /** Index of the first token that ends behind `place`. */
  firstEndingAfter(place: number): number {
    return lowerBound(this.ends, this.length, place + 1);
  }

  /** Makes room for so many more tokens, so that they need not be moved while they are pushed. */
  expect(count: number): void {
    this.reserve(this.length + count);
  }

  /** Drops the tokens that start at `place` or later. */
  cutAt(place: number): void {
    while (this.length > 0 && (this.starts[this.length - 1] as number) >= place) this.length--;
  }

  push(id: number, start: number, end: number, first: boolean): void {
    if (this.length === this.ids.length) this.reserve(this.length + 1);
    const at = this.length++;
    this.ids[at] = id;
    this.starts[at] = start;
    this.ends[at] = end;
    this.firsts[at] = first ? 1 : 0;
  }

  /**
   * Appends tokens that were made of a piece's parts, such as bytes or characters: the first `count`
   * of `ids`, each of which ends before the part that `ends` tells.
   * @param starts code unit at which the character begins that each part is of
   * @param stops where that character ends
   * @param first whether the first of them begins a piece
   */
  pushParts(
    count: number,
    { ids, ends }: Parts,
    starts: Uint32Array,
    stops: Uint32Array,
    first: boolean,
  ): void {
    let from = 0;
    for (let at = 0; at < count; at++) {
      const to = ends[at] as number;
      const [start, stop] = [starts[from] as number, stops[to - 1] as number];
      this.push(ids[at] as number, start, stop, first && at === 0);
      from = to;
    }
  }

  /**
   * Counts in `count` tokens that stand behind the last with their ids and ends alone, and that
   * tile the text from `start` on.
   * @param first whether the first of them begins a piece
   */
  tile(count: number, start: number, first: boolean): void {
    const { starts, ends, firsts } = this;
    let from = start;
    for (let at = this.length; at < this.length + count; at++) {
      starts[at] = from;
      from = ends[at] as number;
      firsts[at] = 0;
    }
    if (first) firsts[this.length] = 1;
    this.length += count;
  }

  /** Puts `inserted` in the place of tokens `[from, to)` and moves what follows by `shift` units. */
  replace(from: number, to: number, inserted: TokenList, shift: number): void {
    const tail = from + inserted.length;
    const length = this.length - (to - from) + inserted.length;
    this.reserve(length);
    for (const name of ["ids", "starts", "ends", "firsts"] as const) {
      this[name].copyWithin(tail, to, this.length);
      this[name].set(inserted[name].subarray(0, inserted.length), from);
    }
    this.length = length;
    if (shift === 0) return;
    const { starts, ends } = this;
    for (let at = tail; at < length; at++) {
      starts[at] = (starts[at] as number) + shift;
      ends[at] = (ends[at] as number) + shift;
    }
  }

  /** A copy of tokens `[from, to)` in arrays of exactly that length. */
  tokens(from = 0, to = this.length): Tokens {
    return {
      ids: this.ids.slice(from, to),
      starts: this.starts.slice(from, to),
      ends: this.ends.slice(from, to),
    };
  }

  private reserve(length: number): void {
    if (length <= this.ids.length) return;
    const capacity = Math.max(length, Math.ceil(1.5 * this.ids.length));
    for (const name of ["ids", "starts", "ends"] as const) {
      const grown = new Uint32Array(capacity);
      grown.set(this[name].subarray(0, this.length));
      this[name] = grown;
    }
    const grown = new Uint8Array(capacity);
    grown.set(this.firsts.subarray(0, this.length));
    this.firsts = grown;
  }
}

/** Index of the first of `count` values, none less than the one before, that is at least `value`. */
function lowerBound(values: Uint32Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
