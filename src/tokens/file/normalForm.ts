import { AlignedBuilder, Transform, type AlignedText } from "./alignedText";
import { classOf, LATER_DECOMPOSITIONS, LATER_MARKS } from "./laterCharacters";

export type NormalForm = "NFC" | "NFD" | "NFKC" | "NFKD";

/** Unknown to the library, so that nothing is reordered or composed across one of these. */
const LATER = `${classOf(LATER_DECOMPOSITIONS)}${classOf(LATER_MARKS)}`;
/** A character of ASCII with what may be composed with it, or other text; or one that is unknown. */
const RUN = new RegExp(`[${LATER}]|[\\0-\\x7f]?(?:(?![${LATER}])[^\\0-\\x7f])+`, "gu");
const ASCII = /^[\0-\x7f]*$/;
/** Combining class 240, the highest. */
const IOTA_SUBSCRIPT = "\u0345";

/** A character and what becomes of the places, as `Transform` takes it. */
interface Step {
  character: string;
  change: number;
}

/** A text in a Unicode normal form, aligned as the library's crate does it. */
export function normalForm(source: AlignedText, form: NormalForm): AlignedText {
  const { text } = source;
  // What a normal form leaves alone has the places that it had.
  if (ASCII.test(text) || text.normalize(form) === text) return source;
  const transform = new Transform(source);
  for (const { 0: run, index } of text.matchAll(RUN)) {
    transform.copy(index);
    const end = index + run.length;
    if (isLater(run) || run.normalize(form) === run) transform.copy(end);
    else for (const { character, change } of steps(run, form)) transform.push(character, change);
  }
  transform.copy(text.length);
  return transform.build();
}

const later = new RegExp(`^[${LATER}]`, "u");

function isLater(run: string): boolean {
  return later.test(run);
}

function steps(run: string, form: NormalForm): Step[] {
  const isCompatible = form === "NFKC" || form === "NFKD";
  const decomposed: Step[] = [];
  for (const character of run) {
    let change = 0;
    for (const part of character.normalize(isCompatible ? "NFKD" : "NFD")) {
      decomposed.push({ character: part, change });
      change = 1;
    }
  }
  const sorted = inOrder(decomposed);
  return form === "NFC" || form === "NFKC" ? composeSteps(sorted) : sorted;
}

/** The steps with marks in their canonical order; those of one class stay as they are. */
function inOrder(given: Step[]): Step[] {
  const text = given.map(({ character }) => character).join("");
  const sorted = text.normalize("NFD");
  if (sorted === text) return given;
  const left = [...given];
  // The same character has the same class, so that the first of them comes first.
  return Array.from(sorted, (character) => {
    const at = left.findIndex((step) => step.character === character);
    return left.splice(Math.max(0, at), 1)[0] ?? { character, change: 0 };
  });
}

function composeSteps(given: Step[]): Step[] {
  const made: Step[] = [];
  /** The starter that what follows may be composed with, and the marks since that were not. */
  let starter: Step | undefined;
  let marks: Step[] = [];
  for (const step of given) {
    const { character, change } = step;
    const mark = isMark(character);
    if (starter === undefined) {
      if (mark) made.push(step);
      else starter = { ...step };
      continue;
    }
    const last = marks.at(-1);
    const isBlocked = last !== undefined && (!mark || isSameClass(last.character, character));
    const whole = isBlocked ? undefined : composition(starter.character, character);
    if (whole !== undefined) {
      starter.character = whole;
      starter.change += change - 1;
    } else if (mark) {
      marks.push(step);
    } else {
      made.push(starter, ...marks);
      starter = { ...step };
      marks = [];
    }
  }
  if (starter !== undefined) made.push(starter);
  made.push(...marks);
  return made;
}

const compositions = new Map<string, string | undefined>();

function composition(first: string, second: string): string | undefined {
  const pair = first + second;
  if (compositions.has(pair)) return compositions.get(pair);
  const text = pair.normalize("NFC");
  const isOne = text.length === 1 || (text.length === 2 && (text.codePointAt(0) ?? 0) > 0xffff);
  const whole = isOne ? text : undefined;
  if (compositions.size < 10_000) compositions.set(pair, whole);
  return whole;
}

const marks = new Map<string, boolean>();

/** Whether a character has a combining class: then it changes places with one of the highest. */
function isMark(character: string): boolean {
  if (character <= "\x7f") return false;
  let is = marks.get(character);
  if (is === undefined) {
    const behind = IOTA_SUBSCRIPT + character;
    is = character === IOTA_SUBSCRIPT || behind.normalize("NFD") !== behind;
    if (marks.size < 10_000) marks.set(character, is);
  }
  return is;
}

/** Of two marks in canonical order, whether they would be in order the other way round too. */
function isSameClass(first: string, second: string): boolean {
  const swapped = second + first;
  return swapped.normalize("NFD") === swapped;
}

/** Characters that a function keeps. */
export function filterText(source: AlignedText, keep: (codePoint: number) => boolean): AlignedText {
  const { text } = source;
  const builder = new AlignedBuilder(source);
  let from = 0;
  for (let at = 0; at < text.length;) {
    const codePoint = text.codePointAt(at) ?? 0;
    const next = at + (codePoint > 0xffff ? 2 : 1);
    if (!keep(codePoint)) {
      builder.copy(from, at);
      from = next;
    }
    at = next;
  }
  if (from === 0) return source;
  builder.copy(from, text.length);
  return builder.build();
}

/** Each character replaced by any number of others in its place. */
export function replaceText(
  source: AlignedText,
  change: (character: string) => string | undefined,
): AlignedText {
  const { text } = source;
  const builder = new AlignedBuilder(source);
  let from = 0;
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const changed = change(character);
    if (changed !== undefined && changed !== character) {
      builder.copy(from, at);
      builder.insert(changed, at);
      from = at + character.length;
    }
    at += character.length;
  }
  if (from === 0) return source;
  builder.copy(from, text.length);
  return builder.build();
}
