import type { SpecialTokens } from "../../shared/values/tokens";
import type { CharacterClasses } from "../encode/characterClasses";
import { END, FIRST_END, LOOK_AHEAD, START, UNSURE, type Pattern } from "../encode/pattern";
import type { MergeRules } from "../encode/mergeRules";
import { mayJoin, PieceBytes, utf8Of } from "../encode/pieceBytes";
import { FNV_FACTOR, FNV_START, LONGEST_KEPT, SegmentCache } from "../encode/segmentCache";
import type { Before, TokenEncoder, TokensAround } from "../encode/tokenEncoder";
import { TokenList } from "../encode/tokenList";
import { NONE } from "../encode/trie";
import { AddedMatches } from "./addedMatches";
import { AlignedText } from "./alignedText";
import type { ByteLevelFile } from "./byteLevelFile";
import { readyStep, type ReadyStep } from "./byteLevelSplits";
import { whiteSpace } from "./characterSets";
import { isComposed, mayCompose } from "./composition";
import { findPair, MADE, RANK, tokenAt, tokenOf, type MergeTable } from "./mergeTable";
import { normalForm } from "./normalForm";
import { PairMerge } from "./pairMerge";
import { PatternSplit, RegexSplit, SplitChain } from "./splits";

const ASCII = 0x80;
/** Hashes of segments of a piece begin otherwise than those of pieces, which may be tokens as they are. */
const SEGMENT_START = Math.imul(FNV_START ^ 0x5bd1, FNV_FACTOR);

/** Text to tokens by a byte-level file. One instance serves any number of texts. */
export class ByteLevelEncoder implements TokenEncoder {
  readonly pattern: Pick<Pattern, "isFirm">;
  readonly lookAhead: number;
  readonly lookBehind: number;
  readonly isTiling: boolean;
  readonly around: TokensAround | undefined;
  readonly vocabulary = undefined;
  readonly merging: MergeRules;
  private readonly table: MergeTable;
  private readonly merge: PairMerge;
  private readonly cache = new SegmentCache();
  private readonly piece = new PieceBytes();
  /** Tokens of a piece that is not all ASCII. */
  private readonly scratch = new TokenList();
  /** Added tokens that are looked for in the text as it is, and in the text behind the normalizer. */
  private readonly raw: AddedMatches;
  private readonly normalized: AddedMatches;
  private readonly addedBytes: ReadonlyMap<number, Uint8Array>;
  private readonly rawIds: ReadonlySet<number>;
  private readonly steps: readonly ReadyStep[];
  /** The one step, where it is a pattern known by hand. */
  private readonly only: Pattern | undefined;
  private readonly composes: boolean;
  private readonly addsBlank: boolean;
  private readonly ignoresMerges: boolean;

  /** @throws {TokenizerFileError} where an expression cannot be followed */
  constructor(
    readonly file: ByteLevelFile,
    classes: CharacterClasses,
  ) {
    const { table, rules } = file;
    this.table = table;
    this.merge = new PairMerge(table);
    this.merging = mergeRulesOf(table);
    const { addedTokens } = rules;
    this.around = rules.around;
    this.raw = new AddedMatches(addedTokens.filter(({ normalized }) => !normalized));
    this.normalized = new AddedMatches(addedTokens.filter(({ normalized }) => normalized));
    this.rawIds = new Set(addedTokens.filter(({ normalized }) => !normalized).map(({ id }) => id));
    this.addedBytes = new Map(addedTokens.map(({ id, content }) => [id, utf8Of(content)]));
    this.composes = rules.composes;
    this.addsBlank = rules.splits.addsBlank;
    this.ignoresMerges = rules.ignoresMerges;
    // Else some bytes stand for nothing in the text, or for another form of it.
    this.isTiling =
      !this.composes && !this.addsBlank && !this.raw.strips && !this.normalized.strips;
    this.steps = rules.splits.steps.map((step) => readyStep(step, classes));
    const [first] = this.steps;
    this.only = this.steps.length === 1 && !this.addsBlank ? first?.pattern : undefined;
    const longestAdded = Math.max(this.raw.longest, this.normalized.longest);
    this.lookAhead =
      longestAdded + this.steps.reduce((sum, { lookAhead }) => sum + lookAhead, LOOK_AHEAD);
    const isLookedBehind =
      addedTokens.some(({ singleWord }) => singleWord) ||
      this.steps.some(({ looksBehind }) => looksBehind);
    this.lookBehind = Math.max(longestAdded, isLookedBehind ? LOOKED_BEHIND : 0);
    this.pattern = { isFirm: (text, at) => this.isFirm(text, at) };
  }

