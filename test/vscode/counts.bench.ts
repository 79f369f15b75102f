import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { freshFolder } from "../../.ci/support/folders";
import { closeAll, tokenscope } from "./tokenscope";

const FILES = 4000;
const FOLDERS = 40;
const RUNS = 3;
/** Some 3 KB, as a file of code has. */
const TEXT =
  "Every effort moves you forward, and “naïve” readers – like us – count tokens.\n".repeat(40);

describe("Counting a folder", () => {
  let folder: string;
  before(async () => {
    await tokenscope();
    folder = freshFolder("counts");
    for (let at = 0; at < FOLDERS; at++) await mkdir(join(folder, String(at)));
    for (let at = 0; at < FILES; at++) {
      await writeFile(join(folder, String(at % FOLDERS), `${at}.txt`), `${at} ${TEXT}`);
    }
  });
  after(async () => {
    await set(undefined);
    await rm(folder, { recursive: true });
  });
  const set = (encoding: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration("files").update("encoding", encoding, true);

  it("takes about as long in any encoding", async function () {
    this.timeout(600_000);
    console.log(`\nCounting ${FILES} files of ${TEXT.length} code units, ms, best of ${RUNS}:\n`);
    console.log("| `files.encoding` | ms |");
    console.log("| --- | --- |");
    for (const encoding of [undefined, "windows1252"]) {
      await set(encoding);
      const times: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        const start = performance.now();
        await vscode.commands.executeCommand("tokenscope.countTokens", vscode.Uri.file(folder));
        times.push(performance.now() - start);
        await closeAll();
      }
      console.log(`| ${encoding ?? "utf8"} | ${Math.min(...times).toFixed(0)} |`);
    }
  });
});
