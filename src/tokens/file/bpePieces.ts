import { utf8Of } from "../encode/pieceBytes";
import { FNV_FACTOR, FNV_START, LONGEST_KEPT, SegmentCache } from "../encode/segmentCache";
import { NONE } from "../encode/trie";
import type { TokenList } from "../encode/tokenList";
import { CharacterIds } from "./characterIds";
import { CharacterPlaces } from "./characterPlaces";
import { PAIR_WORDS, putPair, slotsFor } from "./mergeTable";
import { mergeParts, strayMerge, type BpeModel } from "./modelJson";
import type { MergeChoice } from "../../shared/values/pieceChoice";
import { byteTokens, type PieceModel } from "./pieceModel";
import { PairMerge } from "./pairMerge";
import { UnitJoins } from "./unitJoins";
import { codePointAt, isLow, utf8Byte, utf8Size } from "./codePoints";

/**
 * Byte-pair encoding of characters, as SentencePiece's: a character that is no token falls into
 * tokens of its bytes, or is unknown.
 */
export class BpePieces implements PieceModel {
  /** Ids of characters: [inside, first], [last of more, only one]. Those of most files are one. */
  private readonly characters: readonly CharacterIds[];
  private readonly bytes: readonly (number | undefined)[];
  private readonly hasAllBytes: boolean;
  private readonly unk: number;
  private readonly fuseUnk: boolean;
  private readonly prefix: string;
  private readonly suffix: string;
  /** Bytes of prefix and suffix. */
  private readonly affixBytes: number;
  private readonly whole: ReadonlyMap<string, number> | undefined;
  private readonly joins = new UnitJoins();
  /** Whether no merge reaches over a pair of characters that no token holds. */
  readonly isCut: boolean;
  private readonly merging: PairMerge;
  private readonly cache = new SegmentCache();
  private starts = new Uint32Array(64);
  private ends = new Uint32Array(64);
  /** Bytes that each symbol counts for. */
  private lengths = new Uint32Array(64);
  /** Whether places of the tokens of the last segment must be counted in bytes. */
  private isOff = false;

  /**
   * @param model not kept: its merges are the most of a large file
   * @throws {TokenizerFileError} where a merge is of tokens that it has not
   */
  constructor(model: BpeModel) {
    const { vocab, continuingSubwordPrefix: prefix, endOfWordSuffix: suffix } = model;
    const idOf = (token: string): number | undefined =>
      Object.hasOwn(vocab, token) ? vocab[token] : undefined;
    const inside = new CharacterIds(vocab, prefix, "");
    const first = prefix === "" ? inside : new CharacterIds(vocab, "", "");
    this.characters =
      suffix === ""
        ? [inside, first, inside, first]
        : [
            inside,
            first,
            new CharacterIds(vocab, prefix, suffix),
            new CharacterIds(vocab, "", suffix),
          ];
    [this.prefix, this.suffix] = [prefix, suffix];
    this.affixBytes = utf8Of(prefix + suffix).length;
    this.fuseUnk = model.fuseUnk;
    this.bytes = model.byteFallback ? byteTokens(idOf) : [];
    this.hasAllBytes = model.byteFallback && !this.bytes.includes(undefined);
    this.unk = model.unkToken === undefined ? NONE : (idOf(model.unkToken) ?? NONE);
    this.whole = model.ignoreMerges ? new Map(Object.entries(vocab)) : undefined;
    const { pairs, isOfCharacters } = this.readMerges(model);
    this.merging = new PairMerge(pairs);
    this.isCut =
      isOfCharacters &&
      prefix === "" &&
      suffix === "" &&
      (this.hasAllBytes || !model.byteFallback) &&
      (this.hasAllBytes || this.unk !== NONE);
    if (this.isCut) for (const token in vocab) this.joins.add(token);
  }