  encode(
    text: string,
    start: number,
    specialTokens: SpecialTokens,
    tokens: TokenList,
    isDone?: (at: number) => boolean,
    before?: Before,
  ): number {
    const job = {
      tokens,
      specialTokens,
      isDone: isDone && ((at: number) => isDone(at) && !this.isWithinAdded(text, at)),
    };
    const isPart = before !== undefined && !this.addedBytes.has(before.id);
    /** What stands before in the same gap. */
    const lead = before === undefined || this.rawIds.has(before.id) ? "" : before.text;
    let at = start;
    const matches = this.raw.in(text, start, text.length, specialTokens, before?.text);
    for (const match of matches) {
      const reached = this.encodeGap(
        text,
        at,
        match.start,
        job,
        isPart && at === start,
        at === start ? lead : "",
      );
      if (reached < match.start) return reached;
      // What the normalizer took from the end of the gap is of no token, but of the gap.
      const isClean = tokens.length === 0 || tokens.ends[tokens.length - 1] === match.start;
      if (isClean && isDone?.(match.start) === true) return match.start;
      tokens.push(match.id, match.start, match.end, isClean);
      at = match.end;
    }
    const isFirst = at === start;
    return this.encodeGap(text, at, text.length, job, isPart && isFirst, isFirst ? lead : "");
  }

  bytesOf(id: number): Uint8Array {
    return this.addedBytes.get(id) ?? tokenOf(this.table, id);
  }

  byteLengthOf(id: number): number {
    const { byteStarts } = this.table;
    const added = this.addedBytes.get(id);
    return added?.length ?? (byteStarts[id + 1] ?? 0) - (byteStarts[id] ?? 0);
  }

  byteLengthOfAll(list: TokenList, from: number, to: number): number {
    let bytes = 0;
    for (let at = from; at < to; at++) bytes += this.byteLengthOf(list.ids[at] as number);
    return bytes;
  }

  isSpecial(id: number): boolean {
    return this.addedBytes.has(id);
  }

  private isFirm(text: string, at: number): boolean {
    const { steps } = this;
    if (!steps.every((step, level) => level === steps.length - 1 || step.isLocal)) return false;
    if (steps.length > 0 && steps.at(-1)?.isFirm(text, at) !== true) return false;
    if (this.composes && mayCompose(text, at)) return false;
    if (this.isWithinAdded(text, at)) return false;
    const strips = this.raw.strips || this.normalized.strips;
    return (
      !strips || !whiteSpace.has(text.charCodeAt(at - 1)) || !whiteSpace.has(text.charCodeAt(at))
    );
  }

  private isWithinAdded(text: string, at: number): boolean {
    return this.raw.isWithin(text, at) || this.normalized.isWithin(text, at);
  }

  /**
   * Text without added tokens that are looked for before the normalizer.
   * @param isPart whether text between the same added tokens stands before `from`
   * @param lead the end of what stands there in the same gap
   * @returns where it ended
   */
  private encodeGap(
    text: string,
    from: number,
    to: number,
    job: Job,
    isPart: boolean,
    lead: string,
  ): number {
    if (from === to) return to;
    if (this.composes && !isComposed(text, from, to)) {
      const aligned = normalForm(new AlignedText(text.slice(from, to), from), "NFC");
      const { text: normal } = aligned;
      const reached = this.encodeNormal(normal, 0, normal.length, job, isPart, lead, aligned);
      return reached === normal.length ? to : aligned.startOf(reached);
    }
    return this.encodeNormal(text, from, to, job, isPart, lead, undefined);
  }

  private encodeNormal(
    text: string,
    from: number,
    to: number,
    job: Job,
    isPart: boolean,
    lead: string,
    places: Places | undefined,
  ): number {
    let at = from;
    if (this.normalized.longest > 0) {
      for (const match of this.normalized.in(text, from, to, job.specialTokens, lead)) {
        const reached = this.encodePart(text, at, match.start, job, isPart && at === from, places);
        if (reached < match.start) return reached;
        const isClean = isCleanAt(places, match.start);
        if (isClean && job.isDone?.(startOf(places, match.start)) === true) return match.start;
        const start = startOf(places, match.start);
        job.tokens.push(match.id, start, endOf(places, match.end), isClean);
        at = match.end;
      }
    }
    return this.encodePart(text, at, to, job, isPart && at === from, places);
  }

  /** Text without added tokens. */
  private encodePart(
    text: string,
    from: number,
    to: number,
    job: Job,
    isPart: boolean,
    places: Places | undefined,
  ): number {
    if (from === to) return to;
    if (this.only !== undefined && places === undefined) {
      return this.encodePieces(this.only, text, from, to, job);
    }
    if (!this.addsBlank) return this.encodeSplit(text, from, to, job, places);
    return this.encodeWithBlanks(text, from, to, job, isPart, places);
  }

