import { join } from "node:path";
import { CommandError, runNode } from "./support/childProcess";
import { outFolder, root } from "./support/folders";
import { main } from "./support/main";

/** One per environment: what runs anywhere, Node, the browser, the page, and tests with scripts. */
const projects = [
  "src/tsconfig.pure.json",
  "src/tsconfig.json",
  "src/tsconfig.browser.json",
  "webview/tsconfig.json",
  "tsconfig.json",
];

/** Checks every project, so that one run tells all there is to mend; again only what has changed. */
async function checkTypes(): Promise<boolean> {
  let clean = true;
  const compiler = join(root, "node_modules/typescript7/bin/tsc");
  for (const project of projects) {
    const known = join(outFolder, "types", `${project.replaceAll("/", "-")}.tsbuildinfo`);
    const again = ["--incremental", "--tsBuildInfoFile", known];
    try {
      await runNode([compiler, "-p", join(root, project), ...again], { cwd: root });
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
