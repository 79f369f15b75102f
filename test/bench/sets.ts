import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { get_encoding } from "tiktoken";
import { freshFolder } from "../../.ci/support/folders";
import { main } from "../../.ci/support/main";
import { builtCli } from "../support/builtCli";
import { seeded } from "../support/random";
import { counted } from "./counting";
import { texts } from "./texts";
import { head, row } from "./timing";

/** Bytes of one file of the folder. */
const FILE_BYTES = 250_000;
/** Milliseconds between two looks at a process's memory. */
const LOOK = 50;

interface Run {
  readonly seconds: number;
  /** MB, the most that was ever resident. */
  readonly memory: number;
}

/** Runs a script of Node to its end. */
async function timed(args: readonly string[]): Promise<Run> {
  const begin = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  let kilobytes = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      kilobytes = Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? kilobytes);
    } catch {
      // Another system than Linux, or it has just ended.
    }
  }, LOOK);
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`It ended with ${String(code)}.`);
  return { seconds: (performance.now() - begin) / 1000, memory: kilobytes / 1024 };
}

let kept: readonly string[] | undefined;

function paragraphsOfTexts(): readonly string[] {
  return (kept ??= ["code", "prose", "CJK"].flatMap((name) =>
    (texts[name]?.() ?? "").split(/\n{2,}|(?<=;)\n/),
  ));
}

/** Mixed text: paragraphs of the benchmark's texts, in an order of a seed. */
function mixed(bytes: number, seed: number): string {
  const random = seeded(seed);
  const paragraphs = paragraphsOfTexts();
  const parts: string[] = [];
  for (let length = 0; length < bytes;) {
    const part = `${paragraphs[random(paragraphs.length)] ?? ""}\n\n`;
    parts.push(part);
    length += Buffer.byteLength(part);
  }
  return parts.join("");
}

/** What a process of tiktoken does with its share of the files, as nanoGPT's `encode_ordinary`. */
function tiktokenProcess(folder: string, from: number, every: number, count: number): void {
  const tiktoken = get_encoding("gpt2");
  for (let at = from; at < count; at += every) {
    tiktoken.encode_ordinary(readFileSync(join(folder, `${at}.txt`), "utf8"));
  }
}

/**
 * What no test has room for: very many files, which cost one look and one read each, and one file
 * larger than memory, which is streamed.
 */
async function extremes(files: number, gigabytes: number): Promise<void> {
  const folder = freshFolder("extremes");
  const script = await builtCli();
  const cores = String(availableParallelism());
  const build = async (input: string): Promise<Run> => {
    const output = join(folder, "set");
    rmSync(output, { recursive: true, force: true });
    const args = ["build", "--input", input, "--output", output, "--format", "nanogpt"];
    return timed([script, ...args, "--threads", cores]);
  };
  head(`Extremes, ${cores} cores:`, "what", "seconds", "MB/s", "memory, MB");
  const tiny = join(folder, "tiny");
  for (let at = 0; at < files; at++) {
    const inner = join(tiny, String(Math.floor(at / 1000)));
    if (at % 1000 === 0) mkdirSync(inner, { recursive: true });
    writeFileSync(join(inner, `${at}.txt`), `A tiny file, number ${at}.\n`);
  }
  const many = await build(tiny);
  row(`${files} files`, many.seconds, (files * 28) / 1e6 / many.seconds, many.memory);
  rmSync(tiny, { recursive: true });
  const long = join(folder, "long.txt");
  let bytes = 0;
  for (let part = 0; bytes < gigabytes * 1e9; part++) {
    const text = mixed(10_000_000, part % 20);
    bytes += Buffer.byteLength(text);
    writeFileSync(long, text, { flag: "a" });
  }
  const one = await build(long);
  row(
    `one file, ${(bytes / 1e9).toFixed(1)} GB`,
    one.seconds,
    bytes / 1e6 / one.seconds,
    one.memory,
  );
  rmSync(folder, { recursive: true, force: true });
}

/**
 * From text to a training set: `npm run bench:sets -- 1000` for so many MB, and
 * `npm run bench:sets -- --extremes 1000000 5` for so many files, and a file of so many GB.
 */
async function run(): Promise<number> {
  const [first = "1000", ...job] = process.argv.slice(2);
  if (first === "--extremes") {
    const [files = "1000000", gigabytes = "5"] = job;
    await extremes(Number(files), Number(gigabytes));
    return 0;
  }
  if (first === "--tiktoken") {
    const [folder = "", from, every, count] = job;
    tiktokenProcess(folder, Number(from), Number(every), Number(count));
    return 0;
  }
  const megabytes = Number(first);
  const folder = join(freshFolder("sets"), "corpus");
  mkdirSync(folder);
  const count = Math.ceil((megabytes * 1e6) / FILE_BYTES);
  let bytes = 0;
  for (let at = 0; at < count; at++) {
    const text = mixed(FILE_BYTES, at);
    bytes += Buffer.byteLength(text);
    writeFileSync(join(folder, `${at}.txt`), text);
  }
  const cores = availableParallelism();
  const script = await builtCli();
  const build = async (threads: number, input: string): Promise<Run> => {
    const output = join(folder, "..", "set");
    rmSync(output, { recursive: true, force: true });
    const args = ["build", "--input", input, "--output", output, "--format", "nanogpt"];
    return timed([script, ...args, "--threads", String(threads)]);
  };
  head(
    `${(bytes / 1e6).toFixed(0)} MB in ${count} files, ${cores} cores:`,
    ...["what", "seconds", "MB/s", "memory, MB"],
  );
  const show = (name: string, { seconds, memory }: Run, of = bytes): number => {
    row(name, seconds, of / 1e6 / seconds, memory);
    return of / seconds;
  };
  const one = show("build, 1 thread", await build(1, folder));
  const all = show(`build, ${cores} threads`, await build(cores, folder));
  const long = join(folder, "..", "long.txt");
  for (let at = 0; at < count; at++) {
    writeFileSync(long, readFileSync(join(folder, `${at}.txt`)), { flag: "a" });
  }
  show(`build of one file, ${cores} threads`, await build(cores, long));
  // A tenth of the files is enough to know a rate.
  const some = Math.ceil(count / 10);
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: cores }, (_, at) =>
      timed([process.argv[1] ?? "", "--tiktoken", folder, String(at), String(cores), String(some)]),
    ),
  );
  const seconds = (performance.now() - begin) / 1000;
  const others = show(`tiktoken (WASM), ${cores} processes`, { seconds, memory: 0 }, bytes / 10);
  const paths = Array.from({ length: some }, (_, at) => join(folder, `${at}.txt`));
  for (const workers of new Set([1, cores])) {
    const counting = { seconds: await counted(paths, workers), memory: 0 };
    show(`Count Tokens, ${workers} ${workers === 1 ? "worker" : "workers"}`, counting, bytes / 10);
  }
  console.log(
    `\n${cores} threads are ${(all / one).toFixed(2)} times one; tiktoken is ${(all / others).toFixed(1)} times slower.`,
  );
  return 0;
}

main(run);
