import assert from "node:assert/strict";
import { seededInfo, seededTables } from "../../../../src/embeddings/seeded/seededTables";
import type { NewFile } from "../../../../src/embeddings/store/tableFiles";
import { TorchRandom } from "../../../../src/embeddings/seeded/torchRandom";
import { MemoryFiles } from "../../../support/memoryFiles";

const INFO = seededInfo({
  source: "seeded",
  vocabularySize: 20_000,
  dimensions: 16,
  contextLength: 32,
});
const STEM = "seeded-avx2-s123-v20000-d16-c32";

describe("Seeded tables", () => {
  it("are drawn on while the disk takes in what is finished", async () => {
    const files = new SlowFiles();
    // Would never end, were the token table waited for before the position table is begun.
    files.isTokenTaken = files.isPositionBegun;
    await seededTables(INFO, files);
    assert.deepEqual(new Set(files.finished.keys()), new Set(names("wte", "wpe")));
  });

  it("are the same where each piece is written long after it was asked for", async () => {
    const files = new SlowFiles();
    files.ticksBeforeWriting = 40;
    await seededTables(INFO, files);
    const random = new TorchRandom(123);
    for (const [part, rows] of [
      ["wte", 20_000],
      ["wpe", 32],
    ] as const) {
      const values = new Float32Array(rows * 16);
      random.normal(values);
      const file = files.finished.get(`${STEM}.${part}.f32`);
      assert.deepEqual(new Float32Array(file?.buffer ?? new ArrayBuffer(0)), values);
    }
  });

  for (const failing of ["append", "finish"] as const) {
    it(`are none where the storage fails to ${failing}, and the sentence says so`, async () => {
      const files = new SlowFiles();
      files.failing = failing;
      await assert.rejects(seededTables(INFO, files), {
        message:
          "Tokenscope's storage cannot be written (ENOSPC). There are no vectors of this model until it can; tokens and windows work. Make room, or allow it to be written.",
      });
      assert.ok(!files.finished.has(`${STEM}.wte.f32`));
      assert.equal(files.open, 0);
    });
  }
});

function names(...parts: string[]): string[] {
  return parts.flatMap((part) => [`${STEM}.${part}.f32`, `${STEM}.${part}.f32.sums`]);
}

/** A disk that takes its time, or has no room for the token table. */
class SlowFiles extends MemoryFiles {
  private begunPosition = (): void => undefined;
  readonly isPositionBegun = new Promise<void>((resolve) => {
    this.begunPosition = resolve;
  });
  isTokenTaken = Promise.resolve();
  ticksBeforeWriting = 0;
  failing: "append" | "finish" | undefined;
  open = 0;

  override async create(name: string): Promise<NewFile> {
    const isToken = name.endsWith(".wte.f32");
    if (name.endsWith(".wpe.f32")) this.begunPosition();
    const file = await super.create(name);
    this.open++;
    const fail = (doing: typeof this.failing): void => {
      if (isToken && this.failing === doing) throw new Error("ENOSPC");
    };
    return {
      get length() {
        return file.length;
      },
      clear: () => file.clear(),
      append: async (bytes) => {
        for (let tick = 0; tick < this.ticksBeforeWriting; tick++) await Promise.resolve();
        fail("append");
        await file.append(bytes);
      },
      finish: async () => {
        fail("finish");
        if (isToken) await this.isTokenTaken;
        await file.finish();
      },
      close: async () => {
        this.open--;
        await file.close();
      },
    };
  }
}
