import "mocha/mocha.js";
import { TEST_PATIENCE } from "../../.ci/support/patience";
import { countTests, noTestIsLost, ringProblem } from "../../.ci/support/ringResult";
import { runOptions, writeResult } from "./runOptions";

/** Called in the extension host of a browser. Mocha's own reporter prints each test. */
export async function run(): Promise<void> {
  const { grep } = await runOptions();
  mocha.setup({
    ...{ ui: "bdd", reporter: "spec", timeout: TEST_PATIENCE, color: false },
    ...noTestIsLost,
  });
  const tests = import.meta.webpackContext(".", { recursive: true, regExp: /\.test\.ts$/ });
  for (const name of tests.keys()) tests(name);
  if (grep !== undefined) mocha.grep(grep);
  // `mocha.run` reads options from the page's address, and VS Code gives its worker none.
  const result = await countTests({ run: (end) => Mocha.prototype.run.call(mocha, end) });
  await writeResult(result);
  const problem = ringProblem(result);
  if (problem !== undefined) throw new Error(problem);
}
