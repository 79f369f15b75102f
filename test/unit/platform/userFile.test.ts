import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { userFile } from "../../../src/platform/node/userFile";
import { freshFolder, outFolder, root } from "../../support/folders";
import { ends, endsNoMore } from "../../support/lifetime";
import { seeded } from "../../support/random";
import { thoroughness } from "../../support/thoroughness";

const PIECES = 24;
const KILLS = 8 * thoroughness;
const SEED = 20_261_128;

describe("A file of a person's", () => {
  let folder: string;
  let gathering: string;
  beforeEach(() => {
    const parent = freshFolder("userFile");
    folder = join(parent, "a folder");
    gathering = join(parent, "storage", "exports");
    mkdirSync(folder);
  });
  const at = (name: string): string => join(folder, name);
  const text = (name: string): string => readFileSync(at(name), "utf8");
  async function write(name: string, ...pieces: string[]): Promise<void> {
    const file = await userFile(at(name), gathering);
    try {
      for (const piece of pieces) await file.append(new TextEncoder().encode(piece));
      await file.finish();
    } finally {
      await file.close();
    }
  }

  it("is there whole or not at all where it is new, as any other new file, and nothing beside it", async () => {
    const file = await userFile(at("a.csv"), gathering);
    await file.append(new Uint8Array(2 ** 22));
    assert.deepEqual(readdirSync(folder), []);
    await file.finish();
    await file.close();
    writeFileSync(at("other"), "");
    assert.equal(statSync(at("a.csv")).size, 2 ** 22);
    assert.equal(statSync(at("a.csv")).mode, statSync(at("other")).mode);
    assert.equal(statSync(at("a.csv")).nlink, 1);
    assert.deepEqual([readdirSync(folder), readdirSync(gathering)], [["a.csv", "other"], []]);
  });

  it("stays what it is where it is there: its rights, and what is longer is cut", async () => {
    for (const mode of [0o600, 0o640, 0o755, 0o666]) {
      const name = `${mode}.jsonl`;
      writeFileSync(at(name), "before, and longer");
      chmodSync(at(name), mode);
      const { ino } = statSync(at(name));
      await write(name, "now ", "this");
      assert.equal(text(name), "now this");
      assert.deepEqual([statSync(at(name)).mode & 0o777, statSync(at(name)).ino], [mode, ino]);
    }
  });

  it("stays a link, and the file that it leads to is written", async () => {
    writeFileSync(at("real"), "before");
    symlinkSync("real", at("near"));
    symlinkSync(at("near"), at("far"));
    symlinkSync("not yet", at("dangling"));
    for (const [name, leads] of [
      ["near", "real"],
      ["far", at("near")],
      ["dangling", "not yet"],
    ] as const) {
      await write(name, name);
      assert.equal(readlinkSync(at(name)), leads);
      assert.equal(text(name === "dangling" ? "not yet" : "real"), name);
    }
  });

  it("keeps its other names", async () => {
    writeFileSync(at("one"), "before");
    linkSync(at("one"), at("two"));
    await write("one", "now");
    assert.deepEqual([text("two"), statSync(at("one")).nlink], ["now", 2]);
  });

  it("may have any name that the system allows", async () => {
    for (const name of [
      "x".repeat(220),
      `${"x".repeat(251)}.npz`,
      "ä".repeat(127),
      "ﬁle\n😀 %20",
    ]) {
      await write(name, "new");
      assert.equal(text(name), "new");
      await write(name, "again");
      assert.equal(text(name), "again");
    }
    await assert.rejects(write("x".repeat(256), "new"), /ENAMETOOLONG/);
  });

  it("is as it was when the writing is given up or fails, and nothing is left of that", async () => {
    writeFileSync(at("a"), "before");
    const file = await userFile(at("a"), gathering);
    await file.append(new Uint8Array(9));
    await file.close();
    assert.deepEqual(
      [text("a"), readdirSync(folder), readdirSync(gathering)],
      ["before", ["a"], []],
    );
    await assert.rejects(write("none/a", "new"), /ENOENT/);
    mkdirSync(at("b"));
    await assert.rejects(write("b", "new"), /it is a folder, not a file/);
    assert.deepEqual([readdirSync(folder), readdirSync(gathering)], [["a", "b"], []]);
  });

  if (process.platform !== "win32") {
    it("is refused where it is no file that can be written into", async () => {
      await assert.rejects(userFile("/dev/null", gathering), /it is no ordinary file/);
    });

    for (const [what, mode] of [
      ["", 0o755],
      [", in a folder that gives its files a group", 0o2755],
    ] as const) {
      it(`has nothing large left beside it by a process that is killed at any moment${what}`, async () => {
        chmodSync(folder, mode);
        const random = seeded(SEED);
        for (let turn = 0; turn < KILLS; turn++) {
          rmSync(at("a"), { force: true });
          await killed(at("a"), gathering, random(PIECES + 3));
          const left = readdirSync(folder).filter((name) => name !== "other");
          if (left.includes("a")) assert.equal(statSync(at("a")).size, PIECES * 2 ** 20);
          // Only where it cannot be made elsewhere does a killed process leave it here until then.
          if (mode === 0o755) assert.deepEqual(left, left.includes("a") ? ["a"] : []);
          // What was being written in this folder itself is removed by the next that is written.
          await write("other", "b");
          const names = readdirSync(folder).filter((name) => name !== "a");
          assert.deepEqual(names, ["other"], `turn ${turn}, seed ${SEED}`);
          assert.deepEqual(readdirSync(gathering), []);
        }
      });
    }
  }
});

/** Has a process write a file, and kills it when it has told so many things. */
async function killed(path: string, gathering: string, after: number): Promise<void> {
  const child = spawn(process.execPath, [await bundled(), path, gathering, String(PIECES)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  ends(child, () => child.kill("SIGKILL"));
  let told = 0;
  if (after === 0) child.kill("SIGKILL");
  child.on("message", () => {
    if (++told === after) child.kill("SIGKILL");
  });
  await new Promise<void>((resolve) => {
    child.once("exit", () => {
      endsNoMore(child);
      resolve();
    });
    child.on("message", (news) => {
      if (news === "finished" && after > told) child.kill("SIGKILL");
    });
  });
}

let script: Promise<string> | undefined;

function bundled(): Promise<string> {
  return (script ??= (async () => {
    const outfile = join(outFolder, "fileWriter.cjs");
    await build({
      entryPoints: [join(root, "test/support/fileWriter.ts")],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      packages: "external",
    });
    return outfile;
  })());
}
