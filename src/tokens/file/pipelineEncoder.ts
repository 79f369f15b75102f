import type { SpecialTokens } from "../../shared/values/tokens";
import { utf8Of } from "../encode/pieceBytes";
import type { Before, Reach, TokenEncoder, TokensAround } from "../encode/tokenEncoder";
import { TokenList } from "../encode/tokenList";
import { AddedSearch, inLibraryOrder } from "./addedSearch";
import { AlignedText } from "./alignedText";
import { bytesOfLetters } from "./byteAlphabet";
import { FirmPlaces } from "./firmPlaces";
import { compileModel, idsOf } from "./models";
import { compileNormalizer, firstRemoval, type Edges, type Normalize } from "./normalizers";
import { LONGEST_CHOICE, type PieceChoice } from "../../shared/values/pieceChoice";
import { byteOfName, type PieceModel } from "./pieceModel";
import { onePiece } from "./pieces";
import { compilePreTokenizer, type PreTokenize } from "./preTokenizers";
import type { AddedToken, TokenizerJson } from "./tokenizerJson";

/** Code units that are encoded at a time, where the text has a firm place behind them. */
const STRETCH_UNITS = 256;
/** Code units that one step encodes: a few milliseconds. */
const STEP_UNITS = 1 << 14;

/**
 * A tokenizer of a file as the library tokenizers runs it: added tokens are cut out, then the text
 * is normalized, split into pieces, and each piece made tokens; offsets are of the text as given.
 * One instance serves any number of texts, one after another.
 */
export class PipelineEncoder implements TokenEncoder {
  readonly pattern: { readonly isFirm: (text: string, at: number) => boolean };
  readonly lookAhead: number;
  readonly lookBehind = 1;
  readonly vocabulary = undefined;
  readonly isTiling = false;
  readonly around: TokensAround | undefined;
  readonly continuingPrefix: string | undefined;
  private readonly normalize: Normalize;
  private readonly preTokenize: PreTokenize;
  private readonly model: PieceModel;
  private readonly firm: FirmPlaces;
  private readonly removesFirst: ((text: string, at: number) => boolean) | undefined;
  private readonly asGiven: AddedSearch;
  private readonly asNormalized: AddedSearch;
  private readonly specialIds: ReadonlySet<number>;
  private readonly bytes = new Map<number, Uint8Array>();
  private readonly nameOf: (id: number) => string | undefined;
  private readonly hasLetters: boolean;
  /** Tokens of a stretch, with places in its normalized text. */
  private readonly fresh = new TokenList();

  /** @throws {TokenizerFileError} where a part of the file cannot be used */
  constructor(json: TokenizerJson) {
    this.around = json.postProcessor;
    this.continuingPrefix =
      json.model.type === "WordPiece" ? json.model.continuingSubwordPrefix : undefined;
    this.normalize = compileNormalizer(json.normalizer);
    this.removesFirst = firstRemoval(json.normalizer);
    this.preTokenize = compilePreTokenizer(json.preTokenizer);
    this.model = compileModel(json.model);
    const tokens = inLibraryOrder(withIds(json));
    this.asGiven = new AddedSearch(
      tokens
        .filter(({ normalized }) => !normalized)
        .map((token) => ({ text: token.content, token })),
    );
    const normalized = tokens
      .filter((token) => token.normalized)
      .map((token) => ({ text: this.normalizedName(token.content), token }));
    this.asNormalized = new AddedSearch(normalized);
    this.firm = new FirmPlaces(
      json,
      normalized.map(({ text }) => text),
      (text) => this.normalize(new AlignedText(text, 0), { start: false, end: false }).text,
      this.model,
    );
    this.pattern = this.firm;
    this.lookAhead = 2 + Math.max(0, ...tokens.map(({ content }) => content.length));
    this.specialIds = new Set(tokens.filter(({ special }) => special).map(({ id }) => id));
    this.nameOf = names(json, tokens);
    this.hasLetters = hasByteLevel(json);
  }

  /** What an edit makes anew at most. */
  get reach(): Reach {
    return this.firm.reach;
  }

