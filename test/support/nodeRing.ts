import { readdirSync, rmSync } from "node:fs";
import { join, sep } from "node:path";
import Mocha from "mocha";
import { outputFolder, root } from "../../.ci/support/folders";
import { main } from "../../.ci/support/main";
import { runRing } from "./mochaRing";
import { TEST_PATIENCE } from "../../.ci/support/patience";
import { noTestIsLost, ringProblem } from "../../.ci/support/ringResult";

/** A ring of tests that run in Node. */
export interface NodeRing {
  readonly name: "unit" | "page" | "ui" | "golden";
  /** Folder below `test`; its name unless told. */
  readonly folder?: string;
  /** Files that take longest, which begin first where several processes share the ring. */
  readonly costly?: readonly string[];
  /** How many processes share the ring; 1 unless told. `--jobs N` overrules it. */
  readonly jobs?: number;
  /** What the tests need, made before they are loaded. */
  readonly prepare?: () => Promise<void>;
  /** What is wrong with a ring of which every test has passed. */
  readonly problem?: () => string | undefined;
}

/**
 * Runs every `*.test.ts` of the ring's folder, then ends this process: with 1 where a test failed or
 * none ran. `--grep TEXT` runs those whose title holds the text.
 */
export function runNodeRing(ring: NodeRing): void {
  const { name, folder = name, prepare, problem } = ring;
  main(async () => {
    const resultFile = join(outputFolder("test"), `${name}-result.json`);
    rmSync(resultFile, { force: true });
    await prepare?.();
    const jobs = Number(argument("--jobs") ?? ring.jobs ?? 1);
    const mocha = new Mocha({
      ui: "bdd",
      reporter: "spec",
      timeout: TEST_PATIENCE,
      ...noTestIsLost,
      // Each of several processes loads files, and this, by itself.
      ...(jobs > 1 && { parallel: true, jobs, require: [join(root, "test/support/preload.ts")] }),
    });
    const grep = argument("--grep");
    if (grep !== undefined) mocha.grep(grep);
    const path = join(root, "test", folder);
    for (const file of filesOf(path, ring.costly)) mocha.addFile(join(path, file));
    if (jobs === 1) {
      await import("./preload");
      await mocha.loadFilesAsync();
    }
    const wrong = ringProblem(await runRing(mocha, resultFile)) ?? problem?.();
    if (wrong !== undefined) console.error(wrong);
    return wrong === undefined ? 0 : 1;
  });
}

/** What follows a name on the command line. */
function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : (process.argv[at + 1] ?? "");
}

/** Files of tests below a folder: the costly ones, then the others by their names. */
function filesOf(folder: string, costly: readonly string[] = []): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => file.replaceAll(sep, "/"))
    .sort();
  for (const file of costly) {
    if (!all.includes(file)) throw new Error(`There is no ${file} in ${folder}.`);
  }
  return [...new Set([...costly, ...all])];
}
