import { classAt, endOfRun, LOWER, unitsAt, UPPER } from "./characterClasses";
import { Cl100kPattern, LETTERS, LOWER_LETTERS } from "./cl100kPattern";
import { APOSTROPHE, contractionLength, END, isNewline, UNSURE } from "./pattern";

const SLASH = 0x2f;
const WORD = UPPER | LOWER;

/**
 * The pattern of `o200k_base`: words end where lower case is followed by upper case, contractions
 * belong to the word before them, marks count as letters.
 *
 * `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
 * then the same with `+` and `*` exchanged, then
 * `\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`.
 */
export class O200kPattern extends Cl100kPattern {
  protected override endOfWord(text: string, start: number, limit: number): number {
    const letters = this.startOfLetters(text, start, limit);
    let end = this.endOfLowerWord(text, letters, limit);
    // A mark may stand before letters, and it may be a letter itself.
    if (end < 0 && letters > start) end = this.endOfLowerWord(text, start, letters);
    if (end < 0) {
      end = endOfRun(this.classes, text, letters, limit, UPPER, UPPER);
      if (end === letters) return start;
    }
    return end + contractionLength(text, end, limit, true);
  }

  /** Letters of which the last is lower case or has no case: their end, or -1. */
  private endOfLowerWord(text: string, start: number, limit: number): number {
    const { classes } = this;
    const upperEnd = endOfRun(classes, text, start, limit, UPPER, UPPER);
    const end = endOfRun(classes, text, upperEnd, limit, LOWER, LOWER);
    if (end > upperEnd) return end;
    // The upper case run takes back as little as it must: up to its last letter without case.
    let found = -1;
    for (let at = start; at < upperEnd; at += unitsAt(text, at, limit)) {
      if ((classAt(classes, text, at, limit) & LOWER) !== 0) found = at + unitsAt(text, at, limit);
    }
    return found;
  }

  /** A surrogate may be half of a letter. */
  protected override runBits(text: string, at: number): number {
    const unit = text.charCodeAt(at);
    if ((unit & 0xf800) === 0xd800) return WORD;
    return super.runBits(text, at) | ((this.classes[unit] ?? 0) & WORD ? WORD : 0);
  }

  protected override isTrailing(unit: number): boolean {
    return isNewline(unit) || unit === SLASH;
  }

  protected override afterLetters(state: number, unit: number): number {
    if (unit === APOSTROPHE) return UNSURE;
    const own = (this.classes[unit] as number) & WORD;
    if (own === LOWER) return LOWER_LETTERS;
    return own === UPPER && state === LETTERS ? LETTERS : END;
  }

  protected override firstLetter(unit: number): number {
    return (this.classes[unit] as number) & LOWER ? LOWER_LETTERS : LETTERS;
  }

  protected override startsContraction(): boolean {
    return false;
  }
}
