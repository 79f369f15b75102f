/** Bytes of a part of a long file, about: what a thread reads, encodes and gives back at a time. */
export const PART_BYTES = 2 ** 20;
/** A file up to this is read in one go. */
export const WHOLE_BYTES = 2 * PART_BYTES;
/** Bytes behind a part that are seen too: they decide how its last white space is split. */
export const TAIL_BYTES = 64;

const LF = 0x0a;
const BLANK = 0x20;

const isAsciiLetter = (byte: number): boolean => {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
};
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/**
 * Whether the character that begins with a byte is surely neither white space nor a slash: an ASCII
 * letter or digit, or one of the blocks of Latin with marks, Greek, Cyrillic, CJK, Hangul and the
 * like. No white space of Unicode begins with any of these bytes.
 */
function isWordStart(byte: number): boolean {
  if (byte < 0x80) return isAsciiLetter(byte) || isDigit(byte);
  return (byte >= 0xc3 && byte <= 0xdf) || (byte >= 0xe4 && byte <= 0xed);
}

/**
 * The last place of `bytes` where every known splitting pattern begins a piece whatever stands
 * around: behind a line feed and before a word; or, where no line ends, before the one blank between
 * two words.
 * @returns where the next part starts, 0 where there is no such place
 */
export function lastCut(bytes: Uint8Array): number {
  for (let at = bytes.length - 1; at > 0; at--) {
    if (bytes[at - 1] === LF && isWordStart(bytes[at] as number)) return at;
  }
  for (let at = bytes.length - 2; at > 0; at--) {
    const isBetween =
      bytes[at] === BLANK &&
      isAsciiLetter(bytes[at - 1] as number) &&
      isAsciiLetter(bytes[at + 1] as number);
    if (isBetween) return at;
  }
  return 0;
}
