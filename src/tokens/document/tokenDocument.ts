import { clamp } from "../../shared/base/numbers";
import type {
  Encoding,
  SpecialTokens,
  TextChange,
  Tokens,
  TokenizerFile,
  UnreadTokenizerFile,
  TokenSlice,
  TokenSummary,
} from "../../shared/values/tokens";
import { CHUNK_UNITS, cutChunks, joinChunks, type Chunk } from "./chunk";
import { readText, WayBack, type LineEndings } from "./lineEndings";
import { LOOK_AHEAD } from "../encode/pattern";
import { Sums } from "./sums";
import type { StoredTokens } from "../encode/storedEncoder";
import { tokenBytes } from "../encode/tokenBytes";
import type { Before, TokenEncoder } from "../encode/tokenEncoder";
import { TokenList } from "../encode/tokenList";
import { NONE } from "../encode/trie";
import { utf8Length } from "../encode/utf8Length";
import { InvariantError } from "../../shared/base/invariantError";

/** How a text is read before it is encoded. */
export interface TextReading {
  readonly specialTokens: SpecialTokens;
  readonly lineEndings: LineEndings;
  /** Whether the special tokens that the encoder puts around a text are shown, as tokens without text. */
  readonly addsSpecialTokens?: boolean;
}

/** How a document becomes tokens. */
export interface Reading extends TextReading {
  readonly encoding: Encoding;
  /**
   * Of the encodings "ids" and "file": one more than the largest id. Of a list, GPT-2's if not given.
   */
  readonly vocabularySize?: number;
  /** Of the encoding "file". */
  readonly file?: TokenizerFile | UnreadTokenizerFile;
  /** Tokens that the text has because they are stored, whatever the encoding would make of it. */
  readonly stored?: StoredTokens;
}

/** Code units that one step of opening takes on: a few milliseconds. */
const STEP_UNITS = 1 << 17;

/**
 * The tokens of one document, kept right through its edits. The text lies in chunks that begin
 * and end where pieces do, so that an edit costs the same in a small and in a large document:
 * only the pieces around it are split and merged again, and only its chunks are written anew.
 */
export class TokenDocument {
  private chunks: Chunk[] = [];
  private units = new Sums([]);
  private tokenCounts = new Sums([]);
  private byteLengths = new Sums([]);
  /** What an edit makes anew; held here, because to make arrays costs more than to fill them. */
  private readonly fresh = new TokenList();
  /** Chunks of tokens without text, before all others and behind them: one each, or none. */
  private readonly head: readonly Chunk[];
  private readonly tail: readonly Chunk[];

  private constructor(
    readonly encoder: TokenEncoder,
    public version: number,
    private readonly reading: TextReading,
  ) {
    const around = reading.addsSpecialTokens === true ? encoder.around : undefined;
    this.head = textless(around?.before ?? []);
    this.tail = textless(around?.after ?? []);
  }

  /** Opens a document in steps of a few milliseconds; it may be used once the last is done. */
  static *opening(
    encoder: TokenEncoder,
    text: string,
    version: number,
    reading: TextReading,
  ): Generator<undefined, TokenDocument> {
    const document = new TokenDocument(encoder, version, reading);
    const chunks = [...document.head];
    for (const step of document.encodeSteps(text)) {
      for (const chunk of step) chunks.push(chunk);
      yield;
    }
    document.replaceChunks(0, 0, [...chunks, ...document.tail]);
    return document;
  }

  /** Counts a text's tokens and their UTF-8 bytes in steps, and keeps none of them. */
  static *counting(
    encoder: TokenEncoder,
    text: string,
    reading: TextReading,
  ): Generator<undefined, { tokens: number; bytes: number }> {
    const document = new TokenDocument(encoder, 0, reading);
    const textless = [...document.head, ...document.tail];
    let count = textless.reduce((sum, { tokens }) => sum + tokens.length, 0);
    let bytes = 0;
    for (const step of document.encodeSteps(text)) {
      for (const { tokens, byteLength } of step) {
        count += tokens.length;
        bytes += byteLength;
      }
      yield;
    }
    return { tokens: count, bytes };
  }

