import { resolve } from "node:path";
import { sourceLines } from "./sourceLines";
import { removeFreshFolders } from "../../.ci/support/folders";
import { runRing } from "../support/mochaRing";
import { TEST_PATIENCE } from "../../.ci/support/patience";
import { noTestIsLost, ringProblem } from "../../.ci/support/ringResult";

/** Mocha's own reporter for each test; the runner reads the counts from a file. */
export async function run(): Promise<void> {
  // Not bundled: an ECMAScript module that every extension host can import and not all can require.
  const { default: Mocha } = await import(/* webpackIgnore: true */ "mocha");
  const mocha = new Mocha({
    ...{ ui: "bdd", reporter: "spec", timeout: TEST_PATIENCE, color: false },
    ...noTestIsLost,
  });
  mocha.suite.emit("pre-require", globalThis, "suite", mocha);
  const tests = import.meta.webpackContext(".", { recursive: true, regExp: /\.test\.ts$/ });
  const benches = import.meta.webpackContext(".", { recursive: true, regExp: /\.bench\.ts$/ });
  const wanted = process.env["TOKENSCOPE_BENCH"] === undefined ? tests : benches;
  for (const name of wanted.keys()) wanted(name);
  const grep = process.env["TOKENSCOPE_GREP"];
  if (grep !== undefined) mocha.grep(grep);

  const result = await runRing(mocha, resultFile(), sourceLines(__filename));
  removeFreshFolders();
  const problem = ringProblem(result);
  if (problem !== undefined) throw new Error(problem);
}

function resultFile(): string {
  const root = process.env["TOKENSCOPE_ROOT"];
  if (root === undefined) throw new Error("TOKENSCOPE_ROOT must name the checkout.");
  return process.env["TOKENSCOPE_RESULT"] ?? resolve(root, "out/test/vscode-result.json");
}
