/**
 * What the splitting patterns tell apart, as bits of a character's class. A lone surrogate is of
 * class 0.
 */
export const LETTER = 1;
export const NUMBER = 2;
export const SPACE = 4;
/** Upper and title case, and what has no case: modifiers, other letters and marks. */
export const UPPER = 8;
/** Lower case, and what has no case. */
export const LOWER = 16;
/** Letter, number or space. */
export const KIND = LETTER | NUMBER | SPACE;

const CODE_POINTS = 0x11_0000;
const CLASS_BITS = 8;

/** Classes by code point, of the Unicode version that tiktoken knows. */
export type CharacterClasses = Uint8Array;

/** Runs of code points of one class, as `start << 8 | class`, rising. */
export function runsOf(classes: CharacterClasses): Uint32Array {
  const runs: number[] = [];
  classes.forEach((value, point) => {
    if (point === 0 || classes[point - 1] !== value) runs.push((point << CLASS_BITS) | value);
  });
  return Uint32Array.from(runs);
}

/** The way back from `runsOf`. */
export function classesOf(runs: Uint32Array): CharacterClasses {
  const classes = new Uint8Array(CODE_POINTS);
  runs.forEach((run, index) => {
    const value = run & ((1 << CLASS_BITS) - 1);
    const end = (runs[index + 1] ?? CODE_POINTS << CLASS_BITS) >>> CLASS_BITS;
    if (value !== 0) classes.fill(value, run >>> CLASS_BITS, end);
  });
  return classes;
}

/** Class of the character at `at`, of which nothing at or behind `limit` is seen. */
export function classAt(
  classes: CharacterClasses,
  text: string,
  at: number,
  limit: number,
): number {
  const unit = text.charCodeAt(at);
  if ((unit & 0xf800) !== 0xd800) return classes[unit] as number;
  return isPair(text, at, limit) ? (classes[text.codePointAt(at) as number] as number) : 0;
}

/** Code units of the character at `at`. */
export function unitsAt(text: string, at: number, limit: number): number {
  return isPair(text, at, limit) ? 2 : 1;
}

/** End of the characters from `start` on whose class has the bits of `value` among those of `mask`. */
export function endOfRun(
  classes: CharacterClasses,
  text: string,
  start: number,
  limit: number,
  mask: number,
  value: number,
): number {
  let at = start;
  while (at < limit) {
    const unit = text.charCodeAt(at);
    if ((unit & 0xf800) !== 0xd800) {
      if (((classes[unit] as number) & mask) !== value) return at;
      at++;
    } else {
      if ((classAt(classes, text, at, limit) & mask) !== value) return at;
      at += unitsAt(text, at, limit);
    }
  }
  return at;
}

/** Whether a high surrogate and its low one stand at `at`. */
function isPair(text: string, at: number, limit: number): boolean {
  return (
    at + 1 < limit &&
    (text.charCodeAt(at) & 0xfc00) === 0xd800 &&
    (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
  );
}
