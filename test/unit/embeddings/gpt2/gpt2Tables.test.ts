import assert from "node:assert/strict";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GPT2_TABLES,
  gpt2TableBytes,
  verifyGpt2Table,
} from "../../../../src/embeddings/gpt2/gpt2Tables";
import { DiskFiles } from "../../../../src/embeddings/node/diskFiles";
import { goldenFolder, needsGolden } from "../../../support/golden";
import { publishedValues } from "../../../support/weightsServer";

const WTE = GPT2_TABLES.token.name;

describe("GPT-2's tables are verified:", () => {
  let folder: string;
  let files: DiskFiles;
  before(function () {
    needsGolden(this);
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tokenscope-"));
    files = new DiskFiles(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A token table with the published values, then others at byte offsets. */
  async function makeWte(changes: Record<number, number> = {}): Promise<void> {
    const file = await open(join(folder, WTE), "w");
    await file.truncate(gpt2TableBytes("wte"));
    for (const { start, bytes } of publishedValues()) await file.write(bytes, 0, 4, start);
    for (const [start, value] of Object.entries(changes)) {
      await file.write(new Uint8Array(Float32Array.of(value).buffer), 0, 4, Number(start));
    }
    await file.close();
  }

  it("the position table that was published is right", async () => {
    const golden = new DiskFiles(join(goldenFolder, "gpt2"));
    assert.equal(await verifyGpt2Table("wpe", golden, "wpe.f32.bin"), undefined);
  });

  it("a token table with the published values is right", async () => {
    await makeWte();
    let steps = 0;
    const step = async () => {
      steps++;
    };
    assert.equal(await verifyGpt2Table("wte", files, WTE, step), undefined);
    assert.ok(steps > 100);
  });

  it("each published value counts, to the decimals it was printed with", async () => {
    for (const { start, bytes } of publishedValues()) {
      const value = new DataView(bytes.buffer).getFloat32(0, true);
      await makeWte({ [start]: value + 3e-8 });
      const place = `row ${Math.floor(start / 3072)}, column ${(start % 3072) / 4}`;
      assert.match((await verifyGpt2Table("wte", files, WTE)) ?? "", new RegExp(`in ${place},`));
    }
  });

  it("every value must be finite", async () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      await makeWte({ 4_000_000: value });
      assert.equal(
        await verifyGpt2Table("wte", files, WTE),
        "it has a value that is not finite, number 1000000",
      );
    }
  });

  it("sizes count", async () => {
    await files.write(WTE, new Uint8Array(8));
    assert.match((await verifyGpt2Table("wte", files, WTE)) ?? "", /8 bytes instead of 154389504/);
    assert.match(
      (await verifyGpt2Table("wpe", files, "absent")) ?? "",
      /0 bytes instead of 3145728/,
    );
  });

  it("what the step throws ends it", async () => {
    await makeWte();
    const step = () => Promise.reject(new Error("Enough."));
    await assert.rejects(verifyGpt2Table("wte", files, WTE, step), /Enough/);
  });
});
