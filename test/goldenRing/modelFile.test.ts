import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { batchOf } from "../../src/embeddings/batch";
import { decodeFloats } from "../../src/embeddings/file/floats";
import { fileTables } from "../../src/embeddings/file/modelFile";
import { Model } from "../../src/embeddings/model";
import { DiskFiles } from "../../src/embeddings/node/diskFiles";
import { diskSource } from "../../src/embeddings/node/diskSource";
import { nativeRuntime } from "../../src/embeddings/node/nativeRuntime";
import { freshFolder } from "../support/folders";
import { cases, goldenJson } from "../support/golden";
import { f32, safetensorsFile } from "../support/safetensorsWriter";

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
