import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { TokenizerFileError } from "./fileError";
import { LinearMatcher, type Matcher } from "./linearMatcher";
import { costOf } from "./regexCost";
import { runsOfAll, textsOf, timesOf } from "./regexExamples";
import { slowLength } from "./regexGrowth";
import type { Regex } from "./regexPart";
import { programOf } from "./regexProgram";

/** What finds an expression's matches, once it has been tried. */
export function compileInTime(regex: Regex, place: string): Matcher {
  return matcherOf(regex, place, needsLinear(regex, place));
}

/**
 * What finds an expression's matches.
 * @param isLinear whether its time must grow no faster than the text: `needsLinear` tells it
 * @throws {TokenizerFileError}
 */
export function matcherOf(regex: Regex, place: string, isLinear: boolean): Matcher {
  const program = isLinear ? programOf(regex.node) : undefined;
  return program === undefined ? compiled(regex.source, place) : new LinearMatcher(program);
}

/**
 * Tries an expression on runs of what it repeats, or has several ways to match, and refuses one that is
 * made to hang: whose time doubles with each character, or which we cannot follow otherwise and whose
 * time grows faster than the text.
 * @param place the file's field, as one writes it in code
 * @returns whether the time of `RegExp` grows faster than the text, or might since it repeats what
 * repeats, or it repeats what may be nothing
 * @throws {TokenizerFileError}
 */
export function needsLinear(regex: Regex, place: string): boolean {
  const compiledRegex = compiled(regex.source, place);
  const program = programOf(regex.node);
  const parts = regex.alternatives.flat();
  const isNested = parts.some((part) => part.isNested);
  if (program === undefined) {
    refuseSlow(compiledRegex, regex, place);
    if (!isNested) return false;
    throw new TokenizerFileError(l10n.t("{0} is an expression too large to be followed.", place));
  }
  const cost = costOf(regex, program);
  if (cost.kind === "hangs") {
    throw new TokenizerFileError(
      l10n.t(
        "{0} is an expression whose time grows faster than the text: {1}, {2} times, takes it {3} steps.",
        place,
        foreign(JSON.stringify(cost.repeated)),
        cost.times,
        Math.round(cost.steps).toPrecision(2),
      ),
    );
  }
  return cost.kind === "grows" || isNested || parts.some((part) => part.repeatsNothing);
}

/**
 * Refuses what only `RegExp` follows, if it takes too long.
 * @throws {TokenizerFileError}
 */
function refuseSlow(regex: RegExp, { alternatives }: Regex, place: string): void {
  const looksBehind = alternatives.flat().some((part) => part.looksBehind);
  for (const run of runsOfAll(alternatives)) {
    const slow = slowLength((length, most, known) => {
      const times = textsOf(run, length, looksBehind).map((text) =>
        leastTime(regex, text, { most, known }, place),
      );
      return Math.max(...times);
    });
    if (slow === undefined) continue;
    throw new TokenizerFileError(
      l10n.t(
        "{0} is an expression whose time grows faster than the text: {1}, {2} times, took it {3} ms.",
        place,
        foreign(JSON.stringify(run.repeated)),
        timesOf(run, slow.length),
        Math.round(slow.time),
      ),
    );
  }
}

/** Milliseconds of a text, the least of three times where they are too many. */
function leastTime(
  regex: RegExp,
  text: string,
  { most, known }: { readonly most: number; readonly known: number },
  place: string,
): number {
  let time = timeOf(regex, text, known, place);
  // Other programs may take the processor's time, but hardly thrice.
  for (let more = 0; more < 2 && time > most; more++) {
    time = Math.min(time, timeOf(regex, text, known, place));
  }
  return time;
}

/** Milliseconds that the matches in a text take, if they take no longer than need be known. */
function timeOf(regex: RegExp, text: string, known: number, place: string): number {
  const start = Date.now();
  regex.lastIndex = 0;
  try {
    for (let count = 0; ; count++) {
      const match = regex.exec(text);
      if (match === null) break;
      if (match[0] === "") regex.lastIndex++;
      if (count % 16 === 0 && Date.now() - start > known) break;
    }
  } catch (error) {
    throw tooLarge(place, error);
  }
  regex.lastIndex = 0;
  return Date.now() - start;
}

function compiled(source: string, place: string): RegExp {
  try {
    return new RegExp(source, "gv");
  } catch (error) {
    throw tooLarge(place, error);
  }
}

/** What was read is an expression; more than an engine has room for is refused when it compiles it. */
function tooLarge(place: string, error: unknown): TokenizerFileError {
  return new TokenizerFileError(l10n.t("{0} is an expression too large to be followed.", place), {
    cause: error,
  });
}
