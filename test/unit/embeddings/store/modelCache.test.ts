import assert from "node:assert/strict";
import { clearCache, limitCache } from "../../../../src/embeddings/store/modelCache";
import { MemoryFiles } from "../../../support/memoryFiles";

describe("The models kept on disk", () => {
  let files: MemoryFiles;
  beforeEach(async () => {
    files = new MemoryFiles();
    for (const stem of ["seeded-avx2-s1", "seeded-avx2-s2", "file-ab", "gpt2"]) {
      await files.write(`${stem}.wte.f32`, new Uint8Array(100));
      await files.write(`${stem}.wpe.f32`, new Uint8Array(10));
      await files.write(`${stem}.onnx`, new Uint8Array(1));
    }
  });
  const stems = () => [...new Set([...files.finished.keys()].map((name) => name.split(".")[0]))];

  it("stay while they are within the limit", async () => {
    assert.equal(await limitCache(files, 444, undefined), 0);
    assert.deepEqual(stems(), ["seeded-avx2-s1", "seeded-avx2-s2", "file-ab", "gpt2"]);
  });

  it("go whole, those not used for the longest time first", async () => {
    await files.touch("seeded-avx2-s1.wte.f32");
    assert.equal(await limitCache(files, 443, undefined), 111);
    assert.deepEqual(stems(), ["seeded-avx2-s1", "file-ab", "gpt2"]);
  });

  it("never go while in use, nor what was fetched by a command", async () => {
    assert.equal(await limitCache(files, 0, "seeded-avx2-s1"), 222);
    assert.deepEqual(stems(), ["seeded-avx2-s1", "gpt2"]);
  });

  it("are cleared but for the one in use, what was fetched only when that is wanted", async () => {
    assert.equal(await clearCache(files, "file-ab", false), 222);
    assert.deepEqual(stems(), ["file-ab", "gpt2"]);
    assert.equal(await clearCache(files, undefined, true), 222);
    assert.deepEqual(stems(), []);
  });

  it("go at once where no version makes them any more, and before all others", async () => {
    const add = (stem: string) => files.write(`${stem}.wte.f32`, new Uint8Array(200));
    await add("seeded-s123-v6-d3-c4");
    await add("seeded-s-1-v6-d3-c4");
    assert.equal(await limitCache(files, Infinity, "seeded-avx2-s1"), 400);
    assert.deepEqual(stems(), ["seeded-avx2-s1", "seeded-avx2-s2", "file-ab", "gpt2"]);
    await add("seeded-s123-v6-d3-c4");
    assert.equal(await limitCache(files, 444, "seeded-avx2-s1"), 200);
    assert.deepEqual(stems(), ["seeded-avx2-s1", "seeded-avx2-s2", "file-ab", "gpt2"]);
  });

  it("that cannot be removed are left for the next time", async () => {
    const remove = files.remove.bind(files);
    files.remove = async (name) => {
      if (name.endsWith("wte.f32")) throw new Error("EBUSY");
      await remove(name);
    };
    assert.equal(await clearCache(files, "gpt2", true), 33);
  });
});
