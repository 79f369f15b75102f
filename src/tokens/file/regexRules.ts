import { LOOK_AHEAD } from "../encode/pattern";
import { isLowHalf } from "./alignedText";
import { CharacterClass } from "./characterClass";
import { firstOf } from "./regexProgram";
import { ahead, lengthsOf, row, type Regex, type RegexPart } from "./regexPart";

/** Code units that an expression may look at before its matches. */
const MOST_BEHIND = 64;

/** How far what an expression matches may depend on what stands around it. */
export interface RegexRules {
  /** Code units behind a firm place that can decide where a match before it ends. */
  readonly lookAhead: number;
  /** Code units before a match that it may depend on. */
  readonly behind: number;
  /** Whether any place is firm, but for the text's ends. */
  readonly isKnown: boolean;
  /** Whether every place is firm. */
  readonly isLocal: boolean;
  /** Whether what ends at or before a place depends on no more than `lookAhead` units from there on. */
  isFirm(text: string, at: number): boolean;
}

/** Characters of rows that may go on for long, and of which what stands there decides. */
interface Crossing {
  /** Of such that go on over a place, before it and behind it. */
  readonly before: CharacterClass;
  readonly after: CharacterClass;
  /** Of such that begin at a place, behind it: if one does, text that is left out ends there. */
  readonly first: CharacterClass;
}

/**
 * Tells it from an expression's alternatives. What is repeated ends where its run ends, and if nothing
 * is asked for behind it, so does what is looked at. If something is, all that the row takes up to there
 * may decide, and no place in it is firm. Of an expression that looks far behind its matches, or repeats
 * what is no row of characters, nothing is known, and no place is firm.
 */
export function rulesOf({ alternatives }: Regex): RegexRules {
  const behind = 2 * Math.max(...alternatives.map((parts) => row(parts).behind));
  const lookAhead = LOOK_AHEAD + Math.max(...alternatives.map((parts) => row(parts).reach));
  const crossings: Crossing[] = [];
  let isKnown = behind <= MOST_BEHIND;
  for (const parts of alternatives.flatMap(unfold)) {
    parts.forEach((part, at) => {
      if (!part.isEndless || part.asked !== undefined) return;
      if (part.characters !== undefined && parts.slice(at + 1).every(mustMatch)) return;
      const crossing = crossingOf(parts.slice(0, at + 1));
      if (crossing === undefined) isKnown = false;
      else crossings.push(crossing);
    });
  }
  const sure = alternatives.flatMap(sureStart);
  /** Whether something begins with a character, whatever is behind it. */
  const isSure = (point: number): boolean => sure.some((each) => each.has(point));
  return {
    lookAhead,
    behind,
    isKnown,
    isLocal: isKnown && crossings.length === 0,
    isFirm(text, at) {
      if (!isKnown) return false;
      if (at === 0 || at >= text.length || crossings.length === 0) return true;
      const before = pointBefore(text, at);
      const after = text.codePointAt(at) as number;
      return !crossings.some(
        (each) =>
          (each.first.has(after) && !isSure(after)) ||
          (each.before.has(before) && each.after.has(after)),
      );
    },
  };
}

/** A row, and for all that is asked for in it, the row up to there with that behind it. */
function unfold(parts: readonly RegexPart[]): (readonly RegexPart[])[] {
  const rows = [parts];
  parts.forEach(({ asked }, at) => {
    for (const way of asked ?? []) {
      // What has been asked for may be there or not.
      rows.push(...unfold([...parts.slice(0, at), ...way, PERHAPS]));
    }
  });
  return rows;
}

/** Something that may be there or not. */
const PERHAPS: RegexPart = { ...ahead("=", []), asked: undefined };

/**
 * Characters with which a row matches in any case, though it may go on: it gives up whatever stands
 * before, and asks for nothing behind.
 */
function sureStart(parts: readonly RegexPart[]): CharacterClass[] {
  const at = parts.findIndex(({ least }) => least > 0);
  const first = parts[at];
  if (first?.characters === undefined || first.least > 1) return [];
  const isGivenUp = ({ characters, node }: RegexPart): boolean =>
    characters !== undefined && node.kind !== "atomic";
  if (!parts.slice(0, at).every(isGivenUp) || !parts.slice(at + 1).every(mustMatch)) return [];
  return [new CharacterClass(first.characters)];
}

/** Of parts whose last one repeats without end. */
function crossingOf(parts: readonly RegexPart[]): Crossing | undefined {
  const taking = parts.filter(({ node }) => lengthsOf(node).most > 0);
  if (taking.at(-1) !== parts.at(-1)) return undefined;
  const alphabets = taking.map(({ alphabet }) => alphabet);
  if (alphabets.includes(undefined)) return undefined;
  const [first] = taking;
  // A row's first character is all before it that the place behind it can have.
  const isOne = taking.length > 1 && first !== undefined && first.characters === first.source;
  const anyOf = (classes: readonly (string | undefined)[]): CharacterClass =>
    new CharacterClass(`[${classes.join("")}]`);
  return {
    before: anyOf(alphabets),
    after: anyOf(isOne ? alphabets.slice(1) : alphabets),
    first: anyOf([firstOf(row(taking).node)]),
  };
}

/** Whether a part matches whatever stands there. */
function mustMatch({ least, isAssertion }: RegexPart): boolean {
  return least === 0 && !isAssertion;
}

function pointBefore(text: string, at: number): number {
  return text.codePointAt(isLowHalf(text, at - 1) ? at - 2 : at - 1) as number;
}