  /** Opens a document in one go. */
  static open(
    encoder: TokenEncoder,
    text: string,
    version: number,
    reading: TextReading,
  ): TokenDocument {
    const steps = TokenDocument.opening(encoder, text, version, reading);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /**
   * Applies the changes of one edit, all given in offsets of the text before it, in any order.
   * @throws {InvariantError} when a change does not fit the text; nothing is changed then
   */
  edit(version: number, changes: readonly TextChange[]): void {
    if (!this.fits(changes)) {
      throw new InvariantError(`The changes do not fit a text of ${this.length} code units.`);
    }
    for (const change of backwards(changes)) this.change(change);
    this.version = version;
  }

  /** Whether changes speak only of code units that the text has. */
  fits(changes: readonly TextChange[]): boolean {
    return fit(changes, this.length);
  }

  /** UTF-16 code units. */
  get length(): number {
    return this.units.total;
  }

  get tokenCount(): number {
    return this.tokenCounts.total;
  }

  summary(): TokenSummary {
    return {
      version: this.version,
      tokenCount: this.tokenCount,
      length: this.length,
      byteLength: this.byteLengths.total,
    };
  }

  /** The ids in order, in stretches that hold until the next edit. */
  *idStretches(): Generator<Uint32Array> {
    for (const { tokens } of this.chunks) yield tokens.ids.subarray(0, tokens.length);
  }

  /** The text in order, in stretches of whole pieces that hold until the next edit. */
  *textStretches(): Generator<string> {
    for (const { text } of this.chunks) yield text;
  }

  tokens(): Tokens & { version: number } {
    return { ...this.copy(0, this.tokenCount), version: this.version };
  }

  /** Tokens `[from, to)`, cut to those there are. */
  slice(from: number, to: number): TokenSlice {
    const { encoder } = this;
    const first = clamp(from, 0, this.tokenCount);
    const last = clamp(to, first, this.tokenCount);
    const count = last - first;
    const tokens = this.copy(first, last);
    return {
      ...tokens,
      ...tokenBytes(encoder, tokens.ids),
      ...this.parts(first, last),
      version: this.version,
      first,
      text: count === 0 ? "" : this.text(tokens.starts[0] ?? 0, tokens.ends[count - 1] ?? 0),
    };
  }

  /**
   * Index of the first token that holds code unit `offset`; at the end of the text the last one, of
   * those that have text. -1 in an empty text that has no tokens before it.
   */
  indexAt(offset: number): number {
    return Math.min(this.firstEndingAfter(offset), this.endOfText - 1);
  }

  /** The tokens that hold any of the code units `[start, end)`, as `[from, to)`. */
  touching(start: number, end: number): { from: number; to: number } {
    const from = this.firstEndingAfter(start);
    if (end <= start) return { from, to: from };
    return { from, to: Math.max(from, this.firstFrom(end)) };
  }

  /** Index of the first token that starts at code unit `offset` or later. */
  firstFrom(offset: number): number {
    // A token starts in its own chunk, so the one that holds the code unit before tells.
    const index = this.units.find(Math.max(0, offset - 1));
    const chunk = this.chunks[index];
    if (chunk === undefined) return this.endOfText;
    const within = chunk.tokens.firstFrom(offset - this.units.before(index));
    return this.tokenCounts.before(index) + within;
  }

  /** Writes 1 into `marks` for each of the tokens `[from, to)` that begins a piece, else 0. */
  pieceStarts(from: number, to: number, marks: Uint8Array): void {
    let index = this.tokenCounts.find(from);
    let base = this.tokenCounts.before(index);
    for (; index < this.chunks.length && base < to; index++) {
      const { firsts, length } = (this.chunks[index] as Chunk).tokens;
      const own = firsts.subarray(Math.max(0, from - base), Math.min(length, to - base));
      marks.set(own, Math.max(0, base - from));
      base += length;
    }
  }

  /**
   * The tokens `[from, to)` of the piece that holds token `index`.
   * @returns undefined where the piece has more than `mostBytes` bytes: it may be the whole document
   */
  pieceOf(index: number, mostBytes: number): { from: number; to: number } | undefined {
    const at = this.tokenCounts.find(index);
    const base = this.tokenCounts.before(at);
    // A piece never reaches into another chunk.
    const { ids, firsts, length } = (this.chunks[at] as Chunk).tokens;
    const byteLength = (token: number): number => this.encoder.byteLengthOf(ids[token] as number);
    let from = index - base;
    let bytes = byteLength(from);
    while (firsts[from] === 0 && bytes <= mostBytes) bytes += byteLength(--from);
    let to = index - base + 1;
    while (to < length && firsts[to] === 0 && bytes <= mostBytes) bytes += byteLength(to++);
    return bytes > mostBytes ? undefined : { from: base + from, to: base + to };
  }

  private change({ start, end, text: inserted }: TextChange): void {
    const { units } = this;
    const [from, behind] = [this.head.length, this.chunks.length - this.tail.length];
    // A special token may begin before the edit, and pieces before it see a little ahead. A CR
    // is one character with the LF behind it.
    const reach = this.encoder.lookAhead;
    const first = clamp(units.find(Math.max(0, start - reach)), from, Math.max(from, behind - 1));
    const base = units.before(first);
    const last = Math.min(units.find(end + reach) + 1, behind);
    const edit = { start: start - base, end: end - base, inserted };
    // A window is widened while its edit is felt up to its end, or while what is left of it is too
    // small for a chunk of its own. By ever more: a digit more moves all the groups of three behind it.
    let to = last;
    for (let more = 1; !this.changeWindow(first, to, edit); more *= 2) {
      to = Math.min(behind, to + more);
    }
  }

  /**
   * Applies an edit to a window of chunks, of whose start it counts.
   * @returns false when the window is too narrow; nothing is changed then
   */
  private changeWindow(
    first: number,
    last: number,
    edit: { start: number; end: number; inserted: string },
  ): boolean {
    const { chunks, encoder } = this;
    const { start, end, inserted } = edit;
    const atEnd = last === chunks.length - this.tail.length;
    const replaced = chunks.slice(first, last);
    const [chunk] = replaced;
    const only = replaced.length === 1 ? chunk : undefined;
    const old = only?.text ?? replaced.map(({ text }) => text).join("");
    const text = old.slice(0, start) + inserted + old.slice(end);
    if (text.length < CHUNK_UNITS / 4 && !atEnd) return false;

    const list = only?.tokens ?? joinChunks(replaced);
    const count = list.length;
    const bytes = this.update(list, text, {
      before: first > this.head.length ? this.lastOf(chunks[first - 1]) : undefined,
      restart: start - encoder.lookAhead,
      editEnd: start + inserted.length,
      shift: inserted.length - (end - start),
      atEnd,
    });
    if (bytes === undefined) return false;
    if (only !== undefined && text.length > 0 && text.length < 2 * CHUNK_UNITS) {
      const grown = encoder.isTiling ? bytes : utf8Length(text) - only.byteLength;
      only.text = text;
      only.byteLength += grown;
      this.units.add(first, text.length - old.length);
      this.tokenCounts.add(first, list.length - count);
      this.byteLengths.add(first, grown);
    } else {
      this.replaceChunks(first, last, cutChunks(text, list, encoder));
    }
    return true;
  }

  /**
   * Makes the tokens of a window of chunks those of its new text, as far as possible out of those
   * from before the edit.
   * @returns by how many bytes they are more; undefined, and nothing is changed, when pieces beyond
   * the window may have changed
   */
  private update(
    list: TokenList,
    text: string,
    edit: {
      before: Before | undefined;
      restart: number;
      editEnd: number;
      shift: number;
      atEnd: boolean;
    },
  ): number | undefined {
    const { encoder, fresh, reading } = this;
    const { pattern } = encoder;
    let from = list.firstEndingAfter(edit.restart);
    // Between two tokens there may be text of none, and several tokens may start at one place.
    const isStart = (token: number): boolean => {
      const start = list.starts[token] as number;
      return (
        list.firsts[token] === 1 &&
        start <= edit.restart &&
        start > (list.starts[token - 1] ?? NONE) &&
        pattern.isFirm(text, start)
      );
    };
    while (from > 0 && (from === list.length || !isStart(from))) from--;
    const base = from === 0 ? 0 : (list.starts[from] as number);
    const before =
      from === 0
        ? edit.before
        : { id: list.ids[from - 1] as number, text: text.slice(Math.max(0, base - 2), base) };

    const read = readText(text.slice(base), reading.lineEndings);
    const back = new WayBack(read.pairs);
    const seen = edit.atEnd ? Infinity : read.text.length - LOOK_AHEAD;
    fresh.clear();
    let to = from;
    const isDone = (at: number): boolean => {
      const place = base + back.to(at);
      if (place < edit.editEnd + encoder.lookBehind || at > seen) return false;
      // Behind the edit, a piece that starts where one started before goes on as it did before.
      while (to < list.length && (list.starts[to] as number) < place - edit.shift) to++;
      return to < list.length && list.starts[to] === place - edit.shift && list.firsts[to] === 1;
    };
    const stop = encoder.encode(read.text, 0, reading.specialTokens, fresh, isDone, before);
    if (stop === read.text.length) {
      if (!edit.atEnd) return undefined;
      to = list.length;
    }
    toOwnPlaces(fresh, base, read.pairs);
    const bytes =
      encoder.byteLengthOfAll(fresh, 0, fresh.length) - encoder.byteLengthOfAll(list, from, to);
    list.replace(from, to, fresh, edit.shift);
    return bytes;
  }

  /** The chunks of a whole text, a few milliseconds' worth at a time. */
  private *encodeSteps(text: string): Generator<Chunk[]> {
    if (isLarge(this.encoder, text.length)) {
      yield* this.encodeWhole(text);
      return;
    }
    let before: Before | undefined;
    for (let from = 0; from < text.length;) {
      let size = STEP_UNITS;
      let step = this.encodeStep(text, from, size, before);
      // A piece longer than the step: take on more until it ends.
      while (step.end === from) step = this.encodeStep(text, from, (size *= 2), before);
      yield step.chunks;
      from = step.end;
      before = this.lastOf(step.chunks.at(-1));
    }
  }

  /** The one chunk of a text all of which decides. */
  private *encodeWhole(text: string): Generator<Chunk[]> {
    const { encoder, reading } = this;
    const read = readText(text, reading.lineEndings);
    const list = new TokenList();
    const steps = encoder.encodeInSteps?.(read.text, reading.specialTokens, list);
    if (steps === undefined) encoder.encode(read.text, 0, reading.specialTokens, list);
    else for (const _ of steps) yield [];
    toOwnPlaces(list, 0, read.pairs);
    yield cutChunks(text, list, encoder);
  }

  /** What stands behind a chunk's end. */
  private lastOf(chunk: Chunk | undefined): Before | undefined {
    if (chunk === undefined) return undefined;
    const { text, tokens } = chunk;
    return { id: tokens.ids[tokens.length - 1] ?? NONE, text: text.slice(-2) };
  }

  /** Chunks of `text[from, …)`, about `size` code units; `end` is `from` where no piece ends. */
  private encodeStep(
    text: string,
    from: number,
    size: number,
    last: Before | undefined,
  ): { chunks: Chunk[]; end: number } {
    const stop = Math.min(text.length, from + size);
    // Beyond the stop only as much is seen as may decide where a piece before it ends.
    const { pattern } = this.encoder;
    const slack = 2 * this.encoder.lookAhead;
    const window = text.slice(from, stop + slack);
    const atEnd = from + window.length === text.length;
    const read = readText(window, this.reading.lineEndings);
    const list = new TokenList();
    const seen = atEnd ? Infinity : read.text.length - slack;
    let before = 0;
    const isDone = (at: number): boolean => {
      if (at > seen) return true;
      if (pattern.isFirm(read.text, at)) before = at;
      return false;
    };
    const { specialTokens } = this.reading;
    const reached = this.encoder.encode(read.text, 0, specialTokens, list, isDone, last);
    const readEnd = atEnd ? reached : before;
    if (!atEnd) list.cutAt(readEnd);
    const end = from + new WayBack(read.pairs).to(readEnd);
    toOwnPlaces(list, 0, read.pairs);
    return { chunks: cutChunks(text.slice(from, end), list, this.encoder), end };
  }

  private replaceChunks(from: number, to: number, fresh: Chunk[]): void {
    const { chunks } = this;
    this.chunks = [...chunks.slice(0, from), ...fresh, ...chunks.slice(to)];
    this.units = new Sums(this.chunks.map(({ text }) => text.length));
    this.tokenCounts = new Sums(this.chunks.map(({ tokens }) => tokens.length));
    this.byteLengths = new Sums(this.chunks.map(({ byteLength }) => byteLength));
  }

  private firstEndingAfter(offset: number): number {
    const index = this.units.find(Math.max(0, offset));
    const chunk = this.chunks[index];
    if (chunk === undefined) return this.endOfText;
    const within = chunk.tokens.firstEndingAfter(offset - this.units.before(index));
    return this.tokenCounts.before(index) + within;
  }

  /** One past the last token that has text. */
  private get endOfText(): number {
    return this.tokenCounts.before(this.chunks.length - this.tail.length);
  }

  private text(start: number, end: number): string {
    let text = "";
    let index = this.units.find(start);
    let base = this.units.before(index);
    for (; index < this.chunks.length && base < end; index++) {
      const chunk = this.chunks[index] as Chunk;
      text += chunk.text.slice(Math.max(0, start - base), end - base);
      base += chunk.text.length;
    }
    return text;
  }

  /** A part of the text as it is read. */
  asRead(text: string): string {
    return readText(text, this.reading.lineEndings).text;
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
    for (; index < this.chunks.length && at < count; index++) {
      const { text, tokens } = this.chunks[index] as Chunk;
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

  private parts(first: number, last: number): Pick<TokenSlice, "part" | "parts"> {
    const part = new Uint8Array(last - first);
    const parts = new Uint8Array(last - first);
    // Tokens that share a character are of one piece, and so of one chunk.
    let index = this.tokenCounts.find(first);
    let base = this.tokenCounts.before(index);
    for (; index < this.chunks.length && base < last; index++) {
      const { starts, ends, length: count } = (this.chunks[index] as Chunk).tokens;
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
}

/** Tokens without text as chunks of a document. */
function textless(ids: readonly number[]): Chunk[] {
  if (ids.length === 0) return [];
  const tokens = new TokenList(ids.length);
  for (const id of ids) tokens.push(id, 0, 0, true);
  return [{ text: "", byteLength: 0, tokens }];
}

/** A text after an edit; undefined where a change speaks of code units that it has not. */
export function changedText(text: string, changes: readonly TextChange[]): string | undefined {
  if (!fit(changes, text.length)) return undefined;
  return backwards(changes).reduce(
    (changed, { start, end, text: inserted }) =>
      changed.slice(0, start) + inserted + changed.slice(end),
    text,
  );
}

function fit(changes: readonly TextChange[], length: number): boolean {
  return changes.every(({ start, end }) => 0 <= start && start <= end && end <= length);
}

/**
 * From the last to the first, so that each leaves the offsets of those still to come alone. Of two
 * that start together, one inserts before what the other replaces.
 */
function backwards(changes: readonly TextChange[]): TextChange[] {
  return [...changes].sort((a, b) => b.start - a.start || b.end - a.end);
}

/** Code units from which a text all of which decides is not made tokens in one go. */
const MOST_AT_ONCE = 1 << 16;

/**
 * Whether a text is too large to be made tokens anew at each edit, which its encoder would: it is
 * opened anew then, in steps, and only the newest text counts.
 */
export function isLarge(encoder: TokenEncoder, length: number): boolean {
  return encoder.reach === "document" && length > MOST_AT_ONCE;
}

/** Turns offsets of a read text into those of the text as it is, `base` further on. */
function toOwnPlaces(list: TokenList, base: number, pairs: Uint32Array | undefined): void {
  if (base === 0 && pairs === undefined) return;
  const start = new WayBack(pairs);
  const end = new WayBack(pairs);
  for (let at = 0; at < list.length; at++) {
    list.starts[at] = base + start.to(list.starts[at] as number);
    list.ends[at] = base + end.to(list.ends[at] as number);
  }
}