  /** The short way: one pattern, places in the text are places in the document. */
  private encodePieces(
    pattern: Pattern,
    text: string,
    from: number,
    to: number,
    { tokens, isDone }: Job,
  ): number {
    if (isDone === undefined) tokens.expect((to - from) >> 2);
    let at = from;
    while (at < to && isDone?.(at) !== true) {
      const wordEnd = this.encodeWord(pattern, text, at, to, tokens);
      if (wordEnd > at) {
        at = wordEnd;
        continue;
      }
      const end = pattern.endOfPiece(text, at, to);
      this.encodePiece(text, at, end, tokens, true);
      at = end;
    }
    return at;
  }

  private encodeSplit(
    text: string,
    from: number,
    to: number,
    { tokens, isDone }: Job,
    places: Places | undefined,
  ): number {
    if (this.steps.length === 0) {
      this.encodePlaced(text, from, to, tokens, isCleanAt(places, from), places);
      return to;
    }
    const chain = new SplitChain(this.steps.map(splitOf));
    chain.begin(text, from, to);
    while (chain.next()) {
      const isClean = chain.isClean && isCleanAt(places, chain.start);
      if (isClean && isDone?.(startOf(places, chain.start)) === true) return chain.start;
      this.encodePlaced(text, chain.start, chain.end, tokens, isClean, places);
    }
    return to;
  }

  /** Each part of the steps but the last gets a blank before it where it begins with none. */
  private encodeWithBlanks(
    text: string,
    from: number,
    to: number,
    { tokens, isDone }: Job,
    isPart: boolean,
    places: Places | undefined,
  ): number {
    const useRegex = this.file.rules.splits.steps.at(-1) === "gpt2";
    const outer = useRegex ? this.steps.slice(0, -1) : this.steps;
    const last = useRegex ? this.steps.at(-1) : undefined;
    const chain = outer.length > 0 ? new SplitChain(outer.map(splitOf)) : undefined;
    chain?.begin(text, from, to);
    for (let at = from; at < to;) {
      if (chain?.next() === false) break;
      const end = chain?.end ?? to;
      const hasBlank = text.charCodeAt(at) === BLANK || (chain === undefined && isPart);
      // The same piece gets no blank where something stands before it.
      const isClean = (chain?.isClean ?? hasBlank) && isCleanAt(places, at);
      if (isClean && isDone?.(startOf(places, at)) === true) return at;
      const base = hasBlank ? at : at - 1;
      const part = `${hasBlank ? "" : " "}${text.slice(at, end)}`;
      const own: Places = {
        // The blank has the place of the character that it is put before.
        startOf: (unit) => startOf(places, Math.max(at, base + unit)),
        endOf: (unit) => lastEndOf(text, places, Math.max(at, base + unit)),
      };
      for (let piece = 0; piece < part.length;) {
        const pieceEnd = last?.pattern?.endOfPiece(part, piece, part.length) ?? part.length;
        const place = base + piece;
        const isFirst = piece === 0 ? isClean : chain === undefined && isCleanAt(places, place);
        if (piece > 0 && isFirst && isDone?.(startOf(places, place)) === true) return place;
        this.encodePlaced(part, piece, pieceEnd, tokens, isFirst, own);
        piece = pieceEnd;
      }
      at = end;
    }
    return to;
  }

  private encodePlaced(
    text: string,
    start: number,
    end: number,
    tokens: TokenList,
    first: boolean,
    places: Places | undefined,
  ): void {
    const from = tokens.length;
    this.encodePiece(text, start, end, tokens, first);
    if (places === undefined) return;
    for (let at = from; at < tokens.length; at++) {
      tokens.ends[at] = places.endOf((tokens.ends[at] as number) - 1);
      tokens.starts[at] = places.startOf(tokens.starts[at] as number);
    }
  }

  /**
   * Pieces that the pattern's automaton tells, all of ASCII, each one segment.
   * @returns where the piece ends, or `start` when the long way must tell
   */
  private encodeWord(
    { words }: Pattern,
    text: string,
    start: number,
    limit: number,
    tokens: TokenList,
  ): number {
    let at = start;
    let state = START;
    let hash = FNV_START;
    do {
      const unit = text.charCodeAt(at);
      // The piece may go on with a character beyond ASCII.
      const next = unit < ASCII ? (words[(state << 7) | unit] as number) : UNSURE;
      if (next >= END) {
        if (next === UNSURE) return start;
        break;
      }
      state = next;
      hash = Math.imul(hash ^ unit, FNV_FACTOR);
    } while (++at < limit);
    if (state < FIRST_END) return start;
    if (at === start + 1) {
      tokens.push(this.table.byteIds[text.charCodeAt(start)] as number, start, at, true);
    } else this.encodeSegment(text, start, at, hash, true, true, tokens);
    return at;
  }