  encode(text: string, start: number, end: number, tokens: TokenList): void {
    const whole = this.whole?.get(text.slice(start, end));
    if (whole !== undefined) {
      tokens.push(whole, start, end, true);
      return;
    }
    let from = start;
    let hash = FNV_START;
    let previous = 0;
    for (let at = start; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (at > from && this.isCut && !this.joins.has(previous, unit) && !this.mayFuse(text, at)) {
        this.encodeSegment(text, from, at, hash, from === start, tokens);
        from = at;
        hash = FNV_START;
      }
      hash = Math.imul(hash ^ unit, FNV_FACTOR);
      previous = unit;
    }
    this.encodeSegment(text, from, end, hash, from === start, tokens);
  }

  explain(text: string): MergeChoice {
    const isWhole = this.whole?.has(text) === true;
    const count = this.readSymbols(text, 0, text.length);
    const symbols = Array.from({ length: count }, (_, at) => ({
      id: this.merging.ids[at] as number,
      start: this.starts[at] as number,
      end: this.ends[at] as number,
    }));
    const ids = symbols.map(({ id }) => id);
    const merges: { at: number; id: number; rank: number }[] = [];
    while (!isWhole) {
      const next = this.merging.firstOf(ids);
      if (next === undefined) break;
      merges.push(next);
      ids.splice(next.at, 2, next.id);
    }
    return { kind: "BPE", text, symbols, merges, isWhole };
  }

  mayJoin(before: number, after: number): boolean {
    if (!this.isCut) return true;
    const joined = String.fromCodePoint(before, after);
    const at = before > 0xffff ? 2 : 1;
    return (
      this.joins.has(joined.charCodeAt(at - 1), joined.charCodeAt(at)) || this.mayFuse(joined, at)
    );
  }

  private encodeSegment(
    text: string,
    start: number,
    end: number,
    hash: number,
    first: boolean,
    tokens: TokenList,
  ): void {
    const { cache } = this;
    const isKept = end - start <= LONGEST_KEPT && cache.hasMet(hash);
    if (isKept && cache.take(text, start, end, hash, first, tokens)) return;
    const before = tokens.length;
    this.encodeNew(text, start, end, first, tokens);
    if (isKept) cache.keep(text, start, end, hash, tokens, before);
  }

  private encodeNew(
    text: string,
    start: number,
    end: number,
    first: boolean,
    tokens: TokenList,
  ): void {
    const symbols = this.readSymbols(text, start, end);
    const count = this.merging.merge(symbols);
    if (this.isOff) {
      this.pushByBytes(text, start, end, count, first, tokens);
      return;
    }
    tokens.pushParts(count, this.merging, this.starts, this.ends, first);
  }

  /** Writes the segment's symbols into the merger. @returns how many they are */
  private readSymbols(text: string, start: number, end: number): number {
    const { unk, bytes } = this;
    const { fuseUnk } = this;
    this.reserve((3 + this.affixBytes) * (end - start));
    this.isOff = false;
    let count = 0;
    /** Start of characters that are unknown and not a symbol yet, and their bytes. */
    let unknownStart = -1;
    let unknownEnd = start;
    let unknownBytes = 0;
    const flush = (): void => {
      if (unknownStart >= 0) this.put(count++, unk, unknownStart, unknownEnd, unknownBytes);
      unknownStart = -1;
      unknownBytes = 0;
    };
    const addUnknown = (at: number, next: number, size: number): void => {
      if (unk === NONE) {
        this.isOff = true;
        return;
      }
      if (unknownStart >= 0 && !fuseUnk) flush();
      if (unknownStart < 0) unknownStart = at;
      unknownEnd = next;
      unknownBytes += size;
    };
    for (let at = start; at < end;) {
      const codePoint = codePointAt(text, at);
      const next = at + (codePoint > 0xffff ? 2 : 1);
      const characters = this.characters[(at === start ? 1 : 0) | (next === end ? 2 : 0)];
      const id = characters?.idOf(codePoint) ?? NONE;
      const size = utf8Size(codePoint);
      if (id !== NONE) {
        flush();
        this.put(count++, id, at, next, size);
      } else if (bytes.length > 0 && this.affixBytes > 0) {
        const written = this.written(text.slice(at, next), at === start, next === end);
        if (written.every((byte) => bytes[byte] !== undefined)) {
          // The library counts a byte of what it put around a character as one of the text.
          if (unknownStart >= 0 || written.length > size) this.isOff = true;
          for (const byte of written) this.put(count++, bytes[byte] as number, at, next, 1);
        } else addUnknown(at, next, size);
      } else if (bytes.length > 0 && this.hasBytes(codePoint)) {
        // The library leaves what is unknown for behind them.
        if (unknownStart >= 0) this.isOff = true;
        for (let part = 0; part < size; part++) {
          this.put(count++, bytes[utf8Byte(codePoint, size, part)] as number, at, next, 1);
        }
      } else addUnknown(at, next, size);
      at = next;
    }
    flush();
    return count;
  }

