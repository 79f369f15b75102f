import type { TokenSlice, Tokens } from "../../shared/values/tokens";
import type { TokenEncoder } from "../encode/tokenEncoder";
import type { Chunk } from "./chunk";
import { Sums } from "./sums";

/**
 * The chunks of a document in their order, with sums of what is in them, by which a place of the
 * document is found in its chunk and the other way round.
 */
export class Chunks {
  row: readonly Chunk[] = [];
  private units = new Sums([]);
  private tokenCounts = new Sums([]);
  private byteLengths = new Sums([]);

  /** @param tail how many of the last ones have no text */
  constructor(private readonly tail: number) {}

  /** UTF-16 code units. */
  get length(): number {
    return this.units.total;
  }

  get tokenCount(): number {
    return this.tokenCounts.total;
  }

  get byteLength(): number {
    return this.byteLengths.total;
  }

  /** Index of the chunk that holds a code unit; the number of chunks where none does. */
  at(offset: number): number {
    return this.units.find(offset);
  }

  /** Code units before a chunk. */
  unitsBefore(index: number): number {
    return this.units.before(index);
  }

  /** Chunk `index` has become longer by so many code units, tokens and bytes. */
  grow(index: number, units: number, tokens: number, bytes: number): void {
    this.units.add(index, units);
    this.tokenCounts.add(index, tokens);
    this.byteLengths.add(index, bytes);
  }

  /** The ids in order, in stretches that hold until the next edit. */
  *idStretches(): Generator<Uint32Array> {
    for (const { tokens } of this.row) yield tokens.ids.subarray(0, tokens.length);
  }

  /** The text in order, in stretches of whole pieces that hold until the next edit. */
  *textStretches(): Generator<string> {
    for (const { text } of this.row) yield text;
  }

  /** Code units `[start, end)`. */
  text(start: number, end: number): string {
    let text = "";
    let index = this.units.find(start);
    let base = this.units.before(index);
    for (; index < this.row.length && base < end; index++) {
      const chunk = this.row[index] as Chunk;
      text += chunk.text.slice(Math.max(0, start - base), end - base);
      base += chunk.text.length;
    }
    return text;
  }

  /** Index of the first token that ends behind code unit `offset`. */
  firstEndingAfter(offset: number): number {
    const index = this.units.find(Math.max(0, offset));
    const chunk = this.row[index];
    if (chunk === undefined) return this.endOfText;
    const within = chunk.tokens.firstEndingAfter(offset - this.units.before(index));
    return this.tokenCounts.before(index) + within;
  }

  /** One past the last token that has text. */
  get endOfText(): number {
    return this.tokenCounts.before(this.row.length - this.tail);
  }

  /** Index of the first token that starts at code unit `offset` or later. */
  firstFrom(offset: number): number {
    // A token starts in its own chunk, so the one that holds the code unit before tells.
    const index = this.units.find(Math.max(0, offset - 1));
    const chunk = this.row[index];
    if (chunk === undefined) return this.endOfText;
    const within = chunk.tokens.firstFrom(offset - this.units.before(index));
    return this.tokenCounts.before(index) + within;
  }

  /** A copy of tokens `[from, to)` with offsets of the document. */
  copy(from: number, to: number): Tokens {
    const count = to - from;
    const ids = new Uint32Array(count);
    const starts = new Uint32Array(count);
    const ends = new Uint32Array(count);
    let index = this.tokenCounts.find(from);
    let base = this.units.before(index);
    let at = this.tokenCounts.before(index) - from;
    for (; index < this.row.length && at < count; index++) {
      const { text, tokens } = this.row[index] as Chunk;
      const last = Math.min(tokens.length, count - at);
      for (let token = Math.max(0, -at); token < last; token++) {
        ids[at + token] = tokens.ids[token] as number;
        starts[at + token] = base + (tokens.starts[token] as number);
        ends[at + token] = base + (tokens.ends[token] as number);
      }
      base += text.length;
      at += tokens.length;
    }
    return { ids, starts, ends };
  }

  /** Of tokens `[first, last)` that share a character with others: which of them, from 1, and of how many. */
  parts(first: number, last: number): Pick<TokenSlice, "part" | "parts"> {
    const part = new Uint8Array(last - first);
    const parts = new Uint8Array(last - first);
    // Tokens that share a character are of one piece, and so of one chunk.
    let index = this.tokenCounts.find(first);
    let base = this.tokenCounts.before(index);
    for (; index < this.row.length && base < last; index++) {
      const { starts, ends, length: count } = (this.row[index] as Chunk).tokens;
      let from = 0;
      while (from < count) {
        let to = from + 1;
        while (to < count && (starts[to] as number) < (ends[to - 1] as number)) to++;
        const shared = to - from > 1;
        for (
          let at = Math.max(from, first - base);
          shared && at < Math.min(to, last - base);
          at++
        ) {
          part[base + at - first] = Math.min(255, at - from + 1);
          parts[base + at - first] = Math.min(255, to - from);
        }
        from = to;
      }
      base += count;
    }
    return { part, parts };
  }

  /** Writes 1 into `marks` for each of the tokens `[from, to)` that begins a piece, else 0. */
  pieceStarts(from: number, to: number, marks: Uint8Array): void {
    let index = this.tokenCounts.find(from);
    let base = this.tokenCounts.before(index);
    for (; index < this.row.length && base < to; index++) {
      const { firsts, length } = (this.row[index] as Chunk).tokens;
      const own = firsts.subarray(Math.max(0, from - base), Math.min(length, to - base));
      marks.set(own, Math.max(0, base - from));
      base += length;
    }
  }

  /**
   * The tokens `[from, to)` of the piece that holds token `index`.
   * @returns undefined where the piece has more than `mostBytes` bytes: it may be the whole document
   */
  pieceOf(
    index: number,
    mostBytes: number,
    encoder: TokenEncoder,
  ): { from: number; to: number } | undefined {
    const at = this.tokenCounts.find(index);
    const base = this.tokenCounts.before(at);
    // A piece never reaches into another chunk.
    const { ids, firsts, length } = (this.row[at] as Chunk).tokens;
    const byteLength = (token: number): number => encoder.byteLengthOf(ids[token] as number);
    let from = index - base;
    let bytes = byteLength(from);
    while (firsts[from] === 0 && bytes <= mostBytes) bytes += byteLength(--from);
    let to = index - base + 1;
    while (to < length && firsts[to] === 0 && bytes <= mostBytes) bytes += byteLength(to++);
    return bytes > mostBytes ? undefined : { from: base + from, to: base + to };
  }

  /** Puts others in the place of chunks `[from, to)`. */
  replace(from: number, to: number, fresh: readonly Chunk[]): void {
    const { row } = this;
    this.row = [...row.slice(0, from), ...fresh, ...row.slice(to)];
    this.units = new Sums(this.row.map(({ text }) => text.length));
    this.tokenCounts = new Sums(this.row.map(({ tokens }) => tokens.length));
    this.byteLengths = new Sums(this.row.map(({ byteLength }) => byteLength));
  }
}
