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
  /** Also the name of its folder below `test`. */
  readonly name: "unit" | "page" | "ui";
  /** Milliseconds that one test may take. */
  readonly timeout: number;
  /** What the tests need, made before they are loaded. */
  readonly prepare?: () => Promise<void>;
}

/**
 * Runs every `*.test.ts` of the ring's folder, then ends this process: with 1 where a test failed or
 * none ran. `--grep TEXT` runs those whose title holds the text.
 */
export function runNodeRing({ name, timeout, prepare }: NodeRing): void {
  main(async () => {
    const resultFile = join(outputFolder("test"), `${name}-result.json`);
    rmSync(resultFile, { force: true });
    await prepare?.();
    usePlainAssert();
    const mocha = new Mocha({ ui: "bdd", reporter: "spec", timeout, ...noTestIsLost });
    const grep = process.argv.indexOf("--grep");
    if (grep >= 0) mocha.grep(process.argv[grep + 1] ?? "");
    const folder = join(root, "test", name);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((each) => each.endsWith(".test.ts")).sort()) {
      mocha.addFile(join(folder, file));
    }
    await mocha.loadFilesAsync();
    const problem = ringProblem(await runRing(mocha, resultFile));
    if (problem !== undefined) console.error(problem);
    return problem === undefined ? 0 : 1;
  });
}
