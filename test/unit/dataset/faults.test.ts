import assert from "node:assert/strict";
import { execFileSync, type ChildProcess } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freshFolder } from "../../../.ci/support/folders";
import { findOnPath } from "../../../.ci/support/childProcess";
import { cli } from "../../support/builtCli";
import { heldRun, runOnFullDisk } from "../../support/heldWrites";
import { oracle } from "../../support/oracle";
import { plainJsonl } from "../../support/plainSets";
import { times } from "../../support/thoroughness";

const windows = process.platform === "win32";

function folderOf(files: Record<string, string>): string {
  const folder = freshFolder("faults");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const build = (input: string, output: string, ...more: readonly string[]) => [
  ...["build", "--input", input, "--output", output, "--format", "jsonl"],
  ...["--val-documents", "0.3", ...more],
];

/** All files of a folder with what they hold. */
const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name)).toString("base64")]),
  );

describe("A training set that is written", () => {
  let corpus: string;
  before(() => {
    const text = "Some words of a document that is long enough to take a moment. ".repeat(50);
    corpus = folderOf(
      Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`${at}.txt`, `${at} ${text}`])),
    );
  });

  it("is whole or named as unfinished whenever it is killed, and the next run replaces it", async () => {
    const output = join(freshFolder("set"), "out");
    const begin = performance.now();
    assert.equal((await cli(build(corpus, output))).code, 0);
    const lasts = performance.now() - begin;
    const right = contents(output);
    let [unfinished, told] = [0, 0];
    for (let round = 0; round < times(6); round++) {
      rmSync(output, { recursive: true });
      const moment = (lasts * (round + 0.5)) / times(6);
      const killed = await cli(build(corpus, output), {
        started: (child) => void wait(moment).then(() => child.kill("SIGKILL")),
      });
      const left = existsSync(output) ? contents(output) : {};
      const named = Object.fromEntries(
        Object.entries(left).filter(([name]) => !name.endsWith(".unfinished")),
      );
      if (killed.code === 0) assert.deepEqual(left, right);
      // Its own mark goes last.
      else if ("dataset.json" in left) assert.deepEqual(named, right);
      else {
        // Files get their names one after another: those that have one are whole.
        for (const [name, bytes] of Object.entries(named)) assert.equal(bytes, right[name], name);
        if (Object.keys(left).length > 0) unfinished++;
        const again = await cli(build(corpus, output));
        assert.equal(again.code, 0, again.stderr);
        if (again.stderr.includes("ended before it was done")) told++;
        assert.deepEqual(contents(output), right);
      }
    }
    assert.equal(told, unfinished);
  });

  it("leaves nothing when it is interrupted, and what was there as it was", async () => {
    if (windows) return;
    const output = join(freshFolder("set"), "out");
    const interrupt = (child: ChildProcess): void => void child.kill("SIGINT");
    const interrupted = await heldRun(build(corpus, output), interrupt);
    assert.equal(interrupted.code, 130);
    assert.match(interrupted.stderr, /Interrupted\. Nothing is written\./);
    assert.equal(existsSync(output), false);
    assert.equal((await cli(build(corpus, output))).code, 0);
    const before = contents(output);
    const again = await heldRun(build(corpus, output, "--force", "--seed", "7"), interrupt);
    assert.equal(again.code, 130);
    assert.deepEqual(contents(output), before);
  });

  it("is not written where a set is, unless it may be replaced", async () => {
    const output = join(freshFolder("set"), "out");
    await cli(build(corpus, output, "--format", "npy"));
    const before = contents(output);
    const refused = await cli(build(corpus, output));
    assert.equal(refused.code, 3);
    assert.match(refused.stderr, /holds a training set already \(dataset\.json\).*--force/);
    assert.deepEqual(contents(output), before);
    const replaced = await cli(build(corpus, output, "--force"));
    assert.equal(replaced.code, 0, replaced.stderr);
    assert.deepEqual(readdirSync(output).sort(), ["dataset.json", "train.jsonl", "val.jsonl"]);
  });

  it("does not take the name of a file of somebody else's", async () => {
    const output = freshFolder("set");
    writeFileSync(join(output, "train.jsonl"), "mine");
    writeFileSync(join(output, "other.unfinished"), "mine too");
    const { code, stderr } = await cli(build(corpus, output));
    assert.equal(code, 3);
    assert.match(stderr, /train\.jsonl is there already\. Choose another folder/);
    assert.deepEqual(readdirSync(output).sort(), ["other.unfinished", "train.jsonl"]);
    assert.equal(readFileSync(join(output, "train.jsonl"), "utf8"), "mine");
  });

  it("is written by one of two runs into a folder", async () => {
    const output = join(freshFolder("set"), "out");
    const runs = await Promise.all([cli(build(corpus, output)), cli(build(corpus, output))]);
    const done = runs.filter(({ code }) => code === 0);
    for (const { code, stderr } of runs) {
      if (code === 0) continue;
      assert.equal(code, 3);
      assert.match(stderr, /Another run is writing into|holds a training set already/);
    }
    assert.ok(done.length <= 1);
    if (done.length === 0) assert.deepEqual(existsSync(output) ? readdirSync(output) : [], []);
    else assert.equal((await cli(["check", output])).code, 0);
  });

  it("ends with what was there where the disk is full, and the sentence says so", async () => {
    const output = join(freshFolder("set"), "out");
    for (const room of [0, 100_000, 500_000]) {
      const { code, stderr } = await runOnFullDisk(build(corpus, output), room);
      assert.equal(code, 3, stderr);
      assert.match(stderr, /The disk is full: .*train\.jsonl cannot be written\. What this run/);
      assert.equal(existsSync(output), false);
    }
    assert.equal((await cli(build(corpus, output, "--format", "npy"))).code, 0);
    const before = contents(output);
    const full = await runOnFullDisk(build(corpus, output, "--force"), 100_000);
    assert.equal(full.code, 3);
    assert.deepEqual(contents(output), before);
  });

  it("ends with what was there where a file may not be longer", async () => {
    const prlimit = findOnPath("prlimit");
    if (prlimit === undefined) return;
    const output = join(freshFolder("set"), "out");
    assert.equal((await cli(build(corpus, output, "--format", "npy"))).code, 0);
    const before = contents(output);
    const limited = await cli(build(corpus, output, "--force"), {
      through: [prlimit, "--fsize=200000"],
    });
    assert.equal(limited.code, 3);
    assert.match(limited.stderr, /train\.jsonl becomes longer than files may be here/);
    assert.deepEqual(contents(output), before);
  });
});

