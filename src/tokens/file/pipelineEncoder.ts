import type { SpecialTokens } from "../../shared/values/tokens";
import { utf8Of } from "../encode/pieceBytes";
import type { Before, TokenEncoder, TokensAround } from "../encode/tokenEncoder";
import { TokenList } from "../encode/tokenList";
import { AddedSearch } from "./addedTokens";
import { AlignedText } from "./alignedText";
import { bytesOfLetters } from "./byteAlphabet";
import { FirmPlaces, type Reach } from "./firmPlaces";
import { compileModel, idsOf } from "./models";
import { compileNormalizer, type Edges, type Normalize } from "./normalizers";
import { LONGEST_CHOICE, type PieceChoice } from "../../shared/values/pieceChoice";
import { byteOfName, type PieceModel } from "./pieceModel";
import { onePiece } from "./pieces";
import { compilePreTokenizer, type PreTokenize } from "./preTokenizers";
import type { AddedToken, TokenizerJson } from "./tokenizerJson";

/** Code units that are encoded at a time, where the text has a firm place behind them. */
const STRETCH_UNITS = 256;

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
  private readonly normalize: Normalize;
  private readonly preTokenize: PreTokenize;
  private readonly model: PieceModel;
  private readonly firm: FirmPlaces;
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
    this.normalize = compileNormalizer(json.normalizer);
    this.preTokenize = compilePreTokenizer(json.preTokenizer);
    this.model = compileModel(json.model);
    const tokens = withIds(json);
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
    // Half a surrogate pair that stands alone is read as U+FFFD.
    const whole = text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
    if (isDone === undefined) tokens.expect((whole.length - start) >> 2);
    let at = start;
    while (at < whole.length && isDone?.(at) !== true) {
      const end = this.firm.next(whole, at + STRETCH_UNITS);
      const stretch = { at, end, isStart: at === start && !isMidway, specialTokens };
      this.encodeStretch(whole, stretch, isMidway ? -1 : start, tokens);
      at = end;
    }
    return at;
  }

  /**
   * How the pieces of a stretch came to their tokens.
   * @param text the stretch, from a piece's start to the end of one
   * @param isMidway whether text stands before it
   * @returns none of added tokens, nor of pieces longer than `LONGEST_CHOICE`
   */
  explain(text: string, isMidway: boolean): PieceChoice[] {
    const source = new AlignedText(text.replaceAll(/\p{Surrogate}/gu, "\ufffd"), 0);
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

  private encodeStretch(
    text: string,
    { at, end, isStart, specialTokens }: StretchToEncode,
    documentStart: number,
    tokens: TokenList,
  ): void {
    const passed = (token: AddedToken): boolean => token.special && specialTokens === "text";
    let start = isStart;
    this.asGiven.split(text, at, end, passed, (from, to, token) => {
      if (token === undefined) {
        const edges = { start, end: to < end || end === text.length };
        const source = new AlignedText(text.slice(from, to), from);
        this.encodeSegment(source, edges, passed, { text, documentStart }, tokens);
      } else {
        tokens.push(token.id, from, to, true);
      }
      start = true;
    });
  }

  private encodeSegment(
    given: AlignedText,
    edges: Edges,
    passed: (token: AddedToken) => boolean,
    document: { text: string; documentStart: number },
    tokens: TokenList,
  ): void {
    const source = this.normalize(given, edges);
    if (this.asNormalized.isEmpty) {
      this.encodePieces(source, document, tokens);
      return;
    }
    this.asNormalized.split(source.text, 0, source.text.length, passed, (from, to, token) => {
      if (token === undefined) {
        this.encodePieces(source.slice(from, to), document, tokens);
      } else if (from < to) {
        tokens.push(token.id, source.startOf(from), source.endOf(to - 1), true);
      }
    });
  }

  private encodePieces(
    source: AlignedText,
    document: { text: string; documentStart: number },
    tokens: TokenList,
  ): void {
    const split = this.preTokenize(onePiece(source), document.documentStart);
    const pieces = this.firm.cut(document.text, split);
    const { text } = pieces;
    const { fresh, model } = this;
    fresh.clear();
    for (let at = 0; at < pieces.starts.length; at++) {
      model.encode(text.text, pieces.starts[at] as number, pieces.ends[at] as number, fresh);
    }
    const { ids, starts, ends, firsts, length } = fresh;
    for (let at = 0; at < length; at++) {
      const start = text.startOf(starts[at] as number);
      tokens.push(ids[at] as number, start, text.endOf((ends[at] as number) - 1), firsts[at] === 1);
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

interface StretchToEncode {
  readonly at: number;
  readonly end: number;
  /** Whether it begins where the document does. */
  readonly isStart: boolean;
  readonly specialTokens: SpecialTokens;
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
