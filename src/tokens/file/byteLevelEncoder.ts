import type { SpecialTokens } from "../../shared/values/tokens";
import type { CharacterClasses } from "../encode/characterClasses";
import { LOOK_AHEAD, type Pattern } from "../encode/pattern";
import type { MergeRules } from "../encode/mergeRules";
import { utf8Of } from "../encode/pieceBytes";
import type { Before, Reach, TokenEncoder, TokensAround } from "../encode/tokenEncoder";
import type { TokenList } from "../encode/tokenList";
import { NONE } from "../encode/trie";
import { AddedSearch, inLibraryOrder } from "./addedSearch";
import { AlignedText, isLowHalf } from "./alignedText";
import type { ByteLevelFile } from "./byteLevelFile";
import { readyStep, type ReadyStep } from "./byteLevelSplits";
import { BytePieces } from "./bytePieces";
import { whiteSpace } from "./characterSets";
import { isComposed, mayCompose } from "./composition";
import { findPair, MADE, PAIR_WORDS, RANK, tokenOf, type MergeTable } from "./mergeTable";
import { normalForm } from "./normalForm";
import { SplitChain } from "./splits";

/** Code units that one step encodes: a few milliseconds. */
const STEP_UNITS = 1 << 15;

/** Text to tokens by a byte-level file. One instance serves any number of texts. */
export class ByteLevelEncoder implements TokenEncoder {
  readonly pattern: Pick<Pattern, "isFirm">;
  readonly lookAhead: number;
  readonly lookBehind: number;
  readonly contextUnits: number;
  readonly isTiling: boolean;
  readonly around: TokensAround | undefined;
  readonly reach: Reach;
  readonly vocabulary = undefined;
  readonly merging: MergeRules;
  private readonly table: MergeTable;
  private readonly pieces: BytePieces;
  /** Added tokens that are looked for in the text as it is, and in the text behind the normalizer. */
  private readonly raw: AddedSearch;
  private readonly normalized: AddedSearch;
  private readonly addedBytes: ReadonlyMap<number, Uint8Array>;
  /** Bytes of tokens that are both added and made of bytes: the id does not tell which stands there. */
  private readonly twofold: readonly Uint8Array[];
  private readonly rawIds: ReadonlySet<number>;
  private readonly steps: readonly ReadyStep[];
  /** The one step, where it is a pattern known by hand. */
  private readonly only: Pattern | undefined;
  /** Whether an expression may look at any number of characters behind what it matches. */
  private readonly seesFar: boolean;
  private readonly composes: boolean;
  private readonly addsBlank: boolean;

  /** @throws {TokenizerFileError} where an expression cannot be followed */
  constructor(
    readonly file: ByteLevelFile,
    classes: CharacterClasses,
  ) {
    const { table, rules } = file;
    this.table = table;
    this.pieces = new BytePieces(table, rules.ignoresMerges);
    this.merging = mergeRulesOf(table);
    const addedTokens = inLibraryOrder(rules.addedTokens);
    this.around = rules.around;
    const raw = addedTokens.filter(({ normalized }) => !normalized);
    const nameOf = (text: string): string =>
      rules.composes ? normalForm(new AlignedText(text, 0), "NFC").text : text;
    this.raw = new AddedSearch(raw.map((token) => ({ text: token.content, token })));
    this.normalized = new AddedSearch(
      addedTokens
        .filter(({ normalized }) => normalized)
        .map((token) => ({ text: nameOf(token.content), token })),
    );
    this.rawIds = new Set(raw.map(({ id }) => id));
    this.addedBytes = new Map(addedTokens.map(({ id, content }) => [id, utf8Of(content)]));
    const made = madeOf(new Set(this.addedBytes.keys()), table);
    this.twofold = Array.from(made, (id) => tokenOf(table, id));
    this.composes = rules.composes;
    this.addsBlank = rules.splits.addsBlank;
    // Else some bytes stand for nothing in the text, or for another form of it.
    this.isTiling =
      !this.composes && !this.addsBlank && !this.raw.strips && !this.normalized.strips;
    this.steps = rules.splits.steps.map((step) => readyStep(step, classes));
    this.seesFar = this.steps.some(({ pattern, isLocal }) => pattern === undefined && !isLocal);
    const [first] = this.steps;
    this.only = this.steps.length === 1 && !this.addsBlank ? first?.pattern : undefined;
    const longestAdded = Math.max(this.raw.longest, this.normalized.longest);
    this.lookAhead =
      longestAdded + this.steps.reduce((sum, { lookAhead }) => sum + lookAhead, LOOK_AHEAD);
    const isKnown = this.steps.length > 0 && this.steps.every((step) => step.isKnown);
    const behind = Math.max(0, ...this.steps.map((step) => step.behind));
    const hasWords = addedTokens.some(({ singleWord }) => singleWord);
    this.lookBehind = Math.max(longestAdded, hasWords ? LOOKED_BEHIND : 0, isKnown ? behind : 0);
    // As NFC has it, of three characters one may be left.
    this.contextUnits = isKnown ? 4 * behind : 0;
    this.pattern = { isFirm: (text, at) => this.isFirm(text, at) };
    // Where the context begins is told by the added tokens in it.
    const isOneWay = behind === 0 || this.twofold.length === 0;
    this.reach = isKnown && isOneWay ? "piece" : "document";
  }

