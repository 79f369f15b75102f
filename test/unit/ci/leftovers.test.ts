import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { leftovers, lookBefore, type Places } from "../../../.ci/leftovers";
import { run } from "../../../.ci/support/childProcess";
import { firstOutput } from "../../support/firstOutput";
import { freshFolder } from "../../../.ci/support/folders";

describe("What a run leaves behind", () => {
  let places: Places;
  beforeEach(async () => {
    places = {
      runFolder: freshFolder("run"),
      systemFolder: freshFolder("system"),
      checkout: freshFolder("checkout"),
    };
    await run("git", ["init", "--quiet"], { cwd: places.checkout });
  });
  const write = (folder: keyof Places, name: string) => {
    writeFileSync(join(places[folder], name), "");
  };

  it("is nothing where there was the same before", async () => {
    write("checkout", "mine.txt");
    write("systemFolder", "tokenscope-old");
    // Of tsx, in the folder that is removed with the run.
    write("runFolder", "tsx-0");
    assert.deepEqual(await leftovers(places, await lookBefore(places)), []);
  });

  it("is told by its name: temporary files and changes in the checkout", async () => {
    const before = await lookBefore(places);
    write("checkout", "new.txt");
    write("runFolder", "vscode-ipc-1.sock");
    mkdirSync(join(places.systemFolder, "tokenscope-abc"));
    // Other programs' things, and those of a run that is still on its way.
    write("systemFolder", "other");
    mkdirSync(join(places.systemFolder, `tokenscope-${process.pid}-abc`));
    assert.deepEqual(await leftovers(places, before), [
      `the temporary ${join(places.runFolder, "vscode-ipc-1.sock")}`,
      `the temporary ${join(places.systemFolder, "tokenscope-abc")}`,
      "in the checkout, as git status tells, ?? new.txt",
    ]);
  });

  it("is a process that does not end, and none that does or is of another run", async () => {
    const before = await lookBefore(places);
    const code = "process.stdin.resume(); console.log('runs')";
    const start = async (folder: string) => {
      const child = spawn(process.execPath, ["-e", code, folder], {
        env: { ...process.env, TOKENSCOPE_RUN: folder },
      });
      await firstOutput(child);
      return child;
    };
    const [mine, other] = [await start(places.runFolder), await start(places.systemFolder)];
    let isOver = false;
    const looked = leftovers(places, before).finally(() => (isOver = true));
    await new Promise(setImmediate);
    assert.equal(isOver, false);
    // Without patience it is named.
    const [named = "", ...more] = await leftovers(places, before, 0);
    assert.ok(named.startsWith(`the process ${String(mine.pid)} `), named);
    assert.deepEqual(more, []);
    mine.stdin.end();
    assert.deepEqual(await looked, []);
    other.stdin.end();
    await once(other, "exit");
  });
});