  /**
   * A piece falls into segments at characters that no merge joins. Most segments have been met
   * before.
   */
  private encodePiece(
    text: string,
    start: number,
    end: number,
    tokens: TokenList,
    first: boolean,
  ): void {
    if (this.ignoresMerges) {
      const { piece, table } = this;
      const id = tokenAt(table, piece.bytes, 0, piece.read(text, start, end));
      if (id !== NONE) {
        tokens.push(id, start, end, first);
        return;
      }
    }
    const { joins } = this.table;
    let from = start;
    let previous = text.charCodeAt(start);
    let hash = Math.imul(previous ^ SEGMENT_START, FNV_FACTOR);
    for (let at = start + 1; at < end; at++) {
      const unit = text.charCodeAt(at);
      if ((unit | previous) >= ASCII && !mayJoin(joins, previous, unit)) {
        this.encodeSegment(text, from, at, hash, first && from === start, false, tokens);
        from = at;
        hash = SEGMENT_START;
      }
      hash = Math.imul(hash ^ unit, FNV_FACTOR);
      previous = unit;
    }
    this.encodeSegment(text, from, end, hash, first && from === start, false, tokens);
  }

  private encodeSegment(
    text: string,
    start: number,
    end: number,
    hash: number,
    first: boolean,
    isPiece: boolean,
    tokens: TokenList,
  ): void {
    const { cache } = this;
    const isKept = end - start <= LONGEST_KEPT && cache.hasMet(hash);
    if (isKept && cache.take(text, start, end, hash, first, tokens)) return;
    const before = tokens.length;
    this.encodeNew(text, start, end, first, isPiece, tokens);
    if (isKept) cache.keep(text, start, end, hash, tokens, before);
  }

  private encodeNew(
    text: string,
    start: number,
    end: number,
    first: boolean,
    isPiece: boolean,
    tokens: TokenList,
  ): void {
    const { merge, scratch, piece } = this;
    const length = piece.read(text, start, end);
    if (isPiece && this.ignoresMerges) {
      const id = tokenAt(this.table, piece.bytes, 0, length);
      if (id !== NONE) {
        tokens.push(id, start, end, first);
        return;
      }
    }
    if (length === end - start) {
      // Places in the bytes are places in the text.
      tokens.tile(merge.encode(piece.bytes, length, tokens, start), start, first);
      return;
    }
    const count = merge.encode(piece.bytes, length, scratch, 0);
    let from = 0;
    for (let token = 0; token < count; token++) {
      const to = scratch.ends[token] as number;
      tokens.push(
        scratch.ids[token] as number,
        piece.unitStarts[from] as number,
        piece.unitEnds[to - 1] as number,
        first && token === 0,
      );
      from = to;
    }
  }
}

function mergeRulesOf({ byteIds, pairs }: MergeTable): MergeRules {
  return {
    byteId: (byte) => byteIds[byte] as number,
    merge(left, right) {
      const at = findPair(pairs, left, right);
      if (at === NONE) return undefined;
      return { id: pairs[at + MADE] as number, rank: pairs[at + RANK] as number };
    },
  };
}

/** Code units before a place that an expression, or a token that is a word, may look at. */
const LOOKED_BEHIND = 16;
const BLANK = 0x20;

/** What stays the same while one text is encoded. */
interface Job {
  readonly tokens: TokenList;
  readonly specialTokens: SpecialTokens;
  readonly isDone: ((at: number) => boolean) | undefined;
}

/** Places of a text's characters in the document; none where they are their own. */
interface Places {
  startOf(at: number): number;
  endOf(at: number): number;
}

function startOf(places: Places | undefined, at: number): number {
  return places === undefined ? at : places.startOf(at);
}

/** Where what ends before `at` ends in the document. */
function endOf(places: Places | undefined, at: number): number {
  return places === undefined ? at : places.endOf(at - 1);
}

/** End of the character that code unit `at` is of. */
function lastEndOf(text: string, places: Places | undefined, at: number): number {
  if (places !== undefined) return places.endOf(at);
  const isPair =
    (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
  return isPair ? at + 2 : at + 1;
}

/** Whether one character of the document ends at a place and the next one starts there. */
function isCleanAt(places: Places | undefined, at: number): boolean {
  if (places === undefined || at === 0) return true;
  return places.endOf(at - 1) === places.startOf(at);
}

function splitOf({ pattern, source }: ReadyStep): PatternSplit | RegexSplit {
  return pattern === undefined ? new RegexSplit(source) : new PatternSplit(pattern);
}
