import { classAt, endOfRun, KIND, SPACE, type CharacterClasses } from "./characterClasses";
import {
  AFTER_BLANK,
  APOSTROPHE,
  asciiKind,
  BLANK,
  compileWords,
  contractionLength,
  END,
  FIRST_END,
  START,
  UNSURE,
  type Pattern,
} from "./pattern";

const LETTERS = FIRST_END;
const NUMBERS = FIRST_END + 1;
const OTHERS = FIRST_END + 2;

/**
 * The pattern of GPT-2 and of `p50k_base`:
 * `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
 */
export class Gpt2Pattern implements Pattern {
  readonly words: Uint8Array;

  constructor(private readonly classes: CharacterClasses) {
    this.words = compileWords(OTHERS + 1, (state, unit) => {
      const kind = asciiKind(classes, unit);
      if (state === START && kind === "blank") return AFTER_BLANK;
      if (state === START && unit === APOSTROPHE) return UNSURE;
      // A run of other characters may go on to the start of a special token.
      if (kind === "less") return state === LETTERS || state === NUMBERS ? END : UNSURE;
      const run =
        kind === "letter"
          ? LETTERS
          : kind === "number"
            ? NUMBERS
            : kind === "other"
              ? OTHERS
              : UNSURE;
      return state < FIRST_END || run === state ? run : END;
    });
  }

  endOfPiece(text: string, start: number, limit: number): number {
    const { classes } = this;
    const contraction = contractionLength(text, start, limit, false);
    if (contraction > 0) return start + contraction;
    const own = classAt(classes, text, start, limit) & KIND;
    if (own !== SPACE) return endOfRun(classes, text, start, limit, KIND, own);

    if (text.charCodeAt(start) === BLANK && start + 1 < limit) {
      const next = classAt(classes, text, start + 1, limit) & KIND;
      if (next !== SPACE) return endOfRun(classes, text, start + 1, limit, KIND, next);
    }
    const end = endOfRun(classes, text, start, limit, KIND, SPACE);
    // A run that a word follows leaves its last white space to that word.
    return end === limit || end === start + 1 ? end : end - 1;
  }

  /** A piece ends with its run, or one unit before the end of white space. */
  isFirm(): boolean {
    return true;
  }
}
