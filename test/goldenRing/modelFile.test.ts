import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { batchOf } from "../../src/embeddings/queries/batch";
import { decodeFloats } from "../../src/embeddings/file/floats";
import { candidatesOf, fileTables } from "../../src/embeddings/file/modelFile";
import { Model } from "../../src/embeddings/model";
import { DiskFiles } from "../../src/embeddings/store/node/diskFiles";
import { diskSource } from "../../src/embeddings/file/node/diskSource";
import { nativeRuntime } from "../../src/embeddings/runtime/node/nativeRuntime";
import { freshFolder } from "../../.ci/support/folders";
import { cases, goldenFolder, goldenJson } from "../../.ci/support/golden";
import { f32, safetensorsFile } from "../../.ci/support/safetensorsWriter";

describe("A safetensors model file", () => {
  it("of a trained model gives its tables and their sum to the last bit", async () => {
    type Golden = Record<string, { shape: number[]; data: string }>;
    const [stored] = cases([goldenJson<Golden>("nano-gpt/gpt-nano-sort-model.json")]);
    const partials = goldenJson<Golden>("nano-gpt/gpt-nano-sort-t0-partials.json");
    const floats = ({ data }: Golden[string]) =>
      decodeFloats(new Uint8Array(Buffer.from(data, "base64")), "F32");
    const folder = freshFolder("file");
    const path = join(folder, "nano.safetensors");
    const tensors = Object.entries(stored!).filter(([name]) => name.startsWith("transformer."));
    writeFileSync(
      path,
      safetensorsFile(
        Object.fromEntries(
          tensors.map(([name, tensor]) => [name, f32(tensor.shape, floats(tensor))]),
        ),
      ),
    );
    const files = new DiskFiles(folder);
    const { info, tables } = await fileTables({ path }, diskSource, files);
    assert.deepEqual(
      [info.name, info.vocabularySize, info.contextLength, info.dimensions],
      ["nano.safetensors", 3, 11, 48],
    );
    const model = await Model.open(info, tables, files, nativeRuntime);
    const ids = [...floats(partials["idx"]!)];
    const rows = [0, 1, 2].map((row) => ids.slice(11 * row, 11 * (row + 1)));
    const vectors = await model.embed(batchOf(rows));
    await model.close();
    assert.deepEqual(vectors.token, floats(partials["tok_emb"]!));
    assert.deepEqual(vectors.position, floats(partials["pos_emb"]!));
    assert.deepEqual(vectors.input, floats(partials["x"]!));
  });
});

describe("A file that somebody else wrote", () => {
  const folder = resolve(goldenFolder, "../faults");

  it("holds its tables in constants, and they are found", async () => {
    const [path] = cases([join(folder, "constants.onnx")]);
    const files = new DiskFiles(freshFolder("file"));
    const { info, tables } = await fileTables({ path: path! }, diskSource, files);
    assert.deepEqual([info.vocabularySize, info.dimensions, info.contextLength], [7, 2, 5]);
    const model = await Model.open(info, tables, files, nativeRuntime);
    const { token } = await model.embed(batchOf([[3]]));
    await model.close();
    assert.deepEqual([...token], [12, 13]);
  });

  it("has two tables of one width that nobody called positions, and is not taken unasked", async () => {
    const [path] = cases([join(folder, "two-tables-unasked.safetensors")]);
    const [candidate] = await candidatesOf(path!, diskSource);
    assert.equal(candidate!.namesTell, false);
    await assert.rejects(
      fileTables({ path: path! }, diskSource, new DiskFiles(freshFolder("file"))),
      /name both by "token" and "position"/,
    );
  });

  it("is nanoGPT's checkpoint, and opens as it is", async () => {
    const [path] = cases([join(folder, "ckpt.pt")]);
    const files = new DiskFiles(freshFolder("file"));
    const { info } = await fileTables({ path: path! }, diskSource, files);
    assert.deepEqual([info.vocabularySize, info.dimensions, info.contextLength], [65, 8, 16]);
  });
});
