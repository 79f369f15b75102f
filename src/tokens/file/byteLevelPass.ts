import type { SpecialTokens } from "../../shared/values/tokens";
import type { Pattern } from "../encode/pattern";
import type { Before } from "../encode/tokenEncoder";
import type { TokenList } from "../encode/tokenList";
import type { AddedSearch } from "./addedSearch";
import { AlignedText } from "./alignedText";
import type { ReadyStep } from "./byteLevelSplits";
import type { BytePieces } from "./bytePieces";
import { isComposed } from "./composition";
import { normalForm } from "./normalForm";
import { SplitChain } from "./splits";

/** Code units that one step encodes: a few milliseconds. */
const STEP_UNITS = 1 << 15;
const BLANK = 0x20;

/** What a byte-level file makes tokens with. */
export interface ByteLevelParts {
  readonly pieces: BytePieces;
  /** Added tokens that are looked for in the text as it is, and in the text behind the normalizer. */
  readonly raw: AddedSearch;
  readonly normalized: AddedSearch;
  readonly rawIds: ReadonlySet<number>;
  readonly addedBytes: ReadonlyMap<number, Uint8Array>;
  readonly steps: readonly ReadyStep[];
  /** The one step, where it is a pattern known by hand. */
  readonly only: Pattern | undefined;
  /** Whether the last step is the pattern that a step of bytes has itself, and sees blanks put in. */
  readonly endsByPattern: boolean;
  readonly composes: boolean;
  readonly addsBlank: boolean;
}

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

/** One way through a text: added tokens, the normalizer, the splits, and the pieces that they leave. */
export class ByteLevelPass {
  constructor(
    private readonly parts: ByteLevelParts,
    private readonly job: Job,
  ) {}

  /** Added tokens that are looked for in the text as it is, and what lies between them. */
  *gaps(text: string, start: number, before: Before | undefined): Generator<undefined, number> {
    const { tokens, specialTokens, isDone } = this.job;
    const lead = this.leadOf(before);
    let at = start;
    const searched = { text, start, end: text.length, before: before?.text ?? "" };
    for (const match of this.parts.raw.in(searched, specialTokens)) {
      const end = Math.max(at, match.start);
      const reached = yield* this.gap(text, at, end, at === start ? lead : NO_LEAD);
      if (reached < end) return reached;
      // What the normalizer took from the end of the gap is of no token, but of the gap.
      const isClean = tokens.length === 0 || tokens.ends[tokens.length - 1] === match.start;
      if (isClean && isDone?.(match.start) === true) return match.start;
      tokens.push(match.token.id, match.start, match.end, isClean);
      at = match.end;
    }
    return yield* this.gap(text, at, text.length, at === start ? lead : NO_LEAD);
  }

  private leadOf(before: Before | undefined): Lead {
    if (before === undefined) return NO_LEAD;
    const { id, text, context } = before;
    return {
      isPart: !this.parts.addedBytes.has(id),
      text: this.parts.rawIds.has(id) ? "" : text,
      context: this.parts.composes ? normalForm(new AlignedText(context, 0), "NFC").text : context,
    };
  }

  /**
   * Text without added tokens that are looked for before the normalizer.
   * @returns where it ended
   */
  private *gap(text: string, from: number, to: number, lead: Lead): Generator<undefined, number> {
    if (from === to) return to;
    if (this.parts.composes && !isComposed(text, from, to)) {
      const aligned = normalForm(new AlignedText(text.slice(from, to), from), "NFC");
      const { text: normal } = aligned;
      const reached = yield* this.normal(normal, 0, normal.length, lead, aligned);
      return reached === normal.length ? to : aligned.startOf(reached);
    }
    return yield* this.normal(text, from, to, lead, undefined);
  }

  private *normal(
    text: string,
    from: number,
    to: number,
    lead: Lead,
    places: Places | undefined,
  ): Generator<undefined, number> {
    let at = from;
    if (!this.parts.normalized.isEmpty) {
      const searched = { text, start: from, end: to, before: lead.text };
      for (const match of this.parts.normalized.in(searched, this.job.specialTokens)) {
        const end = Math.max(at, match.start);
        const own = at === from ? lead : NO_LEAD;
        const reached = yield* this.part(text, at, end, own, places);
        if (reached < end) return reached;
        const isClean = isCleanAt(places, match.start) && end === match.start;
        const start = startOf(places, match.start);
        if (isClean && this.job.isDone?.(start) === true) return match.start;
        this.job.tokens.push(match.token.id, start, endOf(places, match.end), isClean);
        at = match.end;
      }
    }
    return yield* this.part(text, at, to, at === from ? lead : NO_LEAD, places);
  }

  /** Text without added tokens. */
  private *part(
    text: string,
    from: number,
    to: number,
    lead: Lead,
    places: Places | undefined,
  ): Generator<undefined, number> {
    if (from === to) return to;
    if (this.parts.only !== undefined && places === undefined) {
      return this.parts.pieces.encode(this.parts.only, text, from, to, this.job);
    }
    if (!this.parts.addsBlank) return yield* this.split(text, from, to, lead, places);
    return yield* this.splitWithBlanks(text, from, to, lead, places);
  }

  private *split(
    text: string,
    from: number,
    to: number,
    { context }: Lead,
    places: Places | undefined,
  ): Generator<undefined, number> {
    const { isDone } = this.job;
    if (this.parts.steps.length === 0) {
      this.encodePlaced(text, from, to, isCleanAt(places, from), places);
      return to;
    }
    const chain = new SplitChain(this.parts.steps.map(({ split }) => split()));
    chain.begin(text, from, to, context);
    let stepEnd = from + STEP_UNITS;
    while (chain.next()) {
      const isClean = chain.isClean && isCleanAt(places, chain.start);
      if (isClean && isDone?.(startOf(places, chain.start)) === true) return chain.start;
      this.encodePlaced(text, chain.start, chain.end, isClean, places);
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
    { isPart, context }: Lead,
    places: Places | undefined,
  ): Generator<undefined, number> {
    const { isDone } = this.job;
    const useRegex = this.parts.endsByPattern;
    const outer = useRegex ? this.parts.steps.slice(0, -1) : this.parts.steps;
    const last = useRegex ? this.parts.steps.at(-1) : undefined;
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
        this.encodePlaced(part, piece, pieceEnd, isFirst, own);
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
    first: boolean,
    places: Places | undefined,
  ): void {
    const { tokens } = this.job;
    const from = tokens.length;
    this.parts.pieces.encodePiece(text, start, end, tokens, first);
    if (places === undefined) return;
    for (let at = from; at < tokens.length; at++) {
      tokens.ends[at] = places.endOf((tokens.ends[at] as number) - 1);
      tokens.starts[at] = places.startOf(tokens.starts[at] as number);
    }
  }
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
