import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { findDesktopVscode } from "../../.ci/support/desktopVscode";
import { freshFolder, outFolder, outputFolder, root } from "../../.ci/support/folders";
import { main } from "../../.ci/support/main";
import { testedExtension, testedSuite } from "../../.ci/support/testedExtension";
import { writeSettings } from "../../.ci/support/vscodeServer";
import { buildExtension } from "../../.ci/support/webpackBuild";

/**
 * Runs the suite in the extension host of a real VS Code. `--built` says the bundles are there,
 * `--bench` runs the benchmarks instead, `--grep TEXT` what has the text in its title.
 */
async function runVscodeTests(): Promise<undefined> {
  const bench = process.argv.includes("--bench");
  const grep = process.argv.indexOf("--grep");
  if (!process.argv.includes("--built")) {
    await buildExtension({ mode: bench ? "production" : "development", tests: true });
  }
  const result = join(outputFolder("test"), "vscode-result.json");
  rmSync(result, { force: true });
  const userDataDir = freshFolder("user");
  await writeSettings(userDataDir);

  const launcher = process.platform === "win32" ? "hostedLauncher.cmd" : "hostedLauncher.cjs";
  const hosted = { executable: join(root, "test/support", launcher), display: [] };
  const { executable, display } = (await findDesktopVscode({ visible: false })) ?? hosted;
  // What gives a display is started with the executable and its arguments as its own arguments.
  const command = [...display, executable];
  console.log(`Running in ${executable}`);
  await runTests({
    vscodeExecutablePath: command[0] ?? executable,
    extensionDevelopmentPath: bench ? root : testedExtension,
    extensionTestsPath: bench ? join(outFolder, "test/suite.js") : testedSuite,
    launchArgs: [
      ...command.slice(1),
      makeWorkspace(),
      `--user-data-dir=${userDataDir}`,
      `--extensions-dir=${freshFolder("extensions")}`,
    ],
    extensionTestsEnv: {
      TOKENSCOPE_ROOT: root,
      TOKENSCOPE_RESULT: result,
      ...(bench && { TOKENSCOPE_BENCH: "1" }),
      ...(grep >= 0 && { TOKENSCOPE_GREP: process.argv[grep + 1] ?? "" }),
    },
  });
}

/** A copy of the workspace that the tests expect, so that they may write into it. */
function makeWorkspace(): string {
  const folder = freshFolder("workspace");
  cpSync(join(root, "test/vscode/workspace"), folder, { recursive: true });
  return folder;
}

main(runVscodeTests);
