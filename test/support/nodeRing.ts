import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { outputFolder, root } from "./folders";
import { main } from "./main";
import { runRing } from "./mochaRing";
import { usePlainAssert } from "./plainAssert";
import { noTestIsLost, ringProblem } from "./ringResult";

/** A ring of tests that run in Node. */
export interface NodeRing {
  readonly name: "unit" | "page" | "ui" | "golden";
  /** Folder below `test`; its name unless told. */
  readonly folder?: string;
  /** Milliseconds that one test may take. */
  readonly timeout: number;
  /** What the tests need, made before they are loaded. */
  readonly prepare?: () => Promise<void>;
  /** What is wrong with a ring of which every test has passed. */
  readonly problem?: () => string | undefined;
}

/**
 * Runs every `*.test.ts` of the ring's folder, then ends this process: with 1 where a test failed or
 * none ran. `--grep TEXT` runs those whose title holds the text.
 */
export function runNodeRing({ name, folder = name, timeout, prepare, problem }: NodeRing): void {
  main(async () => {
    const resultFile = join(outputFolder("test"), `${name}-result.json`);
    rmSync(resultFile, { force: true });
    await prepare?.();
    usePlainAssert();
    const mocha = new Mocha({ ui: "bdd", reporter: "spec", timeout, ...noTestIsLost });
    const grep = process.argv.indexOf("--grep");
    if (grep >= 0) mocha.grep(process.argv[grep + 1] ?? "");
    const path = join(root, "test", folder);
    const files = readdirSync(path, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((each) => each.endsWith(".test.ts")).sort()) {
      mocha.addFile(join(path, file));
    }
    await mocha.loadFilesAsync();
    const wrong = ringProblem(await runRing(mocha, resultFile)) ?? problem?.();
    if (wrong !== undefined) console.error(wrong);
    return wrong === undefined ? 0 : 1;
  });
}
