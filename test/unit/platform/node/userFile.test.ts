import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
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
import { userFile } from "../../../../src/platform/node/userFile";
import { freshFolder, outFolder, root } from "../../../../.ci/support/folders";
import { ends, endsNoMore } from "../../../../.ci/support/lifetime";
import { seeded } from "../../../support/random";
import { times } from "../../../support/thoroughness";

const PIECES = 24;
const KILLS = times(8);
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
      const { uid, gid } = statSync(at(name));
      await write(name, "now ", "this");
      assert.equal(text(name), "now this");
      const after = statSync(at(name));
      assert.deepEqual([after.mode & 0o777, after.uid, after.gid], [mode, uid, gid]);
    }
  });

  it("is what it was or what it becomes to whoever has it open or reads it meanwhile", async () => {
    writeFileSync(at("a"), "before");
    const open = openSync(at("a"), "r");
    try {
      await write("a", "now");
      assert.deepEqual([readFileSync(open, "utf8"), text("a")], ["before", "now"]);
    } finally {
      closeSync(open);
    }
  });

  it("is refused where it is read-only, also by a link, and is as it was", async () => {
    writeFileSync(at("a"), "before");
    chmodSync(at("a"), 0o444);
    symlinkSync("a", at("link"));
    for (const name of ["a", "link"]) await assert.rejects(write(name, "now"), /it is read-only/);
    const file = await userFile(at("b"), gathering);
    await file.append(new Uint8Array(9));
    writeFileSync(at("b"), "meanwhile", { mode: 0o444 });
    await assert.rejects(file.finish(), /it is read-only/);
    await file.close();
    assert.deepEqual([text("a"), text("b"), readdirSync(gathering)], ["before", "meanwhile", []]);
  });

  it("stays a link, and the file that it leads to is written", async () => {
    writeFileSync(at("real"), "before");
    symlinkSync("real", at("near"));
    symlinkSync(at("near"), at("far"));
    symlinkSync("not yet", at("dangling"));
    symlinkSync("round", at("round"));
    await assert.rejects(write("round", "now"), /a link that leads in a circle|ELOOP/);
    mkdirSync(at("deep/er"), { recursive: true });
    symlinkSync("deep/er", at("folder"));
    symlinkSync("../up", at("deep/er/link"));
    await write("folder/link", "up");
    assert.equal(text("deep/up"), "up");
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
      await assert.rejects(userFile("/dev/null", gathering), /it is not an ordinary file/);
    });

    it("is as it was where the disk takes no more of what it becomes", async () => {
      for (const name of ["new", "old"]) {
        if (name === "old") writeFileSync(at(name), "before");
        const child = spawn(
          "sh",
          // What a full disk is to a process: it may write no file of more than 4 MiB.
          ["-c", `trap '' XFSZ; ulimit -f 8192; exec "$0" "$@"`, ...(await order(at(name)))],
          { stdio: ["ignore", "inherit", "inherit", "ipc"] },
        );
        ends(child, () => child.kill("SIGKILL"));
        let said = "";
        child.on("message", (news) => {
          if (typeof news !== "string" || !news.includes("Error")) return;
          said = news;
          child.disconnect();
        });
        await once(child, "exit");
        endsNoMore(child);
        assert.match(said, /Tokenscope's storage, where it is gathered first, cannot be written/);
        assert.deepEqual(readdirSync(folder), name === "old" ? ["old"] : []);
      }
      assert.equal(text("old"), "before");
    });

    it("is written into where it has other names or its folder takes no new one", async () => {
      // Too long for the name that an unfinished file has beside it; "a" is not.
      const longest = process.platform === "darwin" ? 1023 : 4095;
      let deep = folder;
      while (deep.length < longest - 250) deep = join(deep, "d".repeat(200));
      deep = join(deep, "d".repeat(longest - deep.length - 4));
      mkdirSync(deep, { recursive: true });
      chmodSync(deep, 0o2755);
      const path = join(deep, "a");
      writeFileSync(path, "before");
      const { ino } = statSync(path);
      const file = await userFile(path, gathering);
      await file.append(new TextEncoder().encode("now"));
      await file.finish();
      assert.deepEqual([readFileSync(path, "utf8"), statSync(path).ino], ["now", ino]);
      assert.deepEqual([readdirSync(deep), readdirSync(gathering)], [["a"], []]);
    });

    for (const [what, mode] of [
      ["", 0o755],
      [", in a folder that gives its files a group", 0o2755],
    ] as const) {
      it(`is whole, as before or as after, and has nothing beside it by a process that is killed at any moment${what}`, async () => {
        chmodSync(folder, mode);
        const random = seeded(SEED);
        for (let turn = 0; turn < KILLS; turn++) {
          const isNew = turn % 2 === 0;
          rmSync(at("a"), { force: true });
          if (!isNew) writeFileSync(at("a"), "before", { mode: 0o640 });
          await killed(at("a"), random(PIECES + 3));
          const left = readdirSync(folder).filter((name) => name !== "other");
          const message = `turn ${turn}, seed ${SEED}`;
          if (left.includes("a")) {
            const size = statSync(at("a")).size;
            if (isNew || size !== 6) assert.equal(size, PIECES * 2 ** 20, message);
            else assert.equal(text("a"), "before", message);
            if (!isNew) assert.equal(statSync(at("a")).mode & 0o777, 0o640);
          } else assert.ok(isNew, message);
          // Only where it cannot be made elsewhere does a killed process leave it here until then.
          if (mode === 0o755) assert.deepEqual(left, left.includes("a") ? ["a"] : []);
          // What was being written in this folder itself is removed by the next that is written.
          await write("other", "b");
          const names = readdirSync(folder).filter((name) => name !== "a");
          assert.deepEqual(names, ["other"], message);
          assert.deepEqual(readdirSync(gathering), []);
        }
      });
    }

    it("is told of by the next that is written where a process was killed while it wrote into it", async () => {
      const random = seeded(SEED);
      for (let turn = 0; turn < KILLS; turn++) {
        writeFileSync(at("a"), "b".repeat(2 ** 22));
        linkSync(at("a"), at("other name"));
        // In most turns while it is being written into.
        await killed(at("a"), PIECES + 1, random(30));
        const bytes = readFileSync(at("a"));
        const isBefore = bytes.length === 2 ** 22 && bytes.every((byte) => byte === 98);
        const isAfter = bytes.length === PIECES * 2 ** 20;
        const told: string[] = [];
        const next = await userFile(at("next"), gathering, (path) => told.push(path));
        await next.close();
        if (!isBefore && !isAfter) assert.deepEqual(told, [at("a")], `turn ${turn}, seed ${SEED}`);
        assert.deepEqual(readdirSync(gathering), []);
        rmSync(at("other name"));
      }
    });
  }

  /** The process that writes a file. */
  async function order(path: string): Promise<string[]> {
    return [process.execPath, await bundled(), path, gathering, String(PIECES)];
  }

  /**
   * Has a process write a file, and kills it when it has told so many things.
   * @param turns of this process's loop that it has before that
   */
  async function killed(path: string, after: number, turns = 0): Promise<void> {
    const [program = "", ...args] = await order(path);
    const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    ends(child, () => child.kill("SIGKILL"));
    let told = 0;
    if (after === 0) child.kill("SIGKILL");
    child.on("message", async (news) => {
      if (++told === after) {
        for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
        child.kill("SIGKILL");
      } else if (news === "finished" && after > told) child.kill("SIGKILL");
    });
    await once(child, "exit");
    endsNoMore(child);
  }
});

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
