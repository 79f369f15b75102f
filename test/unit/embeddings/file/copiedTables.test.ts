import assert from "node:assert/strict";
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { batchOf } from "../../../../src/embeddings/queries/batch";
import { decodeFloats } from "../../../../src/embeddings/file/floats";
import { Model } from "../../../../src/embeddings/model";
import { fileTables } from "../../../../src/embeddings/file/modelFile";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import { diskSource } from "../../../../src/embeddings/file/node/diskSource";
import { nativeRuntime } from "../../../../src/embeddings/runtime/node/nativeRuntime";
import type { SourceFiles } from "../../../../src/embeddings/file/sourceFile";
import type { TableFiles } from "../../../../src/embeddings/store/tableFiles";
import { freshFolder } from "../../../../.ci/support/folders";
import { MemoryFiles } from "../../../support/memoryFiles";
import { MemorySource } from "../../../support/memorySource";
import { f32, safetensorsFile } from "../../../../.ci/support/safetensorsWriter";

const position = f32([3, 2], (at) => -at / 8);
const good = { "wte.weight": f32([5, 2], (at) => at), "wpe.weight": position };

describe("Tables of a model file", () => {
  const weights = (first: number) =>
    safetensorsFile({
      "wte.weight": f32([5, 2], (at) => first + at),
      "wpe.weight": position,
    });

  it("are kept, and made anew when the file has changed, beside those in use", async () => {
    const folder = freshFolder("file");
    const path = join(folder, "m.safetensors");
    const files = new DiskFiles(join(folder, "tables"));
    writeFileSync(path, weights(0));
    const shares: number[] = [];
    const made = () => fileTables({ path }, diskSource, files, undefined, (s) => shares.push(s));
    const first = await made();
    assert.equal(shares.at(-1), 1);
    assert.deepEqual(await made(), first);
    assert.equal(shares.length, 2);
    const model = await Model.open(first.info, first.tables, files, nativeRuntime);
    writeFileSync(path, weights(100));
    utimesSync(path, 1e9, 1e9);
    const second = await made();
    assert.notEqual(second.tables.token.name, first.tables.token.name);
    assert.deepEqual([...(await model.embed(batchOf([[0]]))).token], [0, 1]);
    await model.close();
    const bytes = await files.read(second.tables.token.name, 0, 8);
    assert.deepEqual([...decodeFloats(bytes, "F32")], [100, 101]);
    // Two of each with their hashes, and the graph of the model that was opened.
    assert.equal(readdirSync(join(folder, "tables")).length, 9);
  });

  it("are made anew for another content of the same place, size and time", async () => {
    const read = async (source: SourceFiles, path: string): Promise<number[]> => {
      const files = new MemoryFiles();
      const { tables } = await fileTables({ path }, source, files);
      return [...decodeFloats(files.finished.get(tables.token.name)!, "F32")];
    };
    const source = new MemorySource({ "/m.safetensors": weights(0) });
    const files = new MemoryFiles();
    const made = async (): Promise<number[]> => {
      const { tables } = await fileTables({ path: "/m.safetensors" }, source, files);
      return [...decodeFloats(files.finished.get(tables.token.name)!, "F32")];
    };
    assert.deepEqual(await made(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const [changed, expected] of [
      [weights(100), 100],
      // One value alone.
      [safetensorsFile({ ...good, "wte.weight": f32([5, 2], (at) => (at === 9 ? -1 : at)) }), 0],
      [weights(7), 7],
    ] as const) {
      assert.equal(changed.length, source.files.get("/m.safetensors")?.length);
      source.files.set("/m.safetensors", changed);
      const values = await made();
      assert.equal(values[0], expected);
      assert.deepEqual(values, await read(source, "/m.safetensors"));
    }
  });

  it("are made anew where one value of many megabytes is another, and the time is set back", async () => {
    const path = join(freshFolder("file"), "m.safetensors");
    const rows = 3 << 20;
    const tables = { "wte.weight": f32([rows, 2], () => 1), "wpe.weight": position };
    writeFileSync(path, safetensorsFile(tables));
    utimesSync(path, 1e9, 1e9);
    const files = new MemoryFiles();
    const first = await fileTables({ path }, diskSource, files);
    const file = openSync(path, "r+");
    const size = fstatSync(file).size;
    // In no sample of the file.
    writeSync(file, Float32Array.of(5), 0, 4, size - 24 - 8 * rows + 4 * 1_000_003);
    closeSync(file);
    utimesSync(path, 1e9, 1e9);
    const second = await fileTables({ path }, diskSource, files);
    assert.notEqual(second.tables.token.name, first.tables.token.name);
    const bytes = files.finished.get(second.tables.token.name)!;
    assert.equal(decodeFloats(bytes.slice(4 * 1_000_003, 4 * 1_000_004), "F32")[0], 5);
  });

  it("are made anew when one of the two is gone or cut", async () => {
    const source = new MemorySource({ "/m.safetensors": weights(0) });
    const files = new MemoryFiles();
    const choice = { path: "/m.safetensors" };
    const { tables } = await fileTables(choice, source, files);
    files.finished.set(tables.position.name, new Uint8Array(3));
    await fileTables(choice, source, files);
    assert.deepEqual(files.finished.get(tables.position.name), position.bytes);
  });

  it("are not made of a file that changes meanwhile", async () => {
    const source = new MemorySource({ "/m.safetensors": weights(0) });
    const files = new MemoryFiles();
    const step = async () => {
      source.modified++;
    };
    await assert.rejects(
      fileTables({ path: "/m.safetensors" }, source, files, step),
      /^Error: \/m\.safetensors changed while it was read; try again\.$/,
    );
    assert.deepEqual([files.finished.size, files.parts.size, source.openCount], [0, 0, 0]);
  });

  it("are given up between chunks, with nothing left behind", async () => {
    const rows = 1 << 20;
    const tables = { "wte.weight": f32([rows, 4], () => 1), "wpe.weight": f32([1, 4], () => 1) };
    const source = new MemorySource({ "/m.safetensors": safetensorsFile(tables) });
    const files = new MemoryFiles();
    let steps = 0;
    const step = async () => {
      if (++steps === 2) throw new Error("Given up.");
    };
    await assert.rejects(fileTables({ path: "/m.safetensors" }, source, files, step), {
      message: "Given up.",
    });
    assert.deepEqual([files.finished.size, files.parts.size, source.openCount], [0, 0, 0]);
  });
});

describe("A full disk", () => {
  const path = "/models/m.safetensors";
  const source = new MemorySource({ [path]: safetensorsFile(good) });
  const noSpace = "ENOSPC: no space left on device, write";

  it("ends the copy by name and reason, and leaves no temporary file", async () => {
    const folder = freshFolder("full");
    const full = new (class extends DiskFiles {
      override async create(name: string) {
        const file = await super.create(name);
        if (!name.includes("wpe")) return file;
        const written = file.append.bind(file);
        const append = async (bytes: Uint8Array) => {
          await written(bytes.subarray(0, 4));
          throw new Error(noSpace);
        };
        return Object.assign(file, { append });
      }
    })(folder);
    await assert.rejects(fileTables({ path }, source, full), {
      message: `${path} could not be copied: ${noSpace}.`,
    });
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is noticed before anything is written", async () => {
    const files: TableFiles = Object.assign(new MemoryFiles(), { free: async () => 63 });
    await assert.rejects(fileTables({ path }, source, files), /needs 64 bytes for its tables; the/);
    await fileTables({ path }, source, Object.assign(new MemoryFiles(), { free: async () => 64 }));
  });
});
