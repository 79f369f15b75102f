import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileTables } from "../../../../src/embeddings/file/modelFile";
import { diskSource } from "../../../../src/embeddings/file/node/diskSource";
import { seededInfo, seededTables } from "../../../../src/embeddings/seeded/seededTables";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import type { NewFile } from "../../../../src/embeddings/store/tableFiles";
import { freshFolder } from "../../../../.ci/support/folders";
import { f32, safetensorsFile } from "../../../../.ci/support/safetensorsWriter";

const INFO = seededInfo({
  source: "seeded",
  vocabularySize: 900,
  dimensions: 300,
  contextLength: 9,
});
const V = 40_000;

/** A window's own view of a folder, which tells what the window begins to write. */
class CountedFiles extends DiskFiles {
  readonly begun: string[] = [];

  override async create(name: string): Promise<NewFile> {
    this.begun.push(name);
    return super.create(name);
  }
}

describe("Tables that several windows want at once", () => {
  let folder: string;
  let windows: [CountedFiles, CountedFiles, CountedFiles];
  let path: string;
  beforeEach(async () => {
    folder = freshFolder("madeOnce");
    windows = [new CountedFiles(folder), new CountedFiles(folder), new CountedFiles(folder)];
    path = join(freshFolder("model"), "m.safetensors");
    const tables = {
      "wte.weight": f32([V, 4], (at) => at),
      "wpe.weight": f32([3, 4], (at) => -at),
    };
    await writeFile(path, safetensorsFile(tables));
  });

  const ask: Record<string, (files: DiskFiles, step: () => Promise<void>) => Promise<unknown>> = {
    drawn: (files, step) => seededTables(INFO, files, step),
    "copied of a file": (files, step) => fileTables({ path }, diskSource, files, step),
  };
  const step = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const begun = (): string[] =>
    windows.flatMap((each) => each.begun).filter((name) => name.endsWith(".f32"));

  for (const [how, asks] of Object.entries(ask)) {
    it(`are ${how} by one of them alone`, async () => {
      await Promise.all(windows.map((files) => asks(files, step)));
      assert.deepEqual(
        begun().map((name) => name.split(".").slice(1).join(".")),
        ["wte.f32", "wpe.f32"],
      );
      const left = (await readdir(folder)).filter((name) => /\.(part|lock|held)$/.test(name));
      assert.deepEqual(left, []);
    });

    it(`are ${how} by the next where the one that has begun gives up`, async () => {
      const [first, second] = windows;
      const reason = new DOMException("Given up.", "AbortError");
      let next: Promise<unknown> | undefined;
      const givesUp = async (): Promise<void> => {
        await step();
        if (first.begun.length === 0) return;
        next ??= asks(second, step);
        throw reason;
      };
      await assert.rejects(asks(first, givesUp), (error) => error === reason);
      await next;
      assert.ok(second.begun.length >= 2);
    });

    it(`are ${how} no more for whom nobody waits while another is at it`, async () => {
      const [first, second] = windows;
      const reason = new DOMException("Given up.", "AbortError");
      let waiting: Promise<unknown> | undefined;
      const makes = async (): Promise<void> => {
        await step();
        // In the middle, until the other has given up.
        if (first.begun.length === 0 || waiting !== undefined) return;
        waiting = asks(second, async () => {
          throw reason;
        });
        await assert.rejects(waiting, (error) => error === reason);
      };
      await asks(first, makes);
      assert.ok(waiting !== undefined);
      assert.deepEqual(second.begun, []);
    });
  }
});
