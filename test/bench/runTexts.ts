import { seeded } from "../support/random";

/** Code units of each text. */
const UNITS = 300_000;
const LINE = { shortest: 20, longest: 400 };

/** What stands in a run: what is repeated, or what is drawn from. */
interface Run {
  readonly repeated?: string;
  readonly drawn?: string;
}

const PUNCTUATION = "!\"#$%&'()*+,-./:;=>?@[\\]^_`{|}~";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const HAN = Array.from({ length: 3000 }, (_, at) => String.fromCharCode(0x4e00 + 7 * at)).join("");

/** Runs as people have them in files: rules, tables, indents, drawings, data. */
const RUNS: Readonly<Record<string, Run>> = {
  "-": { repeated: "-" },
  "=": { repeated: "=" },
  "#": { repeated: "#" },
  "*": { repeated: "*" },
  _: { repeated: "_" },
  ".": { repeated: "." },
  "/": { repeated: "/" },
  "~": { repeated: "~" },
  "<": { repeated: "<" },
  "'": { repeated: "'" },
  "─": { repeated: "─" },
  "█": { repeated: "█" },
  "-=": { repeated: "-=" },
  "- ": { repeated: "- " },
  "+---": { repeated: "+---" },
  "any two of -=_*#": { drawn: "-=_*#" },
  "any punctuation": { drawn: PUNCTUATION },
  blanks: { repeated: " " },
  tabs: { repeated: "\t" },
  "blanks and tabs": { drawn: " \t" },
  newlines: { repeated: "\n" },
  "CR LF": { repeated: "\r\n" },
  "newlines and blanks": { drawn: "\n  " },
  "no-break blanks": { repeated: "\xa0" },
  "ideographic blanks": { repeated: "\u3000" },
  "the digit 0": { repeated: "0" },
  "any digits": { drawn: "0123456789" },
  "the letter a": { repeated: "a" },
  "the letter A": { repeated: "A" },
  Ab: { repeated: "Ab" },
  "any letters": { drawn: "abcdefghijklmnopqrstuvwxyz" },
  "any letters of both cases": { drawn: BASE64.slice(0, 52) },
  base64: { drawn: BASE64 },
  hexadecimal: { drawn: "0123456789abcdef" },
  ACGT: { drawn: "ACGT" },
  "the letter é": { repeated: "é" },
  "е, Cyrillic": { repeated: "е" },
  中: { repeated: "中" },
  "any Chinese": { drawn: HAN },
  ー: { repeated: "ー" },
  "👋": { repeated: "👋" },
  "👩‍👩‍👧": { repeated: "👩‍👩‍👧" },
  "any faces": { drawn: "😀😁😂🤣😃😄😅😆😉😊" },
  "marks on e": { repeated: "e\u0301\u0301\u0301" },
  "U+0000": { repeated: "\0" },
  "U+FFFD": { repeated: "\ufffd" },
};

/** Texts of a run in the forms that it comes in. */
export interface RunTexts {
  readonly name: string;
  /** Lines of it, each of another length. */
  readonly lines: string;
  /** The same in one line, with bars between, as in a table. */
  readonly cells: string;
  /** All in one. */
  readonly whole: string;
}

export function runTexts(): RunTexts[] {
  return Object.entries(RUNS).map(([name, run]) => {
    const random = seeded(6);
    const take = (units: number): string => takeOf(run, units, random);
    const lines: string[] = [];
    for (let units = 0; units < UNITS;) {
      const line = take(LINE.shortest + random(LINE.longest - LINE.shortest + 1));
      lines.push(line);
      units += line.length + 1;
    }
    return { name, lines: lines.join("\n"), cells: lines.join(" | "), whole: take(UNITS) };
  });
}

function takeOf({ repeated = "", drawn = "" }: Run, units: number, random: (n: number) => number) {
  const characters = [...drawn];
  if (characters.length === 0) return repeated.repeat(Math.ceil(units / repeated.length));
  const parts: string[] = [];
  for (let length = 0; length < units;) {
    const part = characters[random(characters.length)] ?? "";
    parts.push(part);
    length += part.length;
  }
  return parts.join("");
}
