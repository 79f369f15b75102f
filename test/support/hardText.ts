import fc from "fast-check";
import type { Random } from "./random";

/** Bits of text that tokenizers get wrong, to be strung together. */
const BITS = [
  ..."aZé1٣½ \t\n\r'’“—–.,!-_{}()<>|#@中文あя👋👩🏽\u200d\ufe0f\u0085\ufeff\u00a0\u2003\u2028\u3000\u0301",
  "\ud83d",
  "\udc4b",
  "\r\n",
  "  ",
  "'s",
  "'ll",
  "'RE",
  "<|endoftext|>",
  "<|endof",
  "text|>",
  "the",
  " the",
  "ing",
  "function ",
  "    return",
  "0123456789",
  "aaaaaaaaaaaaaaaa",
  "----------------",
  "👨‍👩‍👧‍👦",
  // What the later encodings' patterns tell apart: case, contractions of any case, line ends in
  // white space, numbers by threes.
  ..."ǅʰªéÉ/",
  "ABC",
  "aBcD",
  "'ſ",
  "'Ve",
  " \n  \n ",
  "//\n",
  "१२३४",
];

export function randomText(random: Random, bits: number): string {
  const count = random(bits + 1);
  return Array.from({ length: count }, () => BITS[random(BITS.length)] ?? "").join("");
}

/** Texts of at most so many of these bits; where an invariant breaks, of the fewest that break it. */
export function hardTexts(bits: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...BITS), maxLength: bits, size: "max" });
}

/** Texts that tokenizers are known to get wrong, each for a reason of its own. */
export const HARD_TEXTS: readonly string[] = [
  "",
  " ",
  "   leading and trailing   ",
  // Contractions count in lower case and with the plain apostrophe only.
  "I'm he's we'll they've I'd can't you're",
  "I'M HE'S WE'LL THEY'VE I'D CAN'T YOU'RE",
  "don’t it''s 'tis 's'S ' s",
  // White space that is not followed by white space goes with what comes next.
  "a \n b",
  "a\n \nb\n\n\n c",
  "\r\n\r\n\tmixed\r \n",
  "\ttabs\t\tand  spaces ",
  // White space to Unicode and not to JavaScript, and the other way round.
  "a\u0085b c\ufeffd \u00a0e\u2003\u3000f\u180eg",
  // Numbers, also those that are no decimal digits.
  "0 00 000 0000 1234567890 ١٢٣ ²³ Ⅷ ½ 3.14 1,000",
  // Characters of several tokens, and tokens of parts of characters.
  "👋🏽 👨‍👩‍👧‍👦 🇺🇳 naïve café e\u0301 ﬁ ß ǅ",
  "日本語の文章と中文字符 Русский текст العربية עברית ไทย हिन्दी",
  "\ud83d alone and \udc4b too",
  "\u0000\u0001\u007f\u200b\u200e\u2060\ufffd",
  // Code.
  "for (let i = 0; i < n; ++i) {\n        x[i] += f(x[i - 1]) >>> 2; // …\n}\n",
  "________--------========~~~~~~~~########",
  `${"a".repeat(300)}${" ".repeat(300)}${"-".repeat(300)}${"\n".repeat(30)}`,
  // Special tokens, whole, cut short and side by side.
  "<|endoftext|>",
  "a  <|endoftext|>  b<|endoftext|><|endoftext|>",
  "<|endoftext| <|endoftex<|endoftext|>t|> <| endoftext |>",
];
