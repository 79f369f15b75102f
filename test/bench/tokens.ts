import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import type { BytePairEncoding } from "../../src/shared/values/tokens";
import { Encoder } from "../../src/tokens/encode/encoder";
import { encodings } from "../../src/tokens/encode/encodings";
import { TokenDocument } from "../../src/tokens/document/tokenDocument";
import type { TextReading } from "../../src/tokens/document/textReading";
import { TokenList } from "../../src/tokens/encode/tokenList";
import { main } from "../../.ci/support/main";
import { encoders, vocabularyOf, type TimedEncoder } from "./encoders";
import { fileCost, fileTables } from "./files";
import { runTables } from "./runs";
import { longTexts, texts } from "./texts";
import { head, median, percentile, row, time } from "./timing";
import { codeOf, typeInto } from "./typing";

/** Times Tokenscope's tokenizer against those that JavaScript programs use today, in one run. */

const READING: TextReading = { specialTokens: "split", lineEndings: "lf" };
const [, ...OTHERS] = Object.keys(encoders);

const speedOf = ({ empty, encode }: TimedEncoder, text: string, runs: number): number =>
  Buffer.byteLength(text) / 1e3 / time(() => encode(text), runs, empty);

async function opened(name: string, encoding: BytePairEncoding = "gpt2"): Promise<TimedEncoder> {
  const open = encoders[name];
  if (open === undefined) throw new Error(`There is no encoder ${name}.`);
  return open(encoding);
}

