import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { TokenizerFileError } from "./fileError";
import { runsInTurn, type Run } from "./regexExamples";
import type { Regex } from "./onigParser";

/** Code units of the longest run that an expression is tried on. */
const LONGEST_TRIED = 10_000;
/** Up to so many code units a run grows one by one: what doubles with each is found out in time. */
const LONGEST_SHORT = 48;
/** Milliseconds that one run may take: what grows with its length alone takes a hundredth. */
const MOST_TIME = 150;
const MOST_TIME_SHORT = 30;

/**
 * Compiles an expression and tries it on runs of what it repeats, or has several ways to match. Their
 * lengths rise, so that one whose time grows faster than they do is found out while it is still quick.
 * @param place the file's field, as one writes it in code
 * @throws {TokenizerFileError}
 */
export function compileInTime({ source, alternatives }: Regex, place: string): RegExp {
  const regex = compiled(source, place);
  const looksBehind = alternatives.flat().some((part) => part.looksBehind);
  for (const run of alternatives.flatMap(runsInTurn)) {
    for (let length = 1; length <= LONGEST_TRIED; length = longer(length)) {
      const times = Math.ceil(length / run.repeated.length);
      const slow = slowTime(regex, textsOf(run, times, looksBehind), place);
      if (slow === undefined) continue;
      throw new TokenizerFileError(
        l10n.t(
          "{0} is an expression whose time grows faster than the text: {1}, {2} times, took it {3} ms.",
          place,
          foreign(JSON.stringify(run.repeated)),
          times,
          slow,
        ),
      );
    }
  }
  return regex;
}

function longer(length: number): number {
  return length < LONGEST_SHORT ? length + 1 : Math.ceil(1.5 * length);
}

/** What stands around the run, or in its place, is nothing that an expression asks for. */
function textsOf({ before, repeated, after }: Run, times: number, looksBehind: boolean): string[] {
  const run = repeated.repeat(times);
  const texts = [before + run, `${before}${run}\0`];
  return looksBehind ? [...texts, `\0${run}${after}`] : texts;
}

/** Milliseconds that are too many for one of the texts; undefined where each takes no more than it may. */
function slowTime(regex: RegExp, texts: readonly string[], place: string): number | undefined {
  for (const tried of texts) {
    const most = tried.length <= 2 * LONGEST_SHORT ? MOST_TIME_SHORT : MOST_TIME;
    let time = timeOf(regex, tried, most, place);
    // Other programs may take the processor's time, but hardly thrice.
    for (let more = 0; more < 2 && time > most; more++) {
      time = Math.min(time, timeOf(regex, tried, most, place));
    }
    if (time > most) return time;
  }
  return undefined;
}

/** Milliseconds that the matches in a text take, if they take no longer than is looked for. */
function timeOf(regex: RegExp, text: string, most: number, place: string): number {
  const start = Date.now();
  regex.lastIndex = 0;
  try {
    for (;;) {
      const match = regex.exec(text);
      if (match === null) break;
      if (match[0] === "") regex.lastIndex++;
      if (Date.now() - start > 2 * most) break;
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
