import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { TokenizerFileError } from "./fileError";
import { slowLength } from "./regexGrowth";
import { runsInTurn, type Run } from "./regexExamples";
import type { Regex } from "./onigParser";

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
    const timesOf = (length: number): number => Math.ceil(length / run.repeated.length);
    const slow = slowLength((length, most, known) =>
      Math.max(
        ...textsOf(run, timesOf(length), looksBehind).map((text) =>
          leastTime(regex, text, { most, known }, place),
        ),
      ),
    );
    if (slow === undefined) continue;
    throw new TokenizerFileError(
      l10n.t(
        "{0} is an expression whose time grows faster than the text: {1}, {2} times, took it {3} ms.",
        place,
        foreign(JSON.stringify(run.repeated)),
        timesOf(slow.length),
        Math.round(slow.time),
      ),
    );
  }
  return regex;
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
