import assert from "node:assert/strict";
import { candidatesOf, fileTables } from "../../../../src/embeddings/file/modelFile";
import { MemoryFiles } from "../../../support/memoryFiles";
import { MemorySource } from "../../../support/memorySource";
import { f32, safetensorsFile } from "../../../support/safetensorsWriter";

const token = f32([5, 2], (at) => at + 0.5);
const position = f32([3, 2], (at) => -at / 8);

describe("Candidates of a model file", () => {
  async function names(tensors: Record<string, number[]>): Promise<string[]> {
    const file = safetensorsFile(
      Object.fromEntries(
        Object.entries(tensors).map(([name, shape]) => [name, f32(shape, () => 1)]),
      ),
    );
    const found = await candidatesOf(
      "/m.safetensors",
      new MemorySource({ "/m.safetensors": file }),
    );
    return found.map((pair) => `${pair.token.name}+${pair.position.name}`);
  }

  it("are one pair where the names tell", async () => {
    const more = { "lm_head.weight": [5, 2], "h.attn.weight": [6, 2], "odd.weight": [2] };
    assert.deepEqual(await names({ ...more, "wpe.weight": [9, 2], "wte.weight": [5, 2] }), [
      "wte.weight+wpe.weight",
    ]);
    const under = { "transformer.wte.weight": [5, 2], "transformer.wpe.weight": [3, 2] };
    assert.deepEqual(await names({ ...more, ...under, "x.wte.weight": [7, 2] }), [
      "transformer.wte.weight+transformer.wpe.weight",
    ]);
    assert.deepEqual(await names({ ...more, "tok_emb.weight": [5, 2], "pos_emb.weight": [3, 2] }), [
      "tok_emb.weight+pos_emb.weight",
    ]);
  });

  it("are one for each part of a file that has several models", async () => {
    const found = await names({
      "a.wte.weight": [5, 2],
      "a.wpe.weight": [3, 2],
      "b.wte.weight": [6, 4],
      "b.wpe.weight": [3, 4],
    });
    assert.deepEqual(found, ["a.wte.weight+a.wpe.weight", "b.wte.weight+b.wpe.weight"]);
  });

  it("are otherwise each two matrices of one width, larger tables and telling names first", async () => {
    assert.deepEqual(
      await names({ a: [3, 2], b: [9, 2], c: [5, 2], d: [5, 3], e: [4], f: [0, 2] }),
      ["b+c", "b+a", "c+a"],
    );
    assert.deepEqual(await names({ x: [90, 2], "model.pos": [9, 2], "model.tok_embed": [5, 2] }), [
      "model.tok_embed+model.pos",
      "model.tok_embed+x",
      "x+model.pos",
    ]);
  });

  it("are chosen from by name", async () => {
    const tensors = { a: token, b: position, c: f32([4, 2], () => 1) };
    const path = "/some/m.safetensors";
    const source = new MemorySource({ [path]: safetensorsFile(tensors) });
    const files = new MemoryFiles();
    await assert.rejects(
      fileTables({ path }, source, files),
      /m\.safetensors holds 3 pairs of tables\. Name one .*: "a" F32 \[5, 2\] with "c" F32 \[4, 2\], or/,
    );
    const { info, tables } = await fileTables({ path, token: "b", position: "a" }, source, files);
    assert.deepEqual([info.vocabularySize, info.contextLength, tables.token.shape], [3, 5, [3, 2]]);
    assert.deepEqual(files.finished.get(tables.token.name), position.bytes);
    await assert.rejects(
      fileTables({ path, token: "z" }, source, files),
      /has no tensor "z"; found: "a"/,
    );
    await assert.rejects(fileTables({ path, token: "a" }, source, files), /holds 2 pairs/);
    const { tables: last } = await fileTables({ path, position: "b", token: "c" }, source, files);
    assert.deepEqual(last.position.shape, [3, 2]);
  });
});
