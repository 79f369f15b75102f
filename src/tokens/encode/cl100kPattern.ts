import {
  classAt,
  endOfRun,
  KIND,
  LETTER,
  NUMBER,
  SPACE,
  unitsAt,
  type CharacterClasses,
} from "./characterClasses";
import {
  AFTER_BLANK,
  APOSTROPHE,
  asciiKind,
  BLANK,
  compileWords,
  contractionLength,
  END,
  FIRST_END,
  isNewline,
  START,
  UNSURE,
  type Pattern,
} from "./pattern";

/** Letters, and for patterns that tell case apart: no lower case letter yet. */
export const LETTERS = FIRST_END;
export const LOWER_LETTERS = LETTERS + 1;
const FIRST_NUMBER = LOWER_LETTERS + 1;
const THIRD_NUMBER = FIRST_NUMBER + 2;
/** One character that letters may follow. */
const AFTER_OTHER = THIRD_NUMBER + 1;
const OTHERS = AFTER_OTHER + 1;
const TRAILING = OTHERS + 1;

/**
 * The pattern of `cl100k_base`:
 * `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`.
 */
export class Cl100kPattern implements Pattern {
  readonly words: Uint8Array;

  constructor(protected readonly classes: CharacterClasses) {
    this.words = compileWords(TRAILING + 1, (state, unit) => this.nextState(state, unit));
  }

  endOfPiece(text: string, start: number, limit: number): number {
    const { classes } = this;
    const wordEnd = this.endOfWord(text, start, limit);
    if (wordEnd > start) return wordEnd;
    const own = classAt(classes, text, start, limit) & KIND;
    if (own === NUMBER) return this.endOfNumber(text, start, limit);

    let at = start;
    if (text.charCodeAt(at) === BLANK && at + 1 < limit) at++;
    if (own === 0 || (classAt(classes, text, at, limit) & KIND) === 0) {
      at = endOfRun(classes, text, at, limit, KIND, 0);
      while (at < limit && this.isTrailing(text.charCodeAt(at))) at++;
      return at;
    }
    const end = endOfRun(classes, text, start, limit, KIND, SPACE);
    for (at = end; at > start; at--) {
      if (isNewline(text.charCodeAt(at - 1))) return at;
    }
    // A run that something follows leaves its last white space to it.
    return end === limit || end === start + 1 ? end : end - 1;
  }

  isFirm(text: string, at: number): boolean {
    return (this.runBits(text, at - 1) & this.runBits(text, at)) === 0;
  }

  /** Bits that two neighbours share when they are of one run that a piece may depend on as a whole. */
  protected runBits(text: string, at: number): number {
    return (this.classes[text.charCodeAt(at)] ?? 0) & SPACE;
  }

  /** End of a contraction or of letters with what stands before them; `start` when there are none. */
  protected endOfWord(text: string, start: number, limit: number): number {
    const { classes } = this;
    const contraction = contractionLength(text, start, limit, true);
    if (contraction > 0) return start + contraction;
    const letters = this.startOfLetters(text, start, limit);
    const end = endOfRun(classes, text, letters, limit, KIND, LETTER);
    return end > letters ? end : start;
  }

  /** Behind the one character that may stand before letters, if it is there. */
  protected startOfLetters(text: string, start: number, limit: number): number {
    const own = classAt(this.classes, text, start, limit) & KIND;
    const isPart = own === LETTER || own === NUMBER || isNewline(text.charCodeAt(start));
    return isPart ? start : start + unitsAt(text, start, limit);
  }

  /** What may follow other characters within their piece. */
  protected isTrailing(unit: number): boolean {
    return isNewline(unit);
  }

  /** The automaton's state after letters and `unit`. */
  protected afterLetters(_state: number, unit: number): number {
    return asciiKind(this.classes, unit) === "letter" ? LETTERS : END;
  }

  /** The automaton's state after the first letter. */
  protected firstLetter(_unit: number): number {
    return LETTERS;
  }

  /** Numbers of a piece, up to three. */
  protected mostNumbers(): number {
    return 3;
  }

  /** Whether a contraction is a piece of its own. */
  protected startsContraction(unit: number): boolean {
    return unit === APOSTROPHE;
  }

  private nextState(state: number, unit: number): number {
    const kind = asciiKind(this.classes, unit);
    switch (state) {
      case START:
        if (kind === "blank") return AFTER_BLANK;
        if (kind === "number") return FIRST_NUMBER;
        if (kind === "letter") return this.firstLetter(unit);
        return kind === "other" && !this.startsContraction(unit) ? AFTER_OTHER : UNSURE;
      case AFTER_BLANK:
        if (kind === "letter") return this.firstLetter(unit);
        return kind === "other" ? OTHERS : UNSURE;
      case LETTERS:
      case LOWER_LETTERS:
        return this.afterLetters(state, unit);
      case AFTER_OTHER:
      case OTHERS:
        if (kind === "letter" && state === AFTER_OTHER) return this.firstLetter(unit);
        if (kind === "newline") return TRAILING;
        return kind === "other" ? OTHERS : kind === "less" ? UNSURE : END;
      case TRAILING:
        return this.isTrailing(unit) ? TRAILING : END;
      default:
        return kind === "number" && state - FIRST_NUMBER + 1 < this.mostNumbers() ? state + 1 : END;
    }
  }

  private endOfNumber(text: string, start: number, limit: number): number {
    let at = start;
    const most = this.mostNumbers();
    for (let count = 0; count < most && at < limit; count++) {
      if ((classAt(this.classes, text, at, limit) & KIND) !== NUMBER) break;
      at += unitsAt(text, at, limit);
    }
    return at;
  }
}
