import assert from "node:assert/strict";
import { batchOf } from "../../../../src/embeddings/queries/batch";
import { limitCache, USED_MARK } from "../../../../src/embeddings/store/modelCache";
import { Model } from "../../../../src/embeddings/model";
import { seededInfo, seededTables } from "../../../../src/embeddings/seeded/seededTables";
import { StoredFiles, type FileStore } from "../../../../src/embeddings/store/storedFiles";
import { CheckedTable, createTable, readSums } from "../../../../src/embeddings/store/tableSums";
import { assertClose } from "../../../support/close";
import { MemoryFiles } from "../../../support/memoryFiles";
import { randomRows } from "../../../support/openedModel";
import { runtimes } from "../../../support/runtimes";

/** A store of whole files that counts what is read of it. */
class Store implements FileStore {
  readonly files = new MemoryFiles();
  readonly reads: string[] = [];
  refusal: Error | undefined;
  /** What a reading waits for once it has the bytes. */
  hold: Promise<void> = Promise.resolve();

  sizeOf(name: string): Promise<number | undefined> {
    return this.files.size(name);
  }
  async readWhole(name: string): Promise<Uint8Array<ArrayBuffer>> {
    this.reads.push(name);
    const bytes = await this.files.read(name, 0, Infinity);
    await this.hold;
    return bytes;
  }
  async writeWhole(name: string, bytes: Uint8Array): Promise<void> {
    if (this.refusal !== undefined) throw this.refusal;
    await this.files.write(name, bytes);
  }
  listAll() {
    return this.files.list();
  }
  removeFile(name: string): Promise<void> {
    return this.files.remove(name);
  }
  async touchFile(name: string): Promise<void> {
    await this.files.write(name + USED_MARK, new Uint8Array(0));
  }
  async freeBytes(): Promise<number | undefined> {
    return undefined;
  }
}

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

describe("Files in a store that knows whole files alone", () => {
  let store: Store;
  let files: StoredFiles;
  beforeEach(() => {
    store = new Store();
    files = new StoredFiles(() => store, 100);
  });

  it("are there when they are finished, and not before", async () => {
    const file = await files.create("a");
    await file.append(bytes(1, 2));
    await file.append(bytes(3));
    assert.equal(file.length, 3);
    assert.equal(await files.size("a"), undefined);
    await file.finish();
    await file.close();
    assert.equal(await files.size("a"), 3);
    assert.deepEqual(await files.read("a", 1, 5), bytes(2, 3));
  });

  it("are read once for many reads, as long as they fit into memory", async () => {
    await store.writeWhole("small", new Uint8Array(60));
    await store.writeWhole("other", new Uint8Array(60));
    await store.writeWhole("large", new Uint8Array(101));
    for (let round = 0; round < 3; round++) await files.read("small", round, 1);
    assert.deepEqual(store.reads, ["small"]);
    await files.read("other", 0, 1);
    await files.read("small", 0, 1);
    assert.deepEqual(store.reads, ["small", "other", "small"]);
    for (let round = 0; round < 2; round++) {
      assert.equal((await files.read("large", 0, 200)).length, 101);
    }
    assert.deepEqual(store.reads.slice(3), ["large", "large"]);
  });

  it("give copies: what a reader does with its bytes changes no file", async () => {
    await files.write("a", bytes(1, 2));
    (await files.read("a", 0, 2)).fill(9);
    assert.deepEqual(await files.read("a", 0, 2), bytes(1, 2));
  });

  it("go on where an unfinished one was left, one writer at a time", async () => {
    const first = await files.resume("a");
    await first.append(bytes(1));
    await assert.rejects(files.resume("a"), /a is being written/);
    await first.close();
    const second = await files.resume("a");
    assert.equal(second.length, 1);
    await second.append(bytes(2));
    await second.finish();
    assert.deepEqual(await files.read("a", 0, 9), bytes(1, 2));
    assert.equal((await files.resume("a")).length, 0);
  });

  it("that are removed leave nothing", async () => {
    await files.write("a", bytes(1));
    await files.remove("a");
    assert.equal(await files.size("a"), undefined);
    await assert.rejects(files.read("a", 0, 1));
  });

  it("of a model that was used last stay, by their mark", async () => {
    await files.write("one.wte.f32", bytes(1, 2, 3));
    await files.write("two.wte.f32", bytes(1, 2, 3));
    await files.touch("one.wte.f32");
    await limitCache(files, 3, undefined);
    assert.deepEqual(
      (await files.list()).map(({ name }) => name),
      ["one.wte.f32", `one.wte.f32${USED_MARK}`],
    );
  });

  it("hold a model that WebAssembly computes with", async () => {
    const info = seededInfo({
      source: "seeded",
      vocabularySize: 9,
      dimensions: 4,
      contextLength: 3,
    });
    const model = await Model.open(info, await seededTables(info, files), files, runtimes.wasm);
    const { values } = randomRows(9, 4, 123);
    assertClose((await model.embed(batchOf([[8, 0]]))).token, [
      ...values.slice(32, 36),
      ...values.slice(0, 4),
    ]);
    assert.equal((await model.nearestTokens(5, 1)).ids[0], 5);
    await model.close();
  });

  it("are read once for all who ask meanwhile, and anew where they were written or removed", async () => {
    for (const most of [0, 2 ** 20]) {
      const name = `t${most}.f32`;
      files = new StoredFiles(() => store, most);
      await store.writeWhole(name, bytes(1, 2, 3));
      store.reads.length = 0;
      const { promise, resolve } = withResolvers();
      store.hold = promise;
      const before = [files.read(name, 0, 1), files.read(name, 1, 2)];
      await files.write(name, bytes(4, 5, 6));
      const later = files.read(name, 0, 3);
      resolve();
      store.hold = Promise.resolve();
      assert.deepEqual(await Promise.all(before), [bytes(1), bytes(2, 3)]);
      assert.deepEqual(await later, bytes(4, 5, 6));
      // What came late is not kept in the place of what was written.
      assert.deepEqual(await files.read(name, 0, 3), bytes(4, 5, 6));
      assert.equal(store.reads.length, most === 0 ? 3 : 1);
      await files.remove(name);
      await assert.rejects(files.read(name, 0, 1));
    }
  });

  it("that cannot be written are refused with what that means", async () => {
    store.refusal = new Error("QuotaExceededError");
    const info = seededInfo({ source: "seeded", vocabularySize: 9, dimensions: 4 });
    await assert.rejects(
      seededTables(info, files),
      /storage cannot be written \(QuotaExceededError\).*tokens and windows work\. Make room/,
    );
  });

  it("are compared with their hashes in one reading where they do not stay in memory", async () => {
    for (const most of [100, 2 ** 20]) {
      files = new StoredFiles(() => store, most);
      const table = { name: `t${most}.f32`, shape: [400, 250] as const };
      const file = await createTable(files, table.name);
      await file.append(new Uint8Array(4 * 400 * 250).fill(3));
      await file.finish();
      // As a window that is opened anew.
      files = new StoredFiles(() => store, most);
      const checked = new CheckedTable(table, files, await readSums(table.name, files));
      store.reads.length = 0;
      for (const rows of [[0, 399], [200], [0, 100, 399]]) {
        assert.equal(
          await checked.withRows(Int32Array.from(rows), async () => rows.length),
          rows.length,
        );
      }
      assert.equal(await checked.withAll(async () => "all"), "all");
      assert.deepEqual(store.reads, [table.name]);
    }
  });
});