  encode(
    text: string,
    start: number,
    specialTokens: SpecialTokens,
    tokens: TokenList,
    isDone?: (at: number) => boolean,
    before?: Before,
  ): number {
    return lastOf(
      this.gaps(text, start, before, {
        tokens,
        specialTokens,
        isDone:
          isDone &&
          ((at: number) => isDone(at) && this.isSure(text, at) && !this.isWithinAdded(text, at)),
      }),
    );
  }

  *encodeInSteps(
    text: string,
    specialTokens: SpecialTokens,
    tokens: TokenList,
  ): Generator<undefined, void> {
    yield* this.gaps(text, 0, undefined, { tokens, specialTokens, isDone: undefined });
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
    if (!this.isFirmForSteps(text, at)) return false;
    if (this.composes && mayCompose(text, at)) return false;
    if (this.isWithinAdded(text, at) || this.mayBeTwo(text, at)) return false;
    const strips = this.raw.strips || this.normalized.strips;
    return (
      !strips || !whiteSpace.has(text.charCodeAt(at - 1)) || !whiteSpace.has(text.charCodeAt(at))
    );
  }

  /**
   * A step sees a part of the one before it, and so much behind a place as may decide where what it
   * cuts ends: so far from there the one before must have a firm place.
   */
  private isFirmForSteps(text: string, at: number): boolean {
    let place = at;
    for (let level = this.steps.length - 1; level >= 0; level--) {
      const step = this.steps[level] as ReadyStep;
      if (!step.isLocal && !step.isFirm(text, place)) return false;
      place += step.lookAhead;
      if (isLowHalf(text, place)) place++;
    }
    return true;
  }

  /**
   * Whether it is sure that a piece which was found to end at a place does so: where the text is a part
   * of a longer one, an expression may have missed what decides.
   */
  private isSure(text: string, at: number): boolean {
    if (!this.seesFar) return true;
    return at + this.lookAhead <= text.length && this.isFirmForSteps(text, at);
  }

  /** Whether the token that ends at a place may be an added one, or one that was made of bytes. */
  private mayBeTwo(text: string, at: number): boolean {
    if (this.twofold.length === 0) return false;
    const before = text.slice(Math.max(0, at - this.lookAhead), at);
    const bytes = utf8Of(this.composes ? before.normalize("NFC") : before);
    return this.twofold.some((own) => {
      const from = bytes.length - own.length;
      return own.every((byte, at) => bytes[from + at] === byte);
    });
  }

  private isWithinAdded(text: string, at: number): boolean {
    return this.raw.isWithin(text, at) || this.normalized.isWithin(text, at);
  }

  /** Added tokens that are looked for in the text as it is, and what lies between them. */
  private *gaps(
    text: string,
    start: number,
    before: Before | undefined,
    job: Job,
  ): Generator<undefined, number> {
    const { tokens, specialTokens, isDone } = job;
    const lead = this.leadOf(before);
    let at = start;
    const searched = { text, start, end: text.length, before: before?.text ?? "" };
    for (const match of this.raw.in(searched, specialTokens)) {
      const end = Math.max(at, match.start);
      const reached = yield* this.gap(text, at, end, job, at === start ? lead : NO_LEAD);
      if (reached < end) return reached;
      // What the normalizer took from the end of the gap is of no token, but of the gap.
      const isClean = tokens.length === 0 || tokens.ends[tokens.length - 1] === match.start;
      if (isClean && isDone?.(match.start) === true) return match.start;
      tokens.push(match.token.id, match.start, match.end, isClean);
      at = match.end;
    }
    return yield* this.gap(text, at, text.length, job, at === start ? lead : NO_LEAD);
  }

  private leadOf(before: Before | undefined): Lead {
    if (before === undefined) return NO_LEAD;
    const { id, text, context } = before;
    return {
      isPart: !this.addedBytes.has(id),
      text: this.rawIds.has(id) ? "" : text,
      context: this.composes ? normalForm(new AlignedText(context, 0), "NFC").text : context,
    };
  }

  /**
   * Text without added tokens that are looked for before the normalizer.
   * @returns where it ended
   */
  private *gap(
    text: string,
    from: number,
    to: number,
    job: Job,
    lead: Lead,
  ): Generator<undefined, number> {
    if (from === to) return to;
    if (this.composes && !isComposed(text, from, to)) {
      const aligned = normalForm(new AlignedText(text.slice(from, to), from), "NFC");
      const { text: normal } = aligned;
      const reached = yield* this.normal(normal, 0, normal.length, job, lead, aligned);
      return reached === normal.length ? to : aligned.startOf(reached);
    }
    return yield* this.normal(text, from, to, job, lead, undefined);
  }

