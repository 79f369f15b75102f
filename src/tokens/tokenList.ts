import type { Tokens } from "../shared/tokens";
import type { Chunk } from "./chunk";

const FIRST_CAPACITY = 64;

/** Tokens in arrays that grow. Unlike `Tokens` it also knows which token begins a piece. */
export class TokenList {
  length = 0;
  ids = new Uint32Array(FIRST_CAPACITY);
  starts = new Uint32Array(FIRST_CAPACITY);
  ends = new Uint32Array(FIRST_CAPACITY);
  /** 1 where a token is the first of its piece of the splitting pattern. */
  firsts = new Uint8Array(FIRST_CAPACITY);

  /** The tokens of neighbouring chunks, with offsets from the first chunk's start. */
  static of(chunks: readonly Chunk[]): TokenList {
    const list = new TokenList();
    let base = 0;
    for (const { ids, starts, ends, firsts, text } of chunks) {
      list.reserve(list.length + ids.length);
      list.ids.set(ids, list.length);
      list.firsts.set(firsts, list.length);
      for (let at = 0; at < ids.length; at++) {
        list.starts[list.length + at] = base + (starts[at] as number);
        list.ends[list.length + at] = base + (ends[at] as number);
      }
      list.length += ids.length;
      base += text.length;
    }
    return list;
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
