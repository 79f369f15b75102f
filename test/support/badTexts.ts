import { seeded } from "./random";

/** A text that other token highlighters go blank or freeze on. */
export interface BadText {
  readonly name: string;
  readonly make: () => string;
}

const family = "👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 🇩🇪 👋🏿";

/** All but the lone surrogate can be written to a file. */
export const badTexts: readonly BadText[] = [
  { name: "curly quotes", make: () => "“Don’t,” she said – ‘not’ — “now”…\n".repeat(50) },
  { name: "box drawing", make: () => "┌──┬──┐\n│▒▒│░░│\n├──┼──┤\n╰━━┷━━╯\n".repeat(50) },
  {
    name: "CJK",
    make: () => "吾輩は猫である。名前はまだ無い。我是猫。나는 고양이로소이다.\n".repeat(50),
  },
  { name: "Cyrillic", make: () => "Все счастливые семьи похожи друг на друга.\n".repeat(50) },
  { name: "emoji families", make: () => `${family}\n`.repeat(50) },
  { name: "right to left", make: () => "مرحبا بالعالم — שלום עולם\u200f!\n".repeat(50) },
  {
    name: "<|endoftext|> in code",
    make: () =>
      'if (text === "<|endoftext|>") return [50256]; // <|endoftext|><|endof\n'.repeat(50),
  },
  { name: "a line of 1 MB", make: () => minified(1_000_000) },
  { name: "a word of 20,000 letters", make: () => `${"a".repeat(20_000)} ${"é".repeat(2000)}` },
  { name: "white space alone", make: () => "    \t\t\u00a0\u3000\n".repeat(200) },
  {
    name: "control characters",
    make: () => "a\u0001\u001b[31mred\u001b[0m\u007f\n".repeat(50),
  },
];

/** Code without line ends, as a bundler leaves it. UTF-16 code units: at least `length`. */
function minified(length: number): string {
  const random = seeded(20_260_506);
  let text = "";
  while (text.length < length) {
    const name = "abcdefghij"[random(10)] ?? "";
    text += `function ${name}${random(1000)}(t,e){return t.${name}?"“${random(99)}”":e[${random(9)}]};`;
  }
  return text;
}

/** One JSON document of at least `bytes` UTF-8 bytes. */
export function largeJson(bytes: number): string {
  const random = seeded(20_260_507);
  const rows: string[] = [];
  for (let length = 0; length < bytes;) {
    const row = `{"id": ${rows.length}, "name": "Größe ${random(1e6)}", "tags": ["京都", "👋"]}`;
    rows.push(row);
    length += Buffer.byteLength(row) + 4;
  }
  return `[\n  ${rows.join(",\n  ")}\n]\n`;
}
