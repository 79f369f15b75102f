import type { AlignedText } from "./alignedText";
import { matches } from "./foreignPattern";
import type { Matcher } from "./linearMatcher";
import type { RegexBudget } from "./regexBudget";
import type { SplitBehavior } from "./stepsJson";
import { codePointAt } from "./codePoints";

/** Stretches of a text that are made tokens each on its own; none is empty. What lies between is dropped. */
export interface Pieces {
  readonly text: AlignedText;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Told of stretches in order, which tile what is split: those that match and those that do not. */
type Found = (start: number, end: number, isMatch: boolean) => void;

/** Finds what matches in `text[start, end)`, which is a text of its own for it. */
export type Find = (text: string, start: number, end: number, found: Found) => void;

export function onePiece(text: AlignedText): Pieces {
  const { length } = text.text;
  return length === 0 ? { text, starts: [], ends: [] } : { text, starts: [0], ends: [length] };
}

/** Splits each piece where something matches. */
export function split(pieces: Pieces, find: Find, behavior: SplitBehavior): Pieces {
  const { text } = pieces;
  const starts: number[] = [];
  const ends: number[] = [];
  /** Whether the stretch before matched, and whether it can be joined to. */
  let wasMatch = false;
  let isOpen = false;
  const push = (start: number, end: number): void => {
    starts.push(start);
    ends.push(end);
    isOpen = true;
  };
  const join = (start: number, end: number): void => {
    if (isOpen) ends[ends.length - 1] = end;
    else push(start, end);
  };
  const found: Found = (start, end, isMatch) => {
    switch (behavior) {
      case "Isolated":
        push(start, end);
        break;
      case "Removed":
        if (!isMatch) push(start, end);
        break;
      case "Contiguous":
        if (isMatch === wasMatch) join(start, end);
        else push(start, end);
        break;
      case "MergedWithPrevious":
        if (isMatch && !wasMatch) join(start, end);
        else push(start, end);
        break;
      case "MergedWithNext":
        break;
    }
    wasMatch = isMatch;
  };
  for (let at = 0; at < pieces.starts.length; at++) {
    const start = pieces.starts[at] as number;
    const end = pieces.ends[at] as number;
    const first = starts.length;
    wasMatch = false;
    isOpen = false;
    if (behavior === "MergedWithNext") mergeWithNext(text.text, start, end, find, push);
    else find(text.text, start, end, found);
    dropEmpty(starts, ends, first);
  }
  return { text, starts, ends };
}

/** Drops stretches of nothing from `first` on: others are joined to them before. */
function dropEmpty(starts: number[], ends: number[], first: number): void {
  let count = first;
  for (let at = first; at < starts.length; at++) {
    if (starts[at] === ends[at]) continue;
    starts[count] = starts[at] as number;
    ends[count++] = ends[at] as number;
  }
  starts.length = ends.length = count;
}

/** As the library does it: from behind, a match is joined to what follows if that is no match. */
function mergeWithNext(
  text: string,
  start: number,
  end: number,
  find: Find,
  push: (start: number, end: number) => void,
): void {
  const stretches: { start: number; end: number; isMatch: boolean }[] = [];
  find(text, start, end, (from, to, isMatch) => stretches.push({ start: from, end: to, isMatch }));
  const made: { start: number; end: number }[] = [];
  let wasMatch = false;
  for (const { start: from, end: to, isMatch } of stretches.reverse()) {
    const next = made.at(-1);
    if (isMatch && !wasMatch && next !== undefined) next.start = from;
    else made.push({ start: from, end: to });
    wasMatch = isMatch;
  }
  for (const { start: from, end: to } of made.reverse()) push(from, to);
}

/** Finds single characters. */
export function characterFind(isMatch: (codePoint: number) => boolean): Find {
  return (text, start, end, found) => {
    let from = start;
    for (let at = start; at < end;) {
      const codePoint = codePointAt(text, at);
      const next = at + (codePoint > 0xffff ? 2 : 1);
      if (isMatch(codePoint)) {
        if (from < at) found(from, at, false);
        found(at, next, true);
        from = next;
      }
      at = next;
    }
    if (from < end) found(from, end, false);
  };
}

/** @param budget what it may take of a text */
export function expressionFind(expression: Matcher, budget: RegexBudget, invert = false): Find {
  return (text, start, end, found) => {
    const isAll = start === 0 && end === text.length;
    let from = start;
    const own = isAll ? text : text.slice(start, end);
    for (const { match, index } of matches(own, expression, budget)) {
      const at = start + index;
      if (from < at) found(from, at, invert);
      found(at, at + match.length, !invert);
      from = at + match.length;
    }
    if (from < end) found(from, end, invert);
  };
}
