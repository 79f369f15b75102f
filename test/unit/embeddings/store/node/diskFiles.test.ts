import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, open, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { clearCache, limitCache } from "../../../../../src/embeddings/store/modelCache";
import { DiskFiles } from "../../../../../src/embeddings/store/node/diskFiles";
import { ownerText } from "../../../../../src/embeddings/store/node/owners";
import { freshFolder } from "../../../../../.ci/support/folders";

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

  it("hold all that was written, where the disk takes it in meanwhile", async () => {
    const piece = Uint8Array.from({ length: 3 * 2 ** 20 }, (_, at) => at % 251);
    const file = await files.create("a.f32");
    for (let count = 0; count < 7; count++) await file.append(piece);
    await file.finish();
    assert.equal(await files.size("a.f32"), 7 * piece.length);
    assert.deepEqual(await files.read("a.f32", 6 * piece.length, piece.length), piece);
  });

  it("do not get their name where the disk could not take in a part of them", async () => {
    const restore = await failingOnce("datasync");
    try {
      const file = await files.create("a.f32");
      for (let count = 0; count < 5; count++) await file.append(new Uint8Array(2 ** 22));
      await assert.rejects(file.finish(), /EIO/);
      await file.close();
      assert.deepEqual(await names(), []);
    } finally {
      restore();
    }
  });

  it("leave nothing when they are given up while the disk takes them in", async () => {
    const file = await files.create("a.f32");
    for (let count = 0; count < 5; count++) await file.append(new Uint8Array(2 ** 22));
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

  describe("of processes that were killed", () => {
    const dead = async (): Promise<string> => {
      const { pid } = spawnSync(process.execPath, ["--version"]);
      return (await ownerText()).replace(/-\d+-/, `-${pid}-`);
    };
    const reused = async (): Promise<string> =>
      (await ownerText()).replace(/-\d+-\d+-/, `-${process.ppid}-1-`);
    const write = async (name: string, bytes: number): Promise<void> => {
      await mkdir(dirname(files.path(name)), { recursive: true });
      await writeFile(files.path(name), new Uint8Array(bytes));
    };

    it("are removed at the next use and by clearing, and counted as freed", async () => {
      for (const work of [
        () => limitCache(files, 1e9, undefined),
        () => clearCache(files, "", false),
      ]) {
        await write(`a.f32.${await dead()}.part`, 5);
        await write(`a.f32.${await reused()}.part`, 7);
        await write(`open/${await dead()}/b.f32`, 11);
        await write(`open/${await dead()}/owner`, 0);
        const lock = `a.f32.${await dead()}.lock`;
        for (const name of [lock, `${lock}.held`]) await write(name, 0);
        assert.equal(await work(), 5 + 7 + 11);
        assert.deepEqual([await names(), await readdir(files.path("open"))], [["open"], []]);
      }
    });

    it("that were to be gone on with are counted, and cleared with their model", async () => {
      await write("gpt2.wte.f32.part", 5);
      await write("seeded-avx2-s1.wte.f32", 3);
      assert.deepEqual((await files.list()).map(({ bytes }) => bytes).sort(), [3, 5]);
      assert.equal(await clearCache(files, undefined, false), 3);
      assert.deepEqual(await names(), ["gpt2.wte.f32.part"]);
      assert.equal(await clearCache(files, undefined, true), 5);
      assert.deepEqual(await names(), []);
    });

    it("by names that did not tell whose they were are counted, cleared, and removed after a while", async () => {
      const name = "seeded-avx2-s1.wte.f32.0a1b2c3d-0000-4000-8000-0a1b2c3d4e5f.part";
      await write(name, 5);
      assert.deepEqual(
        (await files.list()).map(({ bytes }) => bytes),
        [5],
      );
      assert.equal(await clearCache(files, undefined, false), 5);
      await write(name, 5);
      assert.equal(await limitCache(files, 1e9, undefined), 0);
      await utimes(files.path(name), 1e9, 1e9);
      assert.equal(await limitCache(files, 1e9, undefined), 5);
      assert.deepEqual(await names(), []);
    });

    it("are told from those of processes that run", async () => {
      const making = await files.create("a.f32");
      const going = await files.resume("gpt2.wte.f32");
      for (const file of [making, going]) await file.append(Uint8Array.of(1, 2));
      await files.write("b.f32", Uint8Array.of(1));
      const held = await files.hold(["b.f32"]);
      assert.equal(await clearCache(files, undefined, true), 0);
      assert.deepEqual([...(await held.files.read("b.f32", 0, 9))], [1]);
      await Promise.all([making.finish(), going.finish(), held.release()]);
      assert.deepEqual(await names(), ["a.f32", "b.f32", "gpt2.wte.f32", "open"]);
      assert.equal(await clearCache(files, undefined, true), 5);
    });
  });

  it("of another format are neither counted nor removed", async () => {
    await files.write("b.f32", Uint8Array.of(1));
    await writeFile(files.path("models.v2"), "another version's");
    await mkdir(files.path("tables-2"));
    await writeFile(files.path("tables-2/a.f32"), "another version's");
    assert.equal(await limitCache(files, 0, undefined), 1);
    assert.equal(await clearCache(files, undefined, true), 0);
    assert.deepEqual(await names(), ["models.v2", "tables-2"]);
    assert.deepEqual(await readdir(files.path("tables-2")), ["a.f32"]);
  });
});

/** Has a disk fail once, which it tells of once. Answers what undoes that. */
async function failingOnce(method: "datasync"): Promise<() => void> {
  const probe = await open(import.meta.filename);
  const handles = Object.getPrototypeOf(probe) as Record<typeof method, () => Promise<void>>;
  await probe.close();
  const working = handles[method];
  const restore = (): void => {
    handles[method] = working;
  };
  handles[method] = async () => {
    restore();
    throw new Error("EIO: i/o error, fdatasync");
  };
  return restore;
}
