import assert from "node:assert/strict";
import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { batchOf } from "../../../src/embeddings/queries/batch";
import { Model } from "../../../src/embeddings/model";
import { DiskFiles } from "../../../src/embeddings/store/node/diskFiles";
import { seededInfo, seededTables } from "../../../src/embeddings/seeded/seededTables";
import { ARITHMETICS } from "../../../src/shared/base/seededDraws";
import type { ModelChoice } from "../../../src/shared/values/modelChoices";
import { assertClose } from "../../support/close";
import { freshFolder } from "../../../.ci/support/folders";
import { randomRows, withModel } from "../../support/openedModel";
import { torchBits } from "../../support/torchBits";
import { runtimes } from "../../support/runtimes";
import torch from "../../golden/torch.json" with { type: "json" };

type SeededChoice = Extract<ModelChoice, { source: "seeded" }>;

for (const [kind, runtime] of Object.entries(runtimes)) {
  describe(`A seeded model by the ${kind} runtime`, () => {
    let folder: string;
    const opened: Model[] = [];
    before(() => (folder = freshFolder("seeded")));
    after(async () => {
      await Promise.all(opened.map((model) => model.close()));
      await rm(folder, { recursive: true });
    });

    async function open(choice: SeededChoice): Promise<Model> {
      const files = new DiskFiles(folder);
      const info = seededInfo(choice);
      const model = await Model.open(info, await seededTables(info, files), files, runtime);
      opened.push(model);
      return model;
    }

    it("looks up the chapter's rows 2, 3, 5, 1", async () => {
      const rows = torch.embedding6x3Seed123;
      const model = await open({ source: "seeded", vocabularySize: 6, dimensions: 3 });
      const { token, shape } = await model.embed(batchOf([[2, 3, 5, 1]]));
      assert.deepEqual(shape, [1, 4, 3]);
      assertClose(
        token,
        [2, 3, 5, 1].flatMap((id) => rows[id]!),
      );
      const table = await model.embed(batchOf([[0, 1, 2, 3, 4, 5]]));
      assertClose(table.token, rows.flat());
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

    it("has the notebook's values where that order is asked for, and says so", async () => {
      const shape = { source: "seeded", contextLength: 4 } as const;
      for (const arithmetic of ARITHMETICS) {
        const model = await open({ ...shape, order: "notebook", arithmetic });
        assert.deepEqual(model.info, {
          ...{ source: "seeded", name: "seeded 123, notebook", seed: 123, arithmetic },
          ...{ order: "notebook", vocabularySize: 50257, dimensions: 256, contextLength: 4 },
        });
        const { token, input } = await model.embed(batchOf([[40, 367, 2885, 1464]]));
        const { tokenEmbeddings, inputEmbeddings } = torchBits[arithmetic].notebook;
        const firsts = (values: Float32Array) =>
          [0, 1, 2, 3].map((row) => [...values.subarray(256 * row, 256 * row + 6)]);
        assert.deepEqual(firsts(token), tokenEmbeddings);
        assert.deepEqual(firsts(input), inputEmbeddings);
      }
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
      await open({ ...choice, arithmetic: "avx2", order: "afterSeed" });
      await open({ ...choice, arithmetic: "scalar" });
      await open({ ...choice, order: "notebook" });
      const names = (await readdir(folder)).filter((name) => name.includes("-v20-d4-c8"));
      assert.deepEqual(names.sort(), [
        "seeded-avx2-notebook-s123-v20-d4-c8.onnx",
        "seeded-avx2-notebook-s123-v20-d4-c8.wpe.f32",
        "seeded-avx2-notebook-s123-v20-d4-c8.wpe.f32.sums",
        "seeded-avx2-notebook-s123-v20-d4-c8.wte.f32",
        "seeded-avx2-notebook-s123-v20-d4-c8.wte.f32.sums",
        "seeded-avx2-s123-v20-d4-c8.onnx",
        "seeded-avx2-s123-v20-d4-c8.wpe.f32",
        "seeded-avx2-s123-v20-d4-c8.wpe.f32.sums",
        "seeded-avx2-s123-v20-d4-c8.wte.f32",
        "seeded-avx2-s123-v20-d4-c8.wte.f32.sums",
        "seeded-scalar-s123-v20-d4-c8.onnx",
        "seeded-scalar-s123-v20-d4-c8.wpe.f32",
        "seeded-scalar-s123-v20-d4-c8.wpe.f32.sums",
        "seeded-scalar-s123-v20-d4-c8.wte.f32",
        "seeded-scalar-s123-v20-d4-c8.wte.f32.sums",
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
      await assert.rejects(
        model.embed(batchOf([[1, 2, 3, 4, 5]])),
        /5 positions are beyond .* of 4/,
      );
      assert.throws(() => batchOf([]), /at least one row/);
      assert.throws(() => batchOf([[1, 2], [3]]), /row 0 has 2 ids, row 1 1/);
      assert.throws(() => batchOf([[1.5]]), /not an id/);
      assert.throws(() => seededInfo({ source: "seeded", dimensions: 0 }), /dimensions must be/);
      assert.throws(() => seededInfo({ source: "seeded", seed: 0.5 }), /seed must be/);
      assert.throws(
        () => seededInfo({ source: "seeded", seed: 2 ** 53 }),
        /seed must be a whole number from -9007199254740991 to 9007199254740991, not 9007199254740992/,
      );
      assert.throws(
        () => seededInfo({ source: "seeded", arithmetic: "AVX2" as "avx2" }),
        /arithmetic must be one of "avx2", "scalar", not "AVX2"\./,
      );
      assert.throws(
        () => seededInfo({ source: "seeded", order: 1 as unknown as "notebook" }),
        /order must be one of "afterSeed", "notebook", not 1\./,
      );
      assert.throws(() => seededInfo({ source: "seeded", dimensions: 1e6 }), /takes 187\.2 GiB/);
    });
  });
}

describe("A model", () => {
  it("refuses a batch whose vectors would take more memory than allowed", async () => {
    const table = randomRows(8, 100, 1);
    await withModel(
      table,
      table,
      async (model) => {
        const rows = (count: number) => batchOf(Array.from({ length: count }, () => [1, 2, 3, 4]));
        // Token and input vectors of each row, position vectors once.
        assert.equal((await model.embed(rows(10))).input.length, 10 * 4 * 100);
        await assert.rejects(model.embed(rows(11)), {
          name: "RangeError",
          message:
            "Vectors of a batch [11, 4, 100] would take 36800 bytes, more than the limit of 33600 bytes.",
        });
      },
      { memoryLimit: 21 * 4 * 100 * 4 },
    );
  });

  it("reads its position table, to be given away", async () => {
    const positions = randomRows(5, 7, 2);
    await withModel(randomRows(3, 7, 3), positions, async (model, folder) => {
      const first = await model.positions();
      assert.deepEqual(first, positions.values);
      structuredClone(first, { transfer: [first.buffer] });
      assert.deepEqual(await model.positions(), positions.values);
      const file = join(folder, "given.wpe.f32");
      await writeFile(`${file}.new`, new Uint8Array(100));
      await rename(`${file}.new`, file);
      await assert.rejects(model.positions(), /given\.wpe\.f32 ends after 100 of 140 bytes/);
    });
  });

  it("writes the graphs of other questions when they are asked, beside its own", async () => {
    await withModel(randomRows(6, 4, 4), randomRows(5, 4, 5), async (model, folder) => {
      const graphs = async () =>
        (await readdir(folder)).filter((name) => name.endsWith(".onnx")).sort();
      assert.deepEqual(await graphs(), ["given.onnx"]);
      await Promise.all([
        ...[model.nearestTokens(1, 2), model.nearestTokens(2, 3)],
        ...[model.positionSimilarity(), model.positionPca()],
        model.lookUpTwoWays(Int32Array.of(1)),
      ]);
      assert.deepEqual(await graphs(), [
        ...["given.cosines.onnx", "given.deviations.onnx", "given.neighbours.onnx"],
        ...["given.oneHot.onnx", "given.onnx", "given.rows.onnx"],
      ]);
    });
  });

  it("gives answers in memory that can be given away", async () => {
    await withModel(randomRows(6, 40, 6), randomRows(5, 40, 7), async (model) => {
      const answers = await Promise.all([
        ...[model.embed(batchOf([[1, 2]])), model.nearestTokens(1, 2)],
        ...[model.positionSimilarity(), model.positionPca()],
        model.lookUpTwoWays(Int32Array.of(1)),
      ]);
      for (const answer of answers) {
        const arrays = Object.values(answer as object).filter((each) => ArrayBuffer.isView(each));
        assert.ok(arrays.length > 0);
        for (const array of arrays) {
          const buffer = array.buffer as ArrayBuffer;
          assert.equal(buffer.byteLength, array.byteLength);
          structuredClone(array, { transfer: [buffer] });
          assert.equal(array.byteLength, 0);
        }
      }
    });
  });

  it("answers nothing more once it is closed", async () => {
    const table = randomRows(2, 2, 8);
    await withModel(table, table, async (model) => {
      await model.nearestTokens(0, 1);
      await model.close();
      await assert.rejects(model.nearestTokens(0, 1), /The model is closed/);
      await assert.rejects(model.positionPca(), /The model is closed/);
    });
  });
});
