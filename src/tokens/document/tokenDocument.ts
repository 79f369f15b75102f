import { clamp } from "../../shared/base/numbers";
import type {
  Encoding,
  TextChange,
  Tokens,
  TokenizerFile,
  UnreadTokenizerFile,
  TokenSlice,
  TokenSummary,
} from "../../shared/values/tokens";
import { InvariantError } from "../../shared/base/invariantError";
import type { StoredTokens } from "../encode/storedEncoder";
import { tokenBytes } from "../encode/tokenBytes";
import type { TokenEncoder } from "../encode/tokenEncoder";
import { TokenList } from "../encode/tokenList";
import { utf8Length } from "../encode/utf8Length";
import { CHUNK_UNITS, cutChunks, joinChunks, textless, type Chunk } from "./chunk";
import { Chunks } from "./chunks";
import { beforeEnd, encodeSteps } from "./encodeSteps";
import { readText } from "./lineEndings";
import { backwards, fit } from "./textChanges";
import type { TextReading } from "./textReading";
import { updateTokens } from "./windowEdit";

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

/**
 * The tokens of one document, kept right through its edits. The text lies in chunks that begin
 * and end where pieces do, so that an edit costs the same in a small and in a large document:
 * only the pieces around it are split and merged again, and only its chunks are written anew.
 */
export class TokenDocument {
  private readonly chunks: Chunks;
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
    this.chunks = new Chunks(this.tail.length);
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
    for (const step of encodeSteps(text, encoder, reading)) {
      for (const chunk of step) chunks.push(chunk);
      yield;
    }
    document.chunks.replace(0, 0, [...chunks, ...document.tail]);
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
    for (const step of encodeSteps(text, encoder, reading)) {
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
    return this.chunks.length;
  }

  get tokenCount(): number {
    return this.chunks.tokenCount;
  }

  summary(): TokenSummary {
    return {
      version: this.version,
      tokenCount: this.tokenCount,
      length: this.length,
      byteLength: this.chunks.byteLength,
    };
  }

  tokens(): Tokens & { version: number } {
    return { ...this.copy(0, this.tokenCount), version: this.version };
  }

  /** Tokens `[from, to)`, cut to those there are. */
  slice(from: number, to: number): TokenSlice {
    const { encoder, chunks } = this;
    const first = clamp(from, 0, this.tokenCount);
    const last = clamp(to, first, this.tokenCount);
    const count = last - first;
    const tokens = chunks.copy(first, last);
    return {
      ...tokens,
      ...tokenBytes(encoder, tokens.ids),
      ...chunks.parts(first, last),
      version: this.version,
      first,
      text: count === 0 ? "" : chunks.text(tokens.starts[0] ?? 0, tokens.ends[count - 1] ?? 0),
    };
  }

  /**
   * Index of the first token that holds code unit `offset`; at the end of the text the last one, of
   * those that have text. -1 in an empty text that has no tokens before it.
   */
  indexAt(offset: number): number {
    const { chunks } = this;
    return Math.min(chunks.firstEndingAfter(offset), chunks.endOfText - 1);
  }

  /** The tokens that hold any of the code units `[start, end)`, as `[from, to)`. */
  touching(start: number, end: number): { from: number; to: number } {
    const from = this.chunks.firstEndingAfter(start);
    if (end <= start) return { from, to: from };
    return { from, to: Math.max(from, this.firstFrom(end)) };
  }

  /** The ids in order, in stretches that hold until the next edit. */
  idStretches(): Generator<Uint32Array> {
    return this.chunks.idStretches();
  }

  /** The text in order, in stretches of whole pieces that hold until the next edit. */
  textStretches(): Generator<string> {
    return this.chunks.textStretches();
  }

  /** Index of the first token that starts at code unit `offset` or later. */
  firstFrom(offset: number): number {
    return this.chunks.firstFrom(offset);
  }

  /** A copy of tokens `[from, to)` with offsets of the document. */
  copy(from: number, to: number): Tokens {
    return this.chunks.copy(from, to);
  }

  /** Writes 1 into `marks` for each of the tokens `[from, to)` that begins a piece, else 0. */
  pieceStarts(from: number, to: number, marks: Uint8Array): void {
    this.chunks.pieceStarts(from, to, marks);
  }

  /**
   * The tokens `[from, to)` of the piece that holds token `index`.
   * @returns undefined where the piece has more than `mostBytes` bytes: it may be the whole document
   */
  pieceOf(index: number, mostBytes: number): { from: number; to: number } | undefined {
    return this.chunks.pieceOf(index, mostBytes, this.encoder);
  }

  /** A part of the text as it is read. */
  asRead(text: string): string {
    return readText(text, this.reading.lineEndings).text;
  }

  private change({ start, end, text: inserted }: TextChange): void {
    const { chunks } = this;
    const [from, behind] = [this.head.length, chunks.row.length - this.tail.length];
    // A special token may begin before the edit, and pieces before it see a little ahead. A CR
    // is one character with the LF behind it.
    const reach = this.encoder.lookAhead;
    const first = clamp(chunks.at(Math.max(0, start - reach)), from, Math.max(from, behind - 1));
    const base = chunks.unitsBefore(first);
    const last = Math.min(chunks.at(end + reach) + 1, behind);
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
    const { chunks, encoder, reading, fresh } = this;
    const { start, end, inserted } = edit;
    const atEnd = last === chunks.row.length - this.tail.length;
    const replaced = chunks.row.slice(first, last);
    const [chunk] = replaced;
    const only = replaced.length === 1 ? chunk : undefined;
    const old = only?.text ?? replaced.map(({ text }) => text).join("");
    const text = old.slice(0, start) + inserted + old.slice(end);
    if (text.length < CHUNK_UNITS / 4 && !atEnd) return false;

    const list = only?.tokens ?? joinChunks(replaced);
    const count = list.length;
    const bytes = updateTokens(
      list,
      text,
      {
        before:
          first > this.head.length ? beforeEnd(chunks.row[first - 1], encoder, reading) : undefined,
        restart: start - encoder.lookAhead,
        editEnd: start + inserted.length,
        shift: inserted.length - (end - start),
        atEnd,
      },
      encoder,
      reading,
      fresh,
    );
    if (bytes === undefined) return false;
    if (only !== undefined && text.length > 0 && text.length < 2 * CHUNK_UNITS) {
      const grown = encoder.isTiling ? bytes : utf8Length(text) - only.byteLength;
      only.text = text;
      only.byteLength += grown;
      chunks.grow(first, text.length - old.length, list.length - count, grown);
    } else {
      chunks.replace(first, last, cutChunks(text, list, encoder));
    }
    return true;
  }
}