  encode(
    text: string,
    start: number,
    specialTokens: SpecialTokens,
    tokens: TokenList,
    isDone?: (at: number) => boolean,
    before?: Before,
  ): number {
    const isMidway = before !== undefined || start > 0;
    const whole = wellFormed(text);
    if (isDone === undefined) tokens.expect((whole.length - start) >> 2);
    const job = { text: whole, documentStart: isMidway ? -1 : start, specialTokens, tokens };
    let at = start;
    while (at < whole.length && isDone?.(at) !== true) {
      const end = this.firm.next(whole, at + STRETCH_UNITS);
      const stretch = this.stretch(job, at, end, at === start && !isMidway);
      let step = stretch.next();
      while (step.done !== true) step = stretch.next();
      at = step.value;
    }
    return at;
  }

  *encodeInSteps(
    text: string,
    specialTokens: SpecialTokens,
    tokens: TokenList,
  ): Generator<undefined, void> {
    const whole = wellFormed(text);
    const job = { text: whole, documentStart: 0, specialTokens, tokens };
    for (let at = 0; at < whole.length;) {
      const end = this.firm.next(whole, at + STRETCH_UNITS);
      at = yield* this.stretch(job, at, end, at === 0);
    }
  }

  /**
   * How the pieces of a stretch came to their tokens.
   * @param text the stretch, from a piece's start to the end of one
   * @param isMidway whether text stands before it
   * @returns none of added tokens, nor of pieces longer than `LONGEST_CHOICE`
   */
  explain(text: string, isMidway: boolean): PieceChoice[] {
    const source = new AlignedText(wellFormed(text), 0);
    const normalized = this.normalize(source, { start: !isMidway, end: false });
    const pieces = this.preTokenize(onePiece(normalized), isMidway ? -1 : 0);
    const cut = this.firm.cut(source.text, pieces);
    return cut.starts
      .map((start, at) => cut.text.text.slice(start, cut.ends[at]))
      .filter((piece) => piece.length <= LONGEST_CHOICE)
      .map((piece) => this.model.explain(piece));
  }

  bytesOf(id: number): Uint8Array {
    let bytes = this.bytes.get(id);
    if (bytes === undefined) {
      bytes = this.readBytes(this.nameOf(id) ?? "");
      this.bytes.set(id, bytes);
    }
    return bytes;
  }

  byteLengthOf(id: number): number {
    return this.bytesOf(id).length;
  }

  byteLengthOfAll(list: TokenList, from: number, to: number): number {
    let bytes = 0;
    for (let at = from; at < to; at++) bytes += this.byteLengthOf(list.ids[at] as number);
    return bytes;
  }

  isSpecial(id: number): boolean {
    return this.specialIds.has(id);
  }

  /**
   * Goes on to the end of all where a text between added tokens begins with what a map of characters
   * removes: that moves the places of all of it.
   * @param isStart whether the stretch begins where the document does
   * @returns where it ends
   */
  private *stretch(
    job: Job,
    at: number,
    end: number,
    isStart: boolean,
  ): Generator<undefined, number> {
    const { text, specialTokens, tokens } = job;
    let from = at;
    let start = isStart;
    const before = text.slice(Math.max(0, at - 2), at);
    const searched = { text, start: at, end, before, seenEnd: text.length };
    const isMoved = (): boolean => start && this.removesFirst?.(text, from) === true;
    for (const match of this.asGiven.in(searched, specialTokens)) {
      if (from < match.start) {
        if (end < text.length && isMoved())
          return yield* this.stretch(job, from, text.length, true);
        yield* this.segment(job, from, match.start, { start, end: true }, isMoved());
      }
      tokens.push(match.token.id, match.start, match.end, true);
      from = match.end;
      start = true;
    }
    if (from < end) {
      if (end < text.length && isMoved()) return yield* this.stretch(job, from, text.length, true);
      yield* this.segment(job, from, end, { start, end: end === text.length }, isMoved());
    }
    return end;
  }

