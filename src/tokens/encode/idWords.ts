/** What stands between ids in a list: white space, brackets, commas and semicolons. */
const BETWEEN = new Set(
  Array.from("\t\n\v\f\r ,;[](){}\u00a0\ufeff\u2028\u2029", (sign) => sign.charCodeAt(0)),
);

export function isBetween(unit: number): boolean {
  return BETWEEN.has(unit);
}

/** End of the word, or of what lies between two words, that starts at `start`. */
export function endOfWord(text: string, start: number): number {
  const between = isBetween(text.charCodeAt(start));
  let end = start + 1;
  while (end < text.length && isBetween(text.charCodeAt(end)) === between) end++;
  return end;
}

const ZERO = 0x30;
/** A word of more digits is no id of any vocabulary, unless zeros begin it. */
const MOST_ID = 2 ** 32;

/** The id that `text[start, end)` is in decimal digits; at least 2³² for larger ones; -1 where it is none. */
export function idAt(text: string, start: number, end: number): number {
  let id = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    id = Math.min(10 * id + digit, MOST_ID);
  }
  return id;
}