async function run(): Promise<number> {
  const [mode, name = ""] = process.argv.slice(2);
  if (mode === "cost") return cost(name);
  if (mode === "memory") return memory();
  if (mode === "vocabulary") return vocabularyTime();
  if (mode === "file") {
    console.log(JSON.stringify(await fileCost(name, process.argv[4] ?? "")));
    return 0;
  }
  if (mode === "files") {
    await fileTables((...args) => inNewProcess(...args));
    return 0;
  }
  if (mode === "runs") {
    await runTables(process.argv.slice(3));
    return 0;
  }
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? "?"}, ${new Date().toISOString().slice(0, 10)}`,
  );
  head(
    "Start-up, each alone in a new process:",
    ...["encoder", "ready, ms", "memory for it, MB", "after 4 MB of code, MB"],
  );
  for (const name of Object.keys(encoders)) row(name, ...inNewProcess("cost", name));
  const ready = Array.from({ length: 9 }, () => inNewProcess("vocabulary")[0] ?? NaN);
  console.log(
    `\nGPT-2 vocabulary ready to encode, each in a new process: median ${median(ready).toFixed(1)} ms, ` +
      `longest ${Math.max(...ready).toFixed(1)} ms`,
  );

  const prose = await fullEncode();
  await longPieces(prose);
  await otherEncodings();
  await runTables([]);
  await fileTables((...args) => inNewProcess(...args));
  await typing();
  const [perToken = NaN] = inNewProcess("memory");
  console.log(
    `\nMemory of a 10 MB document beside its text: ${perToken.toFixed(1)} bytes per token`,
  );
  return 0;
}

/** Prints the table; answers the speed on prose. */
async function fullEncode(): Promise<number> {
  head(
    "Full encode, empty piece cache, MB/s:",
    ...["text", "MB", "Tokenscope", ...OTHERS, "ratio to the best other"],
  );
  const ours = await opened("Tokenscope");
  let prose = NaN;
  for (const [name, make] of Object.entries(texts)) {
    const text = make();
    // The slowest is timed on a part: it takes minutes otherwise.
    const partFor = (name: string) => (name === "js-tiktoken" ? text.slice(0, 100_000) : text);
    const others: TimedEncoder[] = [];
    for (const other of OTHERS) others.push(await opened(other));
    // By turns, because the machine's speed drifts; ours more often, because it is over sooner.
    const owns: number[] = [];
    const rounds = Array.from({ length: 5 }, () => {
      owns.push(speedOf(ours, text, 9));
      return others.map((other, at) => speedOf(other, partFor(OTHERS[at] ?? ""), 1));
    });
    const own = median(owns);
    const theirs = others.map((_, at) => median(rounds.map((round) => round[at] ?? NaN)));
    if (name === "prose") prose = own;
    row(name, Buffer.byteLength(text) / 1e6, own, ...theirs, own / Math.max(...theirs));
  }
  return prose;
}

async function longPieces(prose: number): Promise<void> {
  head(
    "One long piece, MB/s, and its time against that of prose:",
    "text",
    "Tokenscope",
    "times prose",
  );
  const ours = await opened("Tokenscope");
  for (const [name, make] of Object.entries(longTexts)) {
    const speed = speedOf(ours, make(), 5);
    row(name, speed, prose / speed);
  }
}

async function otherEncodings(): Promise<void> {
  const peers = ["gpt-tokenizer", "tiktoken (WASM)"];
  head(
    "The other encodings on code, empty piece cache, MB/s:",
    ...["encoding", "Tokenscope", ...peers, "ratio to the best other", "ready, ms"],
  );
  const text = textOf("code").slice(0, 2_000_000);
  for (const encoding of ["p50k_base", "cl100k_base", "o200k_base"] as const) {
    const own = speedOf(await opened("Tokenscope", encoding), text, 9);
    const theirs: number[] = [];
    for (const peer of peers) theirs.push(speedOf(await opened(peer, encoding), text, 5));
    const [ready = NaN] = inNewProcess("cost", "Tokenscope", encoding);
    row(encoding, own, ...theirs, own / Math.max(...theirs), ready);
  }
}

async function typing(): Promise<void> {
  head(
    "A typed character, ms:",
    ...[
      "document",
      "median",
      "p99",
      "median against 10 KB",
      "against a full encode by the fastest other",
    ],
  );
  const vocabulary = vocabularyOf("gpt2");
  const newEncoder = (): Encoder => new Encoder(vocabulary, encodings.gpt2);
  let smallest = NaN;
  let text = "";
  for (const [name, length] of [
    ["10 KB", 1e4],
    ["1 MB", 1e6],
    ["10 MB", 1e7],
  ] as const) {
    text = codeOf(length);
    const times = typeInto(TokenDocument.open(newEncoder(), text, 0, READING));
    const typed = median(times);
    if (Number.isNaN(smallest)) smallest = typed;
    const fulls: number[] = [];
    for (const other of ["gpt-tokenizer", "tiktoken (WASM)"]) {
      const { encode, empty } = await opened(other);
      fulls.push(time(() => encode(text), 1, empty));
    }
    const less = Math.round(Math.min(...fulls) / typed).toLocaleString("en");
    row(
      name,
      typed.toFixed(4),
      percentile(times, 0.99).toFixed(4),
      `${(typed / smallest).toFixed(2)} times`,
      `${less} times less`,
    );
  }
  openInSteps(newEncoder(), text);
}

function openInSteps(encoder: Encoder, text: string): void {
  const steps: number[] = [];
  const opening = TokenDocument.opening(encoder, text, 0, READING);
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

function textOf(name: string): string {
  const make = texts[name];
  if (make === undefined) throw new Error(`There is no text ${name}.`);
  return make();
}

function inNewProcess(...args: string[]): number[] {
  const node = ["--expose-gc", import.meta.filename, ...args];
  return JSON.parse(execFileSync(process.execPath, node, { encoding: "utf8" })) as number[];
}

async function cost(name: string): Promise<number> {
  const encoding = (process.argv[4] ?? "gpt2") as BytePairEncoding;
  const text = textOf("code");
  const before = megabytes();
  const began = performance.now();
  const { encode } = await opened(name, encoding);
  encode("ready");
  const ready = performance.now() - began;
  const memory = megabytes() - before;
  encode(name === "js-tiktoken" ? text.slice(0, 100_000) : text);
  console.log(JSON.stringify([ready, memory, megabytes() - before]));
  return 0;
}

function vocabularyTime(): number {
  const began = performance.now();
  new Encoder(vocabularyOf("gpt2"), encodings.gpt2).encode("ready", 0, "split", new TokenList());
  console.log(JSON.stringify([performance.now() - began]));
  return 0;
}

function memory(): number {
  const encoder = new Encoder(vocabularyOf("gpt2"), encodings.gpt2);
  const text = codeOf(1e7);
  // What the encoder keeps for itself is of no interest here, so that another document comes first.
  const first = TokenDocument.open(encoder, text, 0, READING);
  const before = megabytes();
  const second = TokenDocument.open(encoder, text, 0, READING);
  const added = megabytes() - before;
  console.log(JSON.stringify([(2e6 * added) / (first.tokenCount + second.tokenCount)]));
  return 0;
}

/** Of this process after a collection: the heap, and array buffers beside it. */
function megabytes(): number {
  // What was moved to the old generation goes at the second.
  gc?.();
  gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

main(run);
