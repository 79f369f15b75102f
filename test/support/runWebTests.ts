import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runNode } from "../../.ci/support/childProcess";
import { freshFolder, outFolder, outputFolder, root } from "../../.ci/support/folders";
import { BYTE_LEVEL_VARIANTS } from "./byteLevelVariants";
import { HARD_TEXTS, randomText } from "./hardText";
import { main } from "../../.ci/support/main";
import { oracle } from "./oracle";
import { seeded } from "./random";
import { story } from "./story";
import { ScriptOracle } from "./tokenizerOracles";
import { browserExtension } from "../../.ci/support/testedExtension";
import { writeSettings } from "../../.ci/support/vscodeServer";
import { buildExtension } from "../../.ci/support/webpackBuild";
import type { WebRunOptions } from "../web/runOptions";

/**
 * Runs the suite in the extension host of a browser, a web worker, by the npm-hosted VS Code.
 * `--built` says the bundles are there, `--grep TEXT` runs what has the text in its title.
 */
async function runWebTests(): Promise<undefined> {
  const grep = process.argv.indexOf("--grep");
  if (!process.argv.includes("--built")) {
    await buildExtension({ mode: "development", tests: true });
  }
  const resultFile = join(outputFolder("test"), "web-result.json");
  rmSync(resultFile, { force: true });
  const extension = browserExtension();
  const options: WebRunOptions = {
    resultFile,
    texts: textsWithIds(),
    tokenizer: tokenizerWithIds(),
    ...(grep >= 0 && { grep: process.argv[grep + 1] ?? "" }),
  };
  writeFileSync(join(extension, "webRunOptions.json"), JSON.stringify(options));
  // VS Code runs tests in the extension host of the extension whose folder holds them.
  const suite = join(extension, "webSuite.js");
  cpSync(join(outFolder, "test/webSuite.js"), suite);
  const userDataDir = freshFolder("user");
  await writeSettings(userDataDir);
  await runNode(
    [
      join(root, "test/support/hostedLauncher.cjs"),
      `--extensionDevelopmentPath=${extension}`,
      `--extensionTestsPath=${suite}`,
      `--user-data-dir=${userDataDir}`,
      `--extensions-dir=${freshFolder("extensions")}`,
      freshFolder("workspace"),
    ],
    { cwd: root, output: "inherit", heldInput: true },
  );
}

function textsWithIds(): WebRunOptions["texts"] {
  const random = seeded(20261128);
  const made = Array.from({ length: 300 }, () => randomText(random, 40));
  return [story(), ...HARD_TEXTS, ...made].map((text) => ({ text, ids: oracle(text, "split") }));
}

/** Of Qwen's kind, which both libraries split the same way. */
function tokenizerWithIds(): WebRunOptions["tokenizer"] {
  const file = BYTE_LEVEL_VARIANTS["Qwen 3's pattern and NFC"] ?? {};
  const script = new ScriptOracle(file);
  const texts = HARD_TEXTS.slice(0, 50);
  return {
    json: JSON.stringify(file),
    texts: texts.map((text) => ({ text, ids: script.idsOf(text) })),
  };
}

main(runWebTests);
