import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { batchOf } from "../../../src/embeddings/batch";
import { Model } from "../../../src/embeddings/model";
import { DiskFiles } from "../../../src/embeddings/node/diskFiles";
import { nativeRuntime } from "../../../src/embeddings/node/nativeRuntime";
import { seededInfo, seededTables } from "../../../src/embeddings/seededTables";
import type { ModelChoice } from "../../../src/shared/vectors";
import { assertClose } from "../../support/close";
import { goldenJson, needsGolden } from "../../support/golden";

type SeededChoice = Extract<ModelChoice, { source: "seeded" }>;

describe("A seeded model", () => {
  let folder: string;
  const opened: Model[] = [];
  before(async () => (folder = await mkdtemp(join(tmpdir(), "tokenscope-"))));
  after(async () => {
    await Promise.all(opened.map((model) => model.close()));
    await rm(folder, { recursive: true });
  });

  async function open(choice: SeededChoice): Promise<Model> {
    const files = new DiskFiles(folder);
    const info = seededInfo(choice);
    const model = await Model.open(info, await seededTables(info, files), files, nativeRuntime);
    opened.push(model);
    return model;
  }

  it("looks up the chapter's rows 2, 3, 5, 1", async function () {
    needsGolden(this);
    const golden = goldenJson<Record<string, number[][]>>("rasbt/ch02-torch-golden.json");
    const model = await open({ source: "seeded", vocabularySize: 6, dimensions: 3 });
    const { token, shape } = await model.embed(batchOf([[2, 3, 5, 1]]));
    assert.deepEqual(shape, [1, 4, 3]);
    assertClose(token, golden["ch02_lookup_[2,3,5,1]"]!.flat());
    const table = await model.embed(batchOf([[0, 1, 2, 3, 4, 5]]));
    assertClose(table.token, golden["ch02_embedding_6x3_seed123"]!.flat());
  });

  it("adds position to token to the last bit, in the chapter's shapes", async () => {
    const model = await open({ source: "seeded" });
    const rows = Array.from({ length: 8 }, (_, row) => [row, 50256 - row, 402, 271]);
    const { shape, token, position, input } = await model.embed(batchOf(rows));
    assert.deepEqual(shape, [8, 4, 256]);
    assert.equal(token.length, 8 * 4 * 256);
    assert.equal(position.length, 4 * 256);
    input.forEach((value, at) => {
      assert.equal(value, Math.fround(token[at]! + position[at % (4 * 256)]!));
    });
  });

  it("shows one token at any position", async () => {
    const model = await open({ source: "seeded" });
    const whole = await model.embed(batchOf([[1, 2, 3]]));
    const third = await model.embed(batchOf([[3]], 2));
    assert.deepEqual(third.input, whole.input.slice(2 * 256));
  });

  it("keeps its tables and leaves no temporary file", async () => {
    const choice = {
      source: "seeded",
      vocabularySize: 20,
      dimensions: 4,
      contextLength: 8,
    } as const;
    await open(choice);
    await open(choice);
    const names = (await readdir(folder)).filter((name) => name.includes("-v20-d4-c8"));
    assert.deepEqual(names.sort(), [
      "seeded-s123-v20-d4-c8.onnx",
      "seeded-s123-v20-d4-c8.wpe.f32",
      "seeded-s123-v20-d4-c8.wte.f32",
    ]);
  });

  it("refuses ids, positions and sizes that it has not", async () => {
    const model = await open({
      source: "seeded",
      vocabularySize: 6,
      dimensions: 3,
      contextLength: 4,
    });
    await assert.rejects(
      model.embed(batchOf([[6]])),
      /Id 6 is outside the model's vocabulary of 6/,
    );
    await assert.rejects(model.embed(batchOf([[1, 2, 3, 4, 5]])), /5 positions are beyond .* of 4/);
    assert.throws(() => batchOf([]), /at least one row/);
    assert.throws(() => batchOf([[1, 2], [3]]), /row 0 has 2 ids, row 1 1/);
    assert.throws(() => batchOf([[1.5]]), /no id/);
    assert.throws(() => seededInfo({ source: "seeded", dimensions: 0 }), /dimensions must be/);
    assert.throws(() => seededInfo({ source: "seeded", seed: 0.5 }), /seed must be/);
    assert.throws(() => seededInfo({ source: "seeded", dimensions: 1e6 }), /takes 187\.2 GiB/);
  });
});
