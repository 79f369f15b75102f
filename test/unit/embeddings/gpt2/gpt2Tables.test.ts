import assert from "node:assert/strict";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  GPT2_TABLES,
  gpt2TableBytes,
  verifyGpt2Table,
} from "../../../../src/embeddings/gpt2/gpt2Tables";
import { GPT2_PUBLISHED, type Gpt2Published } from "../../../../src/embeddings/gpt2/gpt2Published";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import { freshFolder } from "../../../../.ci/support/folders";
import { STAND_IN_PUBLISHED, standInBytes } from "../../../support/gpt2StandIn";
import { publishedValues } from "../../../support/weightsServer";

const WTE = GPT2_TABLES.token.name;

describe("GPT-2's tables are verified:", () => {
  let folder: string;
  let files: DiskFiles;
  beforeEach(() => {
    folder = freshFolder("gpt2");
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

  it("a position table with the published SHA-256 is right, and none with another", async () => {
    await files.write("wpe", standInBytes());
    const verify = (published: Gpt2Published) =>
      verifyGpt2Table("wpe", files, "wpe", undefined, published);
    assert.equal(await verify(STAND_IN_PUBLISHED), undefined);
    assert.match(
      (await verify(GPT2_PUBLISHED)) ?? "",
      /the SHA-256 [0-9a-f]{64} instead of 29c69587e2af826b7c159c38620a32e549a925e6d9a0dc37cb563f377f5be772$/,
    );
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
