import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { TokenizerFileError } from "./fileError";
import { LinearMatcher, type Matcher } from "./linearMatcher";
import { distinct, runsInTurn, type Run } from "./regexExamples";
import { slowLength, type SlowRun } from "./regexGrowth";
import type { Regex } from "./regexPart";
import { programOf } from "./regexProgram";

/** Milliseconds that all trials of an expression may take: one that is long has many. */
const MOST_TRIED = 1500;

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
 * Tries an expression on runs of what it repeats, or has several ways to match. Their lengths rise, so
 * that one whose time grows faster than they do is found out while it is still quick. One that doubles
 * its time with each character is refused, as made to hang.
 * @param place the file's field, as one writes it in code
 * @returns whether the time of others grows too fast, or might since they repeat what repeats, or they
 * repeat what may be nothing
 * @throws {TokenizerFileError}
 */
export function needsLinear({ source, node, alternatives }: Regex, place: string): boolean {
  const regex = compiled(source, place);
  const parts = alternatives.flat();
  const isNested = parts.some((part) => part.isNested);
  const canBeLinear = programOf(node) !== undefined;
  const slow = slowRun(regex, alternatives, place, canBeLinear);
  if (canBeLinear && slow?.isShort !== true) {
    return slow !== undefined || isNested || parts.some((part) => part.repeatsNothing);
  }
  if (slow === undefined && !isNested) return false;
  throw new TokenizerFileError(
    slow === undefined
      ? l10n.t("{0} is an expression too large to be followed.", place)
      : l10n.t(
          "{0} is an expression whose time grows faster than the text: {1}, {2} times, took it {3} ms.",
          place,
          foreign(JSON.stringify(slow.repeated)),
          slow.times,
          Math.round(slow.time),
        ),
  );
}

interface SlowText extends SlowRun {
  readonly repeated: string;
  readonly times: number;
}

function slowRun(
  regex: RegExp,
  alternatives: Regex["alternatives"],
  place: string,
  isGuess: boolean,
): SlowText | undefined {
  const start = performance.now();
  const looksBehind = alternatives.flat().some((part) => part.looksBehind);
  for (const run of distinct(alternatives.flatMap(runsInTurn))) {
    const { repeated } = run;
    if (isGuess && performance.now() - start > MOST_TRIED) {
      return { length: 0, time: MOST_TRIED, isShort: false, repeated, times: 0 };
    }
    const timesOf = (length: number): number => Math.ceil(length / repeated.length);
    const slow = slowLength((length, most, known) => {
      const times = textsOf(run, timesOf(length), looksBehind).map((text) =>
        leastTime(regex, text, { most, known }, place),
      );
      return Math.max(...times);
    }, isGuess);
    if (slow !== undefined) return { ...slow, repeated, times: timesOf(slow.length) };
  }
  return undefined;
}

/** What stands around the run, or in its place, is nothing that an expression asks for. */
function textsOf({ before, repeated, after }: Run, times: number, looksBehind: boolean): string[] {
  const run = repeated.repeat(times);
  const texts = [before + run, `${before}${run}\0`];
  return looksBehind ? [...texts, `\0${run}${after}`] : texts;
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
  const start = performance.now();
  regex.lastIndex = 0;
  try {
    for (let count = 0; ; count++) {
      const match = regex.exec(text);
      if (match === null) break;
      if (match[0] === "") regex.lastIndex++;
      if (count % 16 === 0 && performance.now() - start > known) break;
    }
  } catch (error) {
    throw tooLarge(place, error);
  }
  regex.lastIndex = 0;
  return performance.now() - start;
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
