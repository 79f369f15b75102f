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
