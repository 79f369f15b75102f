import { KIND, LETTER, NUMBER, SPACE, type CharacterClasses } from "./characterClasses";

/** How an encoding splits a text into pieces, which are then merged each on its own. */
export interface Pattern {
  /**
   * The short way for ASCII words: an automaton whose state after `state` and an ASCII unit stands
   * at `state << 7 | unit`; see the constants below.
   */
  readonly words: Uint8Array;
  /**
   * End of the piece that starts at `start`.
   * @param start first code unit of a piece, less than `limit`
   * @param limit end of the slice: nothing at or behind it is seen
   * @returns one past the piece's last code unit
   */
  endOfPiece(text: string, start: number, limit: number): number;
  /**
   * Whether the pieces that end at or before `at` depend on no more than `LOOK_AHEAD` code units
   * from there on. A piece may depend on all of the run of white space or letters that it is cut
   * from; between two such runs every place is firm.
   */
  isFirm(text: string, at: number): boolean;
}

/** Code units behind a firm place that can decide where the piece before it ends. */
export const LOOK_AHEAD = 3;

/** States of the short way. The first two end no piece, those from `FIRST_END` on do. */
export const START = 0;
export const AFTER_BLANK = 1;
export const FIRST_END = 2;
/** The piece ended before this unit. */
export const END = 0xfe;
/** The long way must tell. */
export const UNSURE = 0xff;

export const BLANK = 0x20;
export const APOSTROPHE = 0x27;
/** Special tokens begin with it, so that it always takes the long way. */
const LESS = 0x3c;

/** ASCII as the short way sees it. */
export type AsciiKind = "letter" | "number" | "blank" | "newline" | "space" | "less" | "other";

export function asciiKind(classes: CharacterClasses, unit: number): AsciiKind {
  if (unit === BLANK) return "blank";
  if (isNewline(unit)) return "newline";
  if (unit === LESS) return "less";
  const kind = (classes[unit] as number) & KIND;
  return kind === LETTER
    ? "letter"
    : kind === NUMBER
      ? "number"
      : kind === SPACE
        ? "space"
        : "other";
}

/** Makes the automaton of the short way from its rule. */
export function compileWords(
  states: number,
  rule: (state: number, unit: number) => number,
): Uint8Array {
  return Uint8Array.from({ length: states << 7 }, (_, index) => rule(index >> 7, index & 0x7f));
}

export function isNewline(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d;
}

/** What may follow the apostrophe of a contraction. */
const CONTRACTIONS = ["s", "t", "m", "d", "re", "ve", "ll"];
/** As Unicode folds case, the long s is one too. */
const FOLDED: ReadonlyMap<number, string> = new Map([[0x17f, "s"]]);

/** Code units of the contraction that starts with the apostrophe at `at`, or 0. */
export function contractionLength(
  text: string,
  at: number,
  limit: number,
  anyCase: boolean,
): number {
  if (at >= limit || text.charCodeAt(at) !== APOSTROPHE) return 0;
  let letters = "";
  for (let unit = at + 1; unit < Math.min(at + 3, limit); unit++) {
    const letter = text.charAt(unit);
    letters += anyCase ? (FOLDED.get(text.charCodeAt(unit)) ?? letter.toLowerCase()) : letter;
  }
  const found = CONTRACTIONS.find((contraction) => letters.startsWith(contraction));
  return found === undefined ? 0 : 1 + found.length;
}
