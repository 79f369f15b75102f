/**
 * Classes of characters, written for regular expressions. What has no ink of its own: controls,
 * formats, private use, surrogates and what is unassigned; spaces and separators.
 */
const NO_INK = "\\p{C}\\p{Z}";
/** What every font may leave out, and Braille's blank, the place of an object, joiners, fillers. */
const BLANK =
  "\\p{Default_Ignorable_Code_Point}\\u2d7f\\u{1107f}\\u{16fe4}\\u2800\\ufffc\\u{13441}\\u{13442}\\u{1d159}";

/** An emoji with what makes it another: skin tone, or a selector of its presentation. */
const EMOJI = "\\p{Extended_Pictographic}(?:\\p{Emoji_Modifier}|\\ufe0e|\\ufe0f)?";
/** The flags of England, Scotland and Wales. Tags behind anything else are hidden text. */
const TAGGED_FLAG =
  "\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}";
/** One visible sign, whatever joiners, selectors and tags are in it. */
const ONE_SIGN = `${TAGGED_FLAG}|${EMOJI}(?:\\u200d${EMOJI})*|[0-9#*]\\ufe0f\\u20e3`;

const PARTS = new RegExp(`(?<sign>${ONE_SIGN})|(?<bare>[${NO_INK}${BLANK}])|(?<mark>\\p{M})`, "gu");
const SIGNS = new RegExp(ONE_SIGN, "gu");
/** Code units of the longest emoji, a family of four with skin tones, and some. */
const LONGEST_SIGN = 40;
const IS_BLANK = new RegExp(`^[${BLANK}]$`, "u");
const ALL_INK = /^[\x21-\x7e]*$/;

/** A stretch of a text that can be seen, or one character that cannot be seen as it stands there. */
export interface InkPart {
  readonly text: string;
  /** "bare": it leaves no ink. "mark": a combining mark without the character that it belongs to. */
  readonly kind: "ink" | "bare" | "mark";
}

/** A text cut into what can be seen and what cannot; the parts' texts together are the text. */
export function inkParts(text: string): InkPart[] {
  if (ALL_INK.test(text)) return text === "" ? [] : [{ text, kind: "ink" }];
  const parts: InkPart[] = [];
  /** Up to here the text is in parts. */
  let end = 0;
  const add = (kind: InkPart["kind"], to: number): void => {
    if (to > end) parts.push({ text: text.slice(end, to), kind });
    end = to;
  };
  for (const { index, 0: found, groups } of text.matchAll(PARTS)) {
    const to = index + found.length;
    if (groups?.["bare"] !== undefined) {
      add("ink", index);
      add("bare", to);
    } else if (groups?.["mark"] !== undefined && index === end) {
      const last = parts.at(-1);
      // Marks in a row belong to the same character.
      if (last?.kind !== "mark") add("mark", to);
      else parts[parts.length - 1] = { text: `${last.text}${found}`, kind: "mark" };
      end = to;
    }
  }
  add("ink", text.length);
  return parts;
}

/** Whether the character at `at` is part of a sign that can be seen, as a joiner in an emoji is. */
export function isInSign(text: string, at: number): boolean {
  const from = Math.max(0, at - LONGEST_SIGN);
  const near = text.slice(from, at + LONGEST_SIGN);
  for (const { index, 0: found } of near.matchAll(SIGNS)) {
    if (from + index > at) return false;
    if (from + index + found.length > at) return true;
  }
  return false;
}

/** Whether a character is a blank by Unicode's word, whatever font draws it. */
export function isBlank(character: string): boolean {
  return IS_BLANK.test(character);
}