describe("What is read for a training set", () => {
  it("is told where it cannot be read, and the rest is taken", async () => {
    if (windows) return;
    const folder = folderOf({ "a.txt": "first", "z.txt": "last" });
    symlinkSync("nowhere", join(folder, "b.txt"));
    symlinkSync("c.txt", join(folder, "c.txt"));
    symlinkSync(".", join(folder, "d"));
    mkdirSync(join(folder, "deep"));
    symlinkSync("..", join(folder, "deep/up"));
    symlinkSync("a.txt", join(folder, "link.txt"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const output = join(freshFolder("set"), "out");
    const args = build(folder, output, "--val-documents", "0", "--end-of-text", "none");
    const { code, stdout } = await cli(args);
    assert.equal(code, 0);
    const texts = ["first", "first", "last"];
    assert.deepEqual(
      plainJsonl(join(output, "train.jsonl")),
      texts.map((text) => oracle(text, "text")),
    );
    assert.match(
      stdout,
      /\| 2 +\| could not be read +\| .*b\.txt` \(`ENOENT`\).*c\.txt` \(`ELOOP`\)/,
    );
    assert.match(stdout, /\| 2 +\| link to a folder/);
    assert.match(stdout, /\| 1 +\| not a file +\| .*pipe/);
  });

  it("may have any name", async () => {
    const folder = folderOf({ "a b.txt": "one", "|`*.txt": "two", "\u202egnp.txt": "three" });
    const odd = [Buffer.from("\xff\xfe.txt", "latin1"), Buffer.from("line\nend.txt")];
    if (process.platform === "linux") {
      for (const name of odd) {
        writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), "odd name");
      }
    }
    const { code, stdout } = await cli(["count", folder]);
    assert.equal(code, 0);
    const lines = stdout.trim().split("\n");
    assert.equal(lines.length, process.platform === "linux" ? 6 : 4);
    for (const line of lines) assert.match(line, /^\d+\t\P{Cc}+$/u);
    const json = await cli(["build", "--dry-run", "--json", "--input", folder]);
    assert.equal(json.code, 0, json.stderr);
  });

  it("does not hold what is being written", async () => {
    const folder = folderOf({ "a.txt": "first", "b.txt": "second" });
    const output = join(folder, "aa");
    for (let run = 0; run < 2; run++) {
      const { code } = await cli(build(folder, output, "--val-documents", "0", "--force"));
      assert.equal(code, 0);
      assert.equal(plainJsonl(join(output, "train.jsonl")).length, 2);
    }
  });

  it("may be gone, which is told before anything is done", async () => {
    const output = join(freshFolder("set"), "out");
    const { code, stderr } = await cli(build("/nowhere/at all", output));
    assert.equal(code, 3);
    assert.match(stderr, /^\/nowhere\/at all cannot be read \(ENOENT\)\. Name a file or a folder/);
    assert.equal(existsSync(output), false);
  });

  it("may change meanwhile: what goes is told, and what was begun is not written half", async () => {
    const folder = folderOf({});
    const long = "A line of a long text.\n".repeat(1_000_000);
    writeFileSync(join(folder, "long.txt"), long);
    const output = join(freshFolder("set"), "out");
    // Two threads have read a part of it at most when the set is begun.
    const run = await heldRun(build(folder, output, "--threads", "2"), () => {
      writeFileSync(join(folder, "long.txt"), "short now");
    });
    assert.equal(run.code, 3);
    assert.match(run.stderr, /long\.txt changed or could not be read on.*nothing is written/);
    assert.equal(existsSync(output), false);
  });
});
