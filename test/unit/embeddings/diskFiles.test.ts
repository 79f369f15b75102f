import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DiskFiles } from "../../../src/embeddings/node/diskFiles";
import { freshFolder } from "../../support/folders";

describe("Tables on disk", () => {
  let folder: string;
  let files: DiskFiles;
  beforeEach(async () => {
    folder = freshFolder("diskFiles");
    files = new DiskFiles(join(folder, "made", "when needed"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const names = async () => (await readdir(files.path("."))).sort();

  it("are there whole or not at all", async () => {
    const file = await files.create("a.f32");
    await file.append(Uint8Array.of(1, 2));
    assert.equal(await files.size("a.f32"), undefined);
    assert.deepEqual(await files.list(), []);
    await file.append(Uint8Array.of(3));
    await file.finish();
    assert.deepEqual([...(await files.read("a.f32", 1, 9))], [2, 3]);
    await file.close();
    assert.deepEqual(await names(), ["a.f32"]);
  });

  it("leave nothing when they are given up", async () => {
    const file = await files.create("a.f32");
    await file.append(Uint8Array.of(1, 2));
    await file.close();
    assert.deepEqual(await names(), []);
  });

  it("go on where they were left, when that is wanted", async () => {
    const first = await files.resume("a.f32");
    await first.append(Uint8Array.of(1, 2));
    await first.close();
    const second = await files.resume("a.f32");
    assert.equal(second.length, 2);
    await second.append(Uint8Array.of(3));
    await second.finish();
    assert.deepEqual([...(await files.read("a.f32", 0, 3))], [1, 2, 3]);
    assert.deepEqual(await names(), ["a.f32"]);
  });

  it("are gone on with by one at a time, until that one ends or dies", async () => {
    const first = await files.resume("a.f32");
    await assert.rejects(files.resume("a.f32"), /Another window is writing a\.f32/);
    await first.close();
    const { pid } = spawnSync(process.execPath, ["--version"]);
    await writeFile(files.path("a.f32.lock.part"), String(pid));
    const second = await files.resume("a.f32");
    await second.close();
    assert.deepEqual(await names(), ["a.f32.part"]);
  });
});
