import { cpus } from "node:os";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as gptTokenizer from "gpt-tokenizer/encoding/r50k_base";
import { getEncoding } from "js-tiktoken";
import { get_encoding } from "tiktoken";
import { Encoder } from "../../src/tokens/encoder";
import { TokenDocument } from "../../src/tokens/tokenDocument";
import { TokenList } from "../../src/tokens/tokenList";
import { readVocabulary } from "../../src/tokens/vocabulary";
import { root } from "../support/folders";
import { seeded } from "../support/random";
import { longTexts, texts } from "./texts";

/** Times Tokenscope's tokenizer against those that JavaScript programs use today, in one run. */

const file = readFileSync(join(root, "dist/gpt2.vocabulary"));
const load = (): Encoder =>
  new Encoder(readVocabulary(file.buffer.slice(file.byteOffset, file.byteOffset + file.length)));

const began = performance.now();
const vocabulary = load().vocabulary;
const ready = performance.now() - began;

const tiktoken = get_encoding("gpt2");
const jsTiktoken = getEncoding("gpt2");
const none = { disallowedSpecial: new Set<string>() };

interface Timed {
  /** Empties the piece cache, if there is one. Not timed. */
  readonly empty?: () => void;
  readonly encode: (text: string) => number;
}

let encoder = new Encoder(vocabulary);
const ours: Timed = {
  empty: () => (encoder = new Encoder(vocabulary)),
  encode: (text) => {
    const list = new TokenList();
    encoder.encode(text, 0, "text", list);
    return list.length;
  },
};
const others: Readonly<Record<string, Timed>> = {
  "gpt-tokenizer": {
    empty: () => gptTokenizer.clearMergeCache(),
    encode: (text) => gptTokenizer.encode(text, none).length,
  },
  "tiktoken (WASM)": { encode: (text) => tiktoken.encode_ordinary(text).length },
  "js-tiktoken": { encode: (text) => jsTiktoken.encode(text, [], []).length },
};

function median(values: number[]): number {
  return percentile(values, 0.5);
}

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** Milliseconds of the median run, after a warm-up. */
function time({ empty, encode }: Timed, text: string, runs: number): number {
  const times = Array.from({ length: runs + 1 }, () => {
    empty?.();
    const start = performance.now();
    encode(text);
    return performance.now() - start;
  });
  return median(times.slice(1));
}

const speedOf = (timed: Timed, text: string, runs: number): number =>
  Buffer.byteLength(text) / 1e3 / time(timed, text, runs);

function row(...cells: (string | number)[]): void {
  console.log(
    `| ${cells.map((cell) => (typeof cell === "number" ? cell.toFixed(1) : cell)).join(" | ")} |`,
  );
}

console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? "?"}, ${new Date().toISOString().slice(0, 10)}\n`,
);
console.log(`Vocabulary ready in ${ready.toFixed(1)} ms\n`);

console.log("Full encode, empty piece cache, MB/s:\n");
row("text", "MB", "Tokenscope", ...Object.keys(others), "ratio to the best other");
row(...Array.from({ length: 7 }, () => "---"));
const speeds: Record<string, number> = {};
for (const [name, make] of Object.entries(texts)) {
  const text = make();
  const megabytes = Buffer.byteLength(text) / 1e6;
  const own = speedOf(ours, text, 9);
  const theirs = Object.entries(others).map(([other, timed]) =>
    // The slowest is timed on a part: it takes minutes otherwise.
    speedOf(timed, other === "js-tiktoken" ? text.slice(0, 100_000) : text, 5),
  );
  speeds[name] = own;
  row(name, megabytes, own, ...theirs, own / Math.max(...theirs));
}

console.log("\nOne long piece, MB/s, and its time against that of prose:\n");
row("text", "Tokenscope", "times prose");
row("---", "---", "---");
for (const [name, make] of Object.entries(longTexts)) {
  const text = make();
  const speed = speedOf(ours, text, 5);
  row(name, speed, (speeds["prose"] ?? 0) / speed);
}

console.log("\nA typed character, ms:\n");
row("document", "median", "p99", "against a full encode by the fastest other");
row("---", "---", "---", "---");
const code = texts["code"]?.() ?? "";
for (const [name, length] of [
  ["10 KB", 1e4],
  ["1 MB", 1e6],
  ["10 MB", 1e7],
] as const) {
  const text = code.repeat(Math.ceil(length / code.length)).slice(0, length);
  const reading = { specialTokens: "split", lineEndings: "lf" } as const;
  const document = TokenDocument.open(new Encoder(vocabulary), text, 0, reading);
  const random = seeded(5);
  const letters = "etaoin shrdlu(){};\n";
  const times: number[] = [];
  let at = 0;
  for (let version = 1; version <= 5000; version++) {
    // As a person types: some characters in one place, then elsewhere.
    at = version % 20 === 1 ? random(document.length) : at + 1;
    const typed = letters[random(letters.length)] ?? "e";
    const start = performance.now();
    document.edit(version, [{ start: at, end: at, text: typed }]);
    times.push(performance.now() - start);
  }
  const typed = median(times.slice(500));
  const fastest = Math.min(
    ...["gpt-tokenizer", "tiktoken (WASM)"].map((name) => time(others[name] ?? ours, text, 1)),
  );
  const p99 = percentile(times.slice(500), 0.99);
  row(
    name,
    typed.toFixed(4),
    p99.toFixed(4),
    `${Math.round(fastest / typed).toLocaleString("en")} times less`,
  );
  if (length === 1e7) openInSteps(text);
}

function openInSteps(text: string): void {
  const steps: number[] = [];
  const reading = { specialTokens: "split", lineEndings: "lf" } as const;
  const opening = TokenDocument.opening(new Encoder(vocabulary), text, 0, reading);
  for (;;) {
    const start = performance.now();
    const { done } = opening.next();
    steps.push(performance.now() - start);
    if (done) break;
  }
  const total = steps.reduce((sum, step) => sum + step, 0);
  console.log(
    `\nOpening 10 MB: ${total.toFixed(0)} ms in ${steps.length} steps, the longest ${Math.max(...steps).toFixed(1)} ms`,
  );
}
