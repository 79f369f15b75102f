import type { IdProblem, IdProblems } from "../../shared/values/idProblems";
import { endOfWord, idAt, isBetween } from "../encode/idWords";
import { IdsEncoder } from "../encode/idsEncoder";
import type { TokenDocument } from "./tokenDocument";

/** Problems that are told one by one; the rest are counted. */
const MOST_TOLD = 100;
/** Code units of a word that are shown. */
const MOST_SHOWN = 40;
/** Code units that one step looks through. */
const STEP_UNITS = 1 << 17;

/** The words of a list of ids that are no ids of its vocabulary, in steps. None in any other text. */
export function* idProblems(document: TokenDocument): Generator<undefined, IdProblems> {
  const { version, encoder } = document;
  if (!(encoder instanceof IdsEncoder))
    return { version, vocabularySize: 0, count: 0, problems: [] };
  const { vocabularySize } = encoder;
  const problems: IdProblem[] = [];
  let count = 0;
  let before = 0;
  let stepEnd = STEP_UNITS;
  // Stretches begin where an id does, so that no word goes on in the next.
  for (const text of document.textStretches()) {
    for (let at = 0; at < text.length;) {
      const end = endOfWord(text, at);
      const kind = isBetween(text.charCodeAt(at))
        ? undefined
        : problemOf(text, at, end, vocabularySize);
      if (kind !== undefined && count++ < MOST_TOLD) {
        const word = text.slice(at, Math.min(end, at + MOST_SHOWN));
        const shown = end - at > MOST_SHOWN ? `${word.replace(/[\ud800-\udbff]$/, "")}…` : word;
        problems.push({ kind, start: before + at, end: before + end, word: shown });
      }
      at = end;
    }
    before += text.length;
    if (before < stepEnd) continue;
    stepEnd = before + STEP_UNITS;
    yield;
  }
  return { version, vocabularySize, count, problems };
}

function problemOf(
  text: string,
  start: number,
  end: number,
  vocabularySize: number,
): IdProblem["kind"] | undefined {
  const id = idAt(text, start, end);
  if (id >= 0) return id < vocabularySize ? undefined : "beyond";
  // Only as long as a number is that a person types.
  const word = text.slice(start, Math.min(end, start + MOST_SHOWN));
  if (/^[-\u2212]\d+(?:\.\d*)?$/.test(word)) return "negative";
  return /^\+?(?:\d+\.\d*|\.\d+)$/.test(word) ? "fraction" : "noNumber";
}
