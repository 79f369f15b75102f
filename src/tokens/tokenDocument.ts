import type { SpecialTokens, TextChange, Tokens, TokenSlice, TokenSummary } from "../shared/tokens";
import type { Encoder } from "./encoder";
import { LOOK_AHEAD } from "./splitter";
import { TokenList } from "./tokenList";
import { END_OF_TEXT } from "./vocabulary";

/**
 * The tokens of one document, kept right through its edits: only the pieces around an edit are
 * split and merged again.
 */
export class TokenDocument {
  private readonly list = new TokenList();

  constructor(
    private readonly encoder: Encoder,
    private text: string,
    public version: number,
    private readonly specialTokens: SpecialTokens,
  ) {
    encoder.encode(text, 0, specialTokens, this.list);
  }

  /**
   * Applies the changes of one edit, all given in offsets of the text before it, in any order.
   * @throws {RangeError} when a change does not fit the text; nothing is changed then
   */
  edit(version: number, changes: readonly TextChange[]): void {
    if (!this.fits(changes)) {
      throw new RangeError(`The changes do not fit a text of ${this.length} code units.`);
    }
    // From the last to the first, so that each leaves the offsets of those still to come alone.
    for (const change of [...changes].sort((a, b) => b.start - a.start)) this.change(change);
    this.version = version;
  }

  /** Whether changes speak only of code units that the text has. */
  fits(changes: readonly TextChange[]): boolean {
    return changes.every(({ start, end }) => 0 <= start && start <= end && end <= this.length);
  }

  /** UTF-16 code units. */
  get length(): number {
    return this.text.length;
  }

  summary(): TokenSummary {
    const { list, encoder } = this;
    let byteLength = 0;
    for (let at = 0; at < list.length; at++) {
      byteLength += encoder.byteLengthOf(list.ids[at] as number);
    }
    return {
      version: this.version,
      tokenCount: list.length,
      length: this.length,
      byteLength,
    };
  }

  tokens(): Tokens & { version: number } {
    return { ...this.list.tokens(), version: this.version };
  }

  /** Tokens `[from, to)`, cut to those there are. */
  slice(from: number, to: number): TokenSlice {
    const { list, encoder } = this;
    const first = Math.min(Math.max(0, from), list.length);
    const last = Math.min(Math.max(first, to), list.length);
    const count = last - first;
    const tokens = list.tokens(first, last);

    const byteStarts = new Uint32Array(count + 1);
    tokens.ids.forEach((id, at) => {
      byteStarts[at + 1] = (byteStarts[at] as number) + encoder.byteLengthOf(id);
    });
    const bytes = new Uint8Array(byteStarts[count] as number);
    tokens.ids.forEach((id, at) => {
      bytes.set(encoder.bytesOf(id), byteStarts[at]);
    });
    return {
      ...tokens,
      ...this.parts(first, last),
      version: this.version,
      first,
      bytes,
      byteStarts,
      text: count === 0 ? "" : this.text.slice(tokens.starts[0], tokens.ends[count - 1]),
    };
  }

  /**
   * Index of the first token that holds code unit `offset`; at the end of the text the last one.
   * -1 in an empty text.
   */
  indexAt(offset: number): number {
    return Math.min(this.firstEndingAfter(offset), this.list.length - 1);
  }

  /** The tokens that hold any of the code units `[start, end)`, as `[from, to)`. */
  touching(start: number, end: number): { from: number; to: number } {
    const { starts, length } = this.list;
    const from = this.firstEndingAfter(start);
    let to = from;
    if (end > start) to = lowerBound(starts, length, end);
    return { from, to: Math.max(from, to) };
  }

  private change({ start, end, text: inserted }: TextChange): void {
    const { list, encoder } = this;
    const shift = inserted.length - (end - start);
    const editEnd = start + inserted.length;
    // A special token may begin before the edit, and pieces before it see a little ahead.
    const reach = LOOK_AHEAD + (this.specialTokens === "split" ? END_OF_TEXT.length - 1 : 0);
    const from = this.pieceStart(this.firstEndingAfter(start - reach));
    const restart = from < list.length ? (list.starts[from] as number) : this.lastEnd();

    this.text = this.text.slice(0, start) + inserted + this.text.slice(end);
    const fresh = new TokenList();
    let to = from;
    const stop = encoder.encode(this.text, restart, this.specialTokens, fresh, (at) => {
      if (at < editEnd) return false;
      // Behind the edit, a piece that starts where one started before goes on as it did before.
      while (to < list.length && (list.starts[to] as number) < at - shift) to++;
      return to < list.length && list.starts[to] === at - shift && list.firsts[to] === 1;
    });
    list.replace(from, stop === this.text.length ? list.length : to, fresh, shift);
  }

  /** The first token of the piece that token `index` is in. */
  private pieceStart(index: number): number {
    let at = index;
    while (at > 0 && (at === this.list.length || this.list.firsts[at] === 0)) at--;
    return at;
  }

  private firstEndingAfter(offset: number): number {
    return lowerBound(this.list.ends, this.list.length, offset + 1);
  }

  private lastEnd(): number {
    return this.list.length === 0 ? 0 : (this.list.ends[this.list.length - 1] as number);
  }

  private parts(first: number, last: number): Pick<TokenSlice, "part" | "parts"> {
    const { starts, ends, length } = this.list;
    const part = new Uint8Array(last - first);
    const parts = new Uint8Array(last - first);
    const joins = (at: number): boolean =>
      at > 0 && at < length && (starts[at] as number) < (ends[at - 1] as number);
    let from = first;
    while (joins(from)) from--;
    while (from < last) {
      let to = from + 1;
      while (joins(to)) to++;
      for (let at = Math.max(from, first); to - from > 1 && at < Math.min(to, last); at++) {
        part[at - first] = Math.min(255, at - from + 1);
        parts[at - first] = Math.min(255, to - from);
      }
      from = to;
    }
    return { part, parts };
  }
}

/** Index of the first of `values[0, length)` that is at least `value`; they never decrease. */
function lowerBound(values: Uint32Array, length: number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
