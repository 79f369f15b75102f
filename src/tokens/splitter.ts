import { classOfCodePoint, OTHER, SPACE } from "./characterClass";

const APOSTROPHE = 0x27;
const BLANK = 0x20;
/** What may follow the apostrophe of a contraction: 's 't 'm 'd, and 're 've 'll. */
const SINGLE = [..."stmd"].map(codeOf);
const DOUBLE = ["re", "ve", "ll"].map((pair) => [...pair].map(codeOf));

/**
 * Code units behind a piece's end that can decide where it ends: the second letter of a
 * contraction, or the character after the last of a run of white space.
 */
export const LOOK_AHEAD = 2;

/**
 * End of the piece that starts at `start`, by GPT-2's pattern
 * `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
 *
 * @param start first code unit of a piece, less than `limit`
 * @param limit end of the slice: nothing at or behind it is seen
 * @returns one past the piece's last code unit
 */
export function endOfPiece(text: string, start: number, limit: number): number {
  const first = text.charCodeAt(start);
  if (first === APOSTROPHE) {
    const length = contractionLength(text, start + 1, limit);
    if (length > 0) return start + 1 + length;
  }
  const own = classAt(text, start, limit);
  if (own !== SPACE) return endOfRun(text, start, limit, own);

  if (first === BLANK && start + 1 < limit) {
    const next = classAt(text, start + 1, limit);
    if (next !== SPACE) return endOfRun(text, start + 1, limit, next);
  }
  const end = endOfRun(text, start, limit, SPACE);
  // A run that a word follows leaves its last white space to that word.
  return end === limit || end === start + 1 ? end : end - 1;
}

function endOfRun(text: string, start: number, limit: number, kind: number): number {
  let at = start;
  while (at < limit) {
    const unit = text.charCodeAt(at);
    if ((unit & 0xf800) !== 0xd800) {
      if (classOfCodePoint(unit) !== kind) return at;
      at++;
    } else {
      const paired = isPair(text, at, limit);
      if ((paired ? classOfCodePoint(text.codePointAt(at) as number) : OTHER) !== kind) return at;
      at += paired ? 2 : 1;
    }
  }
  return at;
}

function classAt(text: string, at: number, limit: number): number {
  const unit = text.charCodeAt(at);
  if ((unit & 0xf800) !== 0xd800) return classOfCodePoint(unit);
  return isPair(text, at, limit) ? classOfCodePoint(text.codePointAt(at) as number) : OTHER;
}

/** Whether a high surrogate and its low one stand at `at`. */
function isPair(text: string, at: number, limit: number): boolean {
  return (
    at + 1 < limit &&
    (text.charCodeAt(at) & 0xfc00) === 0xd800 &&
    (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
  );
}

function contractionLength(text: string, at: number, limit: number): number {
  if (at >= limit) return 0;
  const first = text.charCodeAt(at);
  if (SINGLE.includes(first)) return 1;
  if (at + 1 >= limit) return 0;
  const second = text.charCodeAt(at + 1);
  return DOUBLE.some((pair) => pair[0] === first && pair[1] === second) ? 2 : 0;
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}