  private *normal(
    text: string,
    from: number,
    to: number,
    job: Job,
    lead: Lead,
    places: Places | undefined,
  ): Generator<undefined, number> {
    let at = from;
    if (!this.normalized.isEmpty) {
      const searched = { text, start: from, end: to, before: lead.text };
      for (const match of this.normalized.in(searched, job.specialTokens)) {
        const end = Math.max(at, match.start);
        const own = at === from ? lead : NO_LEAD;
        const reached = yield* this.part(text, at, end, job, own, places);
        if (reached < end) return reached;
        const isClean = isCleanAt(places, match.start) && end === match.start;
        const start = startOf(places, match.start);
        if (isClean && job.isDone?.(start) === true) return match.start;
        job.tokens.push(match.token.id, start, endOf(places, match.end), isClean);
        at = match.end;
      }
    }
    return yield* this.part(text, at, to, job, at === from ? lead : NO_LEAD, places);
  }

  /** Text without added tokens. */
  private *part(
    text: string,
    from: number,
    to: number,
    job: Job,
    lead: Lead,
    places: Places | undefined,
  ): Generator<undefined, number> {
    if (from === to) return to;
    if (this.only !== undefined && places === undefined) {
      return this.pieces.encode(this.only, text, from, to, job);
    }
    if (!this.addsBlank) return yield* this.split(text, from, to, job, lead, places);
    return yield* this.splitWithBlanks(text, from, to, job, lead, places);
  }

  private *split(
    text: string,
    from: number,
    to: number,
    { tokens, isDone }: Job,
    { context }: Lead,
    places: Places | undefined,
  ): Generator<undefined, number> {
    if (this.steps.length === 0) {
      this.encodePlaced(text, from, to, tokens, isCleanAt(places, from), places);
      return to;
    }
    const chain = new SplitChain(this.steps.map(({ split }) => split()));
    chain.begin(text, from, to, context);
    let stepEnd = from + STEP_UNITS;
    while (chain.next()) {
      const isClean = chain.isClean && isCleanAt(places, chain.start);
      if (isClean && isDone?.(startOf(places, chain.start)) === true) return chain.start;
      this.encodePlaced(text, chain.start, chain.end, tokens, isClean, places);
      if (chain.end < stepEnd) continue;
      stepEnd = chain.end + STEP_UNITS;
      yield;
    }
    return to;
  }

  /** Each part of the steps but the last gets a blank before it where it begins with none. */
  private *splitWithBlanks(
    text: string,
    from: number,
    to: number,
    { tokens, isDone }: Job,
    { isPart, context }: Lead,
    places: Places | undefined,
  ): Generator<undefined, number> {
    const useRegex = this.file.rules.splits.steps.at(-1) === "gpt2";
    const outer = useRegex ? this.steps.slice(0, -1) : this.steps;
    const last = useRegex ? this.steps.at(-1) : undefined;
    const chain = outer.length > 0 ? new SplitChain(outer.map(({ split }) => split())) : undefined;
    chain?.begin(text, from, to, context);
    let stepEnd = from + STEP_UNITS;
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
        if (base + piece < stepEnd) continue;
        stepEnd = base + piece + STEP_UNITS;
        yield;
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
    this.pieces.encodePiece(text, start, end, tokens, first);
    if (places === undefined) return;
    for (let at = from; at < tokens.length; at++) {
      tokens.ends[at] = places.endOf((tokens.ends[at] as number) - 1);
      tokens.starts[at] = places.startOf(tokens.starts[at] as number);
    }
  }
}

/** Those of some ids whose tokens are of one byte, or made by a merge. */
function madeOf(ids: ReadonlySet<number>, { byteIds, pairs }: MergeTable): Set<number> {
  const made = new Set<number>();
  for (const id of byteIds) if (ids.has(id)) made.add(id);
  // Most added tokens stand behind the vocabulary, and most files have no other.
  const most = Math.max(-1, ...ids);
  const least = Math.min(...ids);
  for (let at = 0; at < pairs.length; at += PAIR_WORDS) {
    const id = pairs[at + MADE] as number;
    if (id >= least && id <= most && pairs[at] !== NONE && ids.has(id)) made.add(id);
  }
  return made;
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

/** Code units before a place that a token that is a word may look at. */
const LOOKED_BEHIND = 16;
const BLANK = 0x20;

/** What stays the same while one text is encoded. */
interface Job {
  readonly tokens: TokenList;
  readonly specialTokens: SpecialTokens;
  readonly isDone: ((at: number) => boolean) | undefined;
}

/** What stands before a place between the same added tokens. */
interface Lead {
  /** Whether anything does. */
  readonly isPart: boolean;
  /** The end of it, or of the token before it that is found with it in one search. */
  readonly text: string;
  /** As much as an expression may look at, as the normalizer leaves it. */
  readonly context: string;
}

const NO_LEAD: Lead = { isPart: false, text: "", context: "" };

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

/** What a generator comes to at last. */
function lastOf<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
