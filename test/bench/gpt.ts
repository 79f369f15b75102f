import { cpus, loadavg } from "node:os";
import { rm } from "node:fs/promises";
import { freshFolder } from "../../.ci/support/folders";
import { main } from "../../.ci/support/main";
import { interpreter, runPython } from "../support/interpreter";
import { openingCosts } from "./gpt/opening";
import { scoringCosts } from "./gpt/scoring";
import { scrolled, typedWhileScoring } from "./gpt/typing";
import { TORCH } from "./gpt/torch";
import { verdict } from "./gpt/book";
import { head, row } from "./timing";

/** Times a whole GPT of the book's size, in its process, as the editor uses it. */
async function run(): Promise<number> {
  const load = loadavg()[0]?.toFixed(1) ?? "?";
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? "?"}, ${cpus().length} processors, ` +
      `load ${load} before, ${new Date().toISOString().slice(0, 10)}`,
  );
  // A worker that is asked keeps no process alive.
  const awake = setInterval(() => undefined, 60_000);
  const folder = freshFolder("gpt");
  try {
    await openingCosts(folder);
    const scoring = await scoringCosts(folder);
    comparedWithTorch(scoring);
    await typedWhileScoring(folder);
    await scrolled(folder);
  } finally {
    clearInterval(awake);
    await rm(folder, { recursive: true });
  }
  return 0;
}

/** @param own seconds that a window of so many tokens takes */
function comparedWithTorch(own: ReadonlyMap<number, number>): void {
  const name = process.env["TOKENSCOPE_TORCH_PYTHON"];
  if (interpreter(name)?.hasTorch !== true) {
    console.log("\nPyTorch: not compared, since no Python with torch is here.");
    return;
  }
  const lengths = [...own.keys()];
  const printed = runPython(TORCH, lengths.map(String), "", name);
  const { version, seconds } = JSON.parse(printed) as { version: string; seconds: number[] };
  head(
    `PyTorch ${version}, the same GPT and the same answers:`,
    "tokens",
    "s",
    "ours, s",
    "target: half",
  );
  for (const [at, length] of lengths.entries()) {
    const [theirs, ours] = [seconds[at] ?? NaN, own.get(length) ?? NaN];
    row(`${length}`, theirs.toFixed(2), ours.toFixed(2), verdict(ours / theirs, 0.5, "times"));
  }
}

main(run);
