import { LOOK_AHEAD } from "../encode/pattern";
import type { Regex, RegexPart } from "./onigParser";

/** How far what an expression matches may depend on what stands around it. */
export interface RegexRules {
  /** Code units behind a firm place that can decide where a match before it ends. */
  readonly lookAhead: number;
  readonly looksBehind: boolean;
  /** Whether any place is firm, but for the text's ends. */
  readonly isKnown: boolean;
  /** Whether every place is firm. */
  readonly isLocal: boolean;
  /** Whether what ends at or before a place depends on no more than `lookAhead` units from there on. */
  isFirm(text: string, at: number): boolean;
}

/**
 * Tells it from an expression whose alternatives are rows of characters. What is repeated ends where
 * its run ends, and if nothing is asked for behind it, so does what is looked at. If something is,
 * all of a run may decide, and no place in it is firm. Of another expression nothing is known, and
 * no place is firm.
 */
export function rulesOf({ alternatives }: Regex): RegexRules {
  const parts = alternatives.flat();
  const looksBehind = parts.some((part) => part.looksBehind);
  const lookAhead =
    LOOK_AHEAD +
    Math.max(...alternatives.map((row) => row.reduce((sum, { reach }) => sum + reach, 0)));
  const runs: { before: RegExp; run: RegExp }[] = [];
  let isKnown = !looksBehind;
  for (const row of alternatives) {
    row.forEach((part, at) => {
      if (part.loops.length === 0) return;
      const rest = row.slice(at + 1);
      if (part.characters === undefined) isKnown = false;
      else if (!rest.every(mustMatch)) {
        const leading = row.slice(0, at + 1).map(({ characters }) => characters);
        if (leading.some((characters) => characters === undefined)) isKnown = false;
        else {
          runs.push({
            before: new RegExp(`^[${leading.join("")}]$`, "v"),
            run: new RegExp(`^${part.characters}$`, "v"),
          });
        }
      }
    });
  }
  return {
    lookAhead,
    looksBehind,
    isKnown,
    isLocal: isKnown && runs.length === 0,
    isFirm(text, at) {
      if (!isKnown) return false;
      if (at === 0 || at >= text.length || runs.length === 0) return true;
      const [before, after] = [characterBefore(text, at), characterAt(text, at)];
      return !runs.some((each) => each.before.test(before) && each.run.test(after));
    },
  };
}

/** Whether a part matches whatever stands there. */
function mustMatch({ isEmpty, isAssertion }: RegexPart): boolean {
  return isEmpty && !isAssertion;
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

function characterBefore(text: string, at: number): string {
  const isPair = (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00 && at > 1;
  const point = isPair ? (text.codePointAt(at - 2) as number) : 0;
  return point > 0xffff ? String.fromCodePoint(point) : text.charAt(at - 1);
}