  /** Text without added tokens that are looked for before the normalizer. */
  private *segment(
    job: Job,
    from: number,
    to: number,
    edges: Edges,
    isMoved: boolean,
  ): Generator<undefined, void> {
    const { text, specialTokens, tokens } = job;
    const source = this.normalize(new AlignedText(text.slice(from, to), from), edges);
    const isLong = to - from > STEP_UNITS;
    if (isLong) yield;
    let at = 0;
    const { length } = source.text;
    const searched = { text: source.text, start: 0, end: length, before: "" };
    for (const match of this.asNormalized.in(searched, specialTokens)) {
      if (at < match.start) yield* this.pieces(job, source.slice(at, match.start), isMoved);
      if (match.start < match.end) {
        const [start, end] = [source.startOf(match.start), source.endOf(match.end - 1)];
        tokens.push(match.token.id, start, end, true);
      }
      at = match.end;
    }
    if (at < length) yield* this.pieces(job, source.slice(at, length), isMoved);
  }

  private *pieces(
    { text: document, documentStart, tokens }: Job,
    source: AlignedText,
    isMoved: boolean,
  ): Generator<undefined, void> {
    const split = this.preTokenize(onePiece(source), documentStart);
    const pieces = this.firm.cut(document, split);
    const { text } = pieces;
    const { fresh, model } = this;
    const count = pieces.starts.length;
    let stepEnd = STEP_UNITS;
    for (let at = 0; at < count;) {
      fresh.clear();
      // So many that a step is a few milliseconds, where pieces are short.
      for (; at < count; at++) {
        const start = pieces.starts[at] as number;
        if (start > stepEnd) break;
        model.encode(text.text, start, pieces.ends[at] as number, fresh);
      }
      const { ids, starts, ends, firsts, length } = fresh;
      for (let token = 0; token < length; token++) {
        const start = text.startOf(starts[token] as number);
        const end = text.endOf((ends[token] as number) - 1);
        // Where places are moved no piece is one of its own: an edit makes all of them anew.
        tokens.push(ids[token] as number, start, end, firsts[token] === 1 && !isMoved);
      }
      if (at === count) return;
      stepEnd = (pieces.starts[at] as number) + STEP_UNITS;
      yield;
    }
  }

  private normalizedName(content: string): string {
    return this.normalize(new AlignedText(content, 0), { start: true, end: true }).text;
  }

  private readBytes(name: string): Uint8Array {
    const byte = byteOfName(name);
    if (byte !== undefined) return Uint8Array.of(byte);
    const letters = this.hasLetters ? bytesOfLetters(name) : undefined;
    return letters ?? utf8Of(name);
  }
}

/** What stays the same while one text is encoded. */
interface Job {
  readonly text: string;
  /** Where the document starts in it; -1 if that lies before it. */
  readonly documentStart: number;
  readonly specialTokens: SpecialTokens;
  readonly tokens: TokenList;
}

/** Half a surrogate pair that stands alone is read as U+FFFD. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

/** The added tokens with the ids that the library gives them: those of the vocabulary, else the next. */
function withIds({ addedTokens, model }: TokenizerJson): AddedToken[] {
  const known = idsOf(model);
  let next = known.size;
  const added = new Map<string, number>();
  return addedTokens.map((token) => {
    const id = added.get(token.content) ?? known.idOf(token.content) ?? next++;
    added.set(token.content, id);
    return id === token.id ? token : { ...token, id };
  });
}

function names(
  { model }: TokenizerJson,
  added: readonly AddedToken[],
): (id: number) => string | undefined {
  let byId: Map<number, string> | undefined;
  // The rest of the model is not kept.
  const { entries } = idsOf(model);
  return (id) => {
    byId ??= new Map([
      ...Array.from(entries(), ([name, own]) => [own, name] as const),
      ...added.map(({ id: own, content }) => [own, content] as const),
    ]);
    return byId.get(id);
  };
}

function hasByteLevel({ normalizer, preTokenizer }: TokenizerJson): boolean {
  // Steps lie in steps.
  return JSON.stringify([normalizer, preTokenizer], (key, value: unknown) =>
    key === "precompiledCharsmap" ? "" : value,
  ).includes('"type":"ByteLevel"');
}
