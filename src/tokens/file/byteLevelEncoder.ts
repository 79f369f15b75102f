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
import { ByteLevelPass, type ByteLevelParts } from "./byteLevelPass";
import { readyStep, type ReadyStep } from "./byteLevelSplits";
import { BytePieces } from "./bytePieces";
import { whiteSpace } from "./characterSets";
import { mayCompose } from "./composition";
import { findPair, MADE, PAIR_WORDS, RANK, tokenOf, type MergeTable } from "./mergeTable";
import { normalForm } from "./normalForm";

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
  private readonly parts: ByteLevelParts;
  /** Bytes of tokens that are both added and made of bytes: the id does not tell which stands there. */
  private readonly twofold: readonly Uint8Array[];
  /** Whether an expression may look at any number of characters behind what it matches. */
  private readonly seesFar: boolean;

  /** @throws {TokenizerFileError} where an expression cannot be followed */
  constructor(
    readonly file: ByteLevelFile,
    classes: CharacterClasses,
  ) {
    const { table, rules } = file;
    const parts = partsOf(file, classes);
    const { raw, normalized, addedBytes, steps, composes, addsBlank } = parts;
    this.parts = parts;
    this.table = table;
    this.merging = mergeRulesOf(table);
    this.around = rules.around;
    this.twofold = Array.from(madeOf(new Set(addedBytes.keys()), table), (id) =>
      tokenOf(table, id),
    );
    // Else some bytes stand for nothing in the text, or for another form of it.
    this.isTiling = !composes && !addsBlank && !raw.strips && !normalized.strips;
    this.seesFar = steps.some(({ pattern, isLocal }) => pattern === undefined && !isLocal);
    const longestAdded = Math.max(raw.longest, normalized.longest);
    this.lookAhead =
      longestAdded + steps.reduce((sum, { lookAhead }) => sum + lookAhead, LOOK_AHEAD);
    const isKnown = steps.length > 0 && steps.every((step) => step.isKnown);
    const behind = Math.max(0, ...steps.map((step) => step.behind));
    const hasWords = rules.addedTokens.some(({ singleWord }) => singleWord);
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
    const pass = new ByteLevelPass(this.parts, {
      tokens,
      specialTokens,
      isDone:
        isDone &&
        ((at: number) => isDone(at) && this.isSure(text, at) && !this.isWithinAdded(text, at)),
    });
    return lastOf(pass.gaps(text, start, before));
  }

  *encodeInSteps(
    text: string,
    specialTokens: SpecialTokens,
    tokens: TokenList,
  ): Generator<undefined, void> {
    const pass = new ByteLevelPass(this.parts, { tokens, specialTokens, isDone: undefined });
    yield* pass.gaps(text, 0, undefined);
  }

  bytesOf(id: number): Uint8Array {
    return this.parts.addedBytes.get(id) ?? tokenOf(this.table, id);
  }

  byteLengthOf(id: number): number {
    const { byteStarts } = this.table;
    const added = this.parts.addedBytes.get(id);
    return added?.length ?? (byteStarts[id + 1] ?? 0) - (byteStarts[id] ?? 0);
  }

  byteLengthOfAll(list: TokenList, from: number, to: number): number {
    let bytes = 0;
    for (let at = from; at < to; at++) bytes += this.byteLengthOf(list.ids[at] as number);
    return bytes;
  }

  isSpecial(id: number): boolean {
    return this.parts.addedBytes.has(id);
  }

  private isFirm(text: string, at: number): boolean {
    if (!this.isFirmForSteps(text, at)) return false;
    if (this.parts.composes && mayCompose(text, at)) return false;
    if (this.isWithinAdded(text, at) || this.mayBeTwo(text, at)) return false;
    const strips = this.parts.raw.strips || this.parts.normalized.strips;
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
    for (let level = this.parts.steps.length - 1; level >= 0; level--) {
      const step = this.parts.steps[level] as ReadyStep;
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
    const bytes = utf8Of(this.parts.composes ? before.normalize("NFC") : before);
    return this.twofold.some((own) => {
      const from = bytes.length - own.length;
      return own.every((byte, at) => bytes[from + at] === byte);
    });
  }

  private isWithinAdded(text: string, at: number): boolean {
    return this.parts.raw.isWithin(text, at) || this.parts.normalized.isWithin(text, at);
  }
}

function partsOf({ table, rules }: ByteLevelFile, classes: CharacterClasses): ByteLevelParts {
  const { composes, splits } = rules;
  const addedTokens = inLibraryOrder(rules.addedTokens);
  const raw = addedTokens.filter(({ normalized }) => !normalized);
  const normalized = addedTokens.filter((token) => token.normalized);
  const nameOf = (text: string): string =>
    composes ? normalForm(new AlignedText(text, 0), "NFC").text : text;
  const steps = splits.steps.map((step) => readyStep(step, classes));
  return {
    pieces: new BytePieces(table, rules.ignoresMerges),
    raw: new AddedSearch(raw.map((token) => ({ text: token.content, token }))),
    normalized: new AddedSearch(
      normalized.map((token) => ({ text: nameOf(token.content), token })),
    ),
    rawIds: new Set(raw.map(({ id }) => id)),
    addedBytes: new Map(addedTokens.map(({ id, content }) => [id, utf8Of(content)])),
    steps,
    only: steps.length === 1 && !splits.addsBlank ? steps[0]?.pattern : undefined,
    endsByPattern: splits.steps.at(-1) === "gpt2",
    composes,
    addsBlank: splits.addsBlank,
  };
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

/** What a generator comes to at last. */
function lastOf<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
