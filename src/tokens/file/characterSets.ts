import {
  classOf,
  LATER_FORMATS,
  LATER_MARKS,
  LATER_NONSPACING_MARKS,
  LATER_PUNCTUATION,
  LATER_WORD_CHARACTERS,
} from "./laterCharacters";

/** A set of characters, which remembers of each in the basic plane whether it is in. */
class CharacterSet {
  /** 0 where it was not asked yet, 1 out, 2 in. */
  private readonly known = new Uint8Array(0x1_0000);
  private readonly pattern: RegExp;

  /**
   * @param inside of a class of a regular expression
   * @param later of those, what the library does not know yet
   */
  constructor(inside: string, later = "") {
    const not = later === "" ? "" : `(?![${classOf(later)}])`;
    this.pattern = new RegExp(`^${not}[${inside}]`, "u");
  }

  has(codePoint: number): boolean {
    if (codePoint > 0xffff) return this.pattern.test(String.fromCodePoint(codePoint));
    const known = this.known[codePoint];
    if (known !== 0) return known === 2;
    const isIn = this.pattern.test(String.fromCharCode(codePoint));
    this.known[codePoint] = isIn ? 2 : 1;
    return isIn;
  }
}

/** Unicode's White_Space. Unlike JavaScript's it has U+0085 and lacks U+FEFF. */
const WHITE_SPACE = "\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
/** What `\w` is in Unicode (UTS 18, annex C). */
const WORD = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}";

export const whiteSpace = new CharacterSet(WHITE_SPACE);
/** Decimal digits, letters that are numbers, and the others. */
export const numbers = new CharacterSet("\\p{N}");
export const words = new CharacterSet(WORD, LATER_WORD_CHARACTERS);
/** U+1CF2 and U+1CF3 were marks once. */
export const combiningMarks = new CharacterSet("\\p{M}\\u1cf2\\u1cf3", LATER_MARKS);
/** U+1734 and U+1171E were nonspacing once. */
export const nonspacingMarks = new CharacterSet("\\p{Mn}\\u1734\\u{1171e}", LATER_NONSPACING_MARKS);
/**
 * Unicode's punctuation, and all of ASCII that is neither letter, digit nor control. U+166D and
 * U+111C9 were punctuation once.
 */
export const punctuation = new CharacterSet(
  "!-/:-@[-`{-~\\p{P}\\u166d\\u{111c9}",
  LATER_PUNCTUATION,
);
/** Controls but for tab and line ends, formats, private use; not what is no character yet. */
export const controls = new CharacterSet("\\p{Cc}\\p{Cf}\\p{Co}", LATER_FORMATS);