  private put(at: number, id: number, start: number, end: number, bytes: number): void {
    this.merging.ids[at] = id;
    this.starts[at] = start;
    this.ends[at] = end;
    this.lengths[at] = bytes;
  }

  /**
   * As the library counts where characters were left out or stand behind others: each token goes on
   * where the bytes of those before it end.
   */
  private pushByBytes(
    text: string,
    start: number,
    end: number,
    count: number,
    first: boolean,
    tokens: TokenList,
  ): void {
    const places = new CharacterPlaces(text, start, end);
    const { ids, ends } = this.merging;
    let bytes = 0;
    let from = 0;
    for (let at = 0; at < count; at++) {
      let own = 0;
      for (; from < (ends[at] as number); from++) own += this.lengths[from] as number;
      const tokenStart = places.startAt(bytes);
      bytes += own;
      tokens.push(ids[at] as number, tokenStart, places.endAt(bytes), first && at === 0);
    }
  }

  /** The bytes of a character as it is looked up: with the prefix, but for the first, and the suffix. */
  private written(character: string, isFirst: boolean, isLast: boolean): Uint8Array {
    const { prefix, suffix } = this;
    return utf8Of(`${isFirst ? "" : prefix}${character}${isLast ? suffix : ""}`);
  }

  private hasBytes(codePoint: number): boolean {
    if (this.hasAllBytes) return true;
    const size = utf8Size(codePoint);
    for (let part = 0; part < size; part++) {
      if (this.bytes[utf8Byte(codePoint, size, part)] === undefined) return false;
    }
    return true;
  }

  /** Whether characters on both sides of a place are unknown, so that they become one token. */
  private mayFuse(text: string, at: number): boolean {
    if (this.hasAllBytes || !this.fuseUnk) return false;
    const characters = this.characters[0];
    const isUnknown = (place: number): boolean =>
      characters?.idOf(codePointAt(text, place)) === NONE;
    return isUnknown(at) && isUnknown(isLow(text.charCodeAt(at - 1)) && at > 1 ? at - 2 : at - 1);
  }

  private readMerges({ vocab, merges, continuingSubwordPrefix: prefix }: BpeModel): {
    pairs: Int32Array<ArrayBuffer>;
    isOfCharacters: boolean;
  } {
    const pairs = new Int32Array(slotsFor(merges.length) * PAIR_WORDS);
    for (let at = 0; at < pairs.length; at += PAIR_WORDS) pairs[at] = NONE;
    const notText = new Set(this.bytes);
    if (this.unk !== NONE) notText.add(this.unk);
    let isOfCharacters = true;
    for (let rank = 0; rank < merges.length; rank++) {
      const [left, right] = mergeParts(merges[rank]) ?? ["", ""];
      const made = left + (prefix === "" ? right : right.slice(prefix.length));
      const leftId = vocab[left];
      const rightId = vocab[right];
      const madeId = vocab[made];
      // What is not the object's own is no number.
      if (typeof leftId !== "number" || typeof rightId !== "number" || typeof madeId !== "number") {
        throw strayMerge(vocab, rank, [left, right, made]);
      }
      if (notText.has(leftId) || notText.has(rightId)) isOfCharacters = false;
      putPair(pairs, leftId, rightId, rank, madeId);
    }
    return { pairs, isOfCharacters };
  }

  private reserve(count: number): void {
    this.merging.reserve(count);
    if (count <= this.starts.length) return;
    this.starts = new Uint32Array(2 * count);
    this.ends = new Uint32Array(2 * count);
    this.lengths = new Uint32Array(2 * count);
  }
}
