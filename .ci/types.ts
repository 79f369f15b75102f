import { join } from "node:path";
import { CommandError, runNode } from "../test/support/childProcess";
import { root } from "../test/support/folders";
import { main } from "../test/support/main";

/** One per environment: what runs anywhere, Node, the browser, the page, and tests with scripts. */
const projects = [
  "src/tsconfig.pure.json",
  "src/tsconfig.json",
  "src/tsconfig.browser.json",
  "webview/tsconfig.json",
  "tsconfig.json",
];

/** Checks every project, so that one run tells all there is to mend. */
async function checkTypes(): Promise<boolean> {
  let clean = true;
  for (const project of projects) {
    try {
      await runNode([join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, project)], {
        cwd: root,
      });
      console.log(`${project}: no errors`);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      clean = false;
      console.log(`${project}:\n${error.output}`);
    }
  }
  return clean;
}

main(async () => ((await checkTypes()) ? 0 : 1));
