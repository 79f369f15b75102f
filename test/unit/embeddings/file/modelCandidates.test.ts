import assert from "node:assert/strict";
import { candidatesOf, fileTables } from "../../../../src/embeddings/file/modelFile";
import { pairNamed } from "../../../../src/embeddings/file/tablePairs";
import { FileProblem } from "../../../../src/embeddings/store/fileProblem";
import { atOnce } from "../../../../src/embeddings/steps";
import { MemoryFiles } from "../../../support/memoryFiles";
import { MemorySource } from "../../../support/memorySource";
import { f32, safetensorsFile } from "../../../../.ci/support/safetensorsWriter";

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

  it("are taken unasked only where their names say which is which", async () => {
    const path = "/some/m.safetensors";
    const found = async (token: string, position: string) => {
      const tensors = { [token]: f32([9, 2], () => 1), [position]: f32([8, 2], () => 1) };
      const source = new MemorySource({ [path]: safetensorsFile(tensors) });
      const [first] = await candidatesOf(path, source);
      return { first: first!, unasked: fileTables({ path }, source, new MemoryFiles()), source };
    };
    for (const [token, position] of [
      ["transformer.wte.weight", "transformer.wpe.weight"],
      ["model.decoder.embed_tokens.weight", "model.decoder.embed_positions.weight"],
      ["embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight"],
      ["both_token_and_position.token_emb", "both_token_and_position.pos_emb"],
      ["tokenEmbedding", "posEmb"],
    ] as const) {
      const { first, unasked } = await found(token, position);
      assert.deepEqual([first.token.name, first.position.name], [token, position]);
      assert.equal(first.namesTell, true, token);
      assert.deepEqual((await unasked).info.contextLength, 8);
    }
    for (const [one, other] of [
      ["model.embed_tokens.weight", "lm_head.weight"],
      ["a", "b"],
      ["tok_emb.weight", "post_attention.weight"],
      ["embeddings.word_embeddings.weight", "embeddings.token_type_embeddings.weight"],
      ["positions", "unknown"],
    ] as const) {
      const { first, unasked, source } = await found(one, other);
      assert.equal(first.namesTell, false, one);
      await assert.rejects(
        unasked,
        /name both by "token" and "position": ".*" F32 .* with ".*" F32/,
      );
      const named = { path, token: one, position: other };
      assert.equal((await fileTables(named, source, new MemoryFiles())).info.vocabularySize, 9);
    }
    // One of two is named: the other one too must say what it is.
    const { source } = await found("model.embed_tokens.weight", "lm_head.weight");
    await assert.rejects(
      fileTables({ path, token: "model.embed_tokens.weight" }, source, new MemoryFiles()),
      /name both/,
    );
  });

  it("are found by one of the two names where the other one tells", async () => {
    const path = "/some/m.safetensors";
    const tensors = { odd: token, "pos_emb.weight": position };
    const source = new MemorySource({ [path]: safetensorsFile(tensors) });
    await assert.rejects(
      fileTables({ path, token: "odd" }, source, new MemoryFiles()),
      /name both/,
    );
    const two = { "tok.a": token, "tok.b": token, "pos.c": position };
    const other = new MemorySource({
      [path]: safetensorsFile({ ...two, d: f32([2, 3], () => 0) }),
    });
    await assert.rejects(
      fileTables({ path, token: "d" }, other, new MemoryFiles()),
      /no second table/,
    );
    await assert.rejects(
      fileTables({ path, position: "pos.c" }, other, new MemoryFiles()),
      /2 pairs/,
    );
  });

  it("are counted and found in time that grows with the number of tensors alone", () => {
    let reads = 0;
    const count = 60_000;
    const kinds: ((at: number) => [string, [number, number]])[] = [
      (at) => [`layer${at}.wte.weight`, [0, 2]],
      (at) => [`layer${at >> 1}.${at % 2 ? "wte" : "wpe"}.weight`, [3, 2]],
      (at) => [`layer${at >> 1}.${at % 2 ? "wte" : "wpe"}.weight`, [0, 2]],
      (at) => [`tok${at}`, [3, 2]],
      (at) => [`any${at}`, [3, at]],
    ];
    for (const kind of kinds) {
      reads = 0;
      const tensors = Array.from({ length: count }, (_, at) => {
        const [name, shape] = kind(at);
        const place = { location: undefined, start: 0, end: 24, coding: "plain" as const };
        return {
          get name() {
            reads++;
            return name;
          },
          shape,
          type: "F32",
          place,
        };
      });
      for (const names of [[], ["none"], [tensors[7]!.name], [undefined, tensors[7]!.name]]) {
        assert.throws(() => atOnce(pairNamed(tensors, names[0], names[1])), FileProblem);
      }
      assert.ok(reads < 100 * count, `${reads} of ${tensors[1]!.name}`);
    }
  });

  it("are said to be as many as there are", async () => {
    const tensors = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`t${at}`, position]),
    );
    const source = new MemorySource({ "/m.safetensors": safetensorsFile(tensors) });
    assert.equal((await candidatesOf("/m.safetensors", source)).length, 1000);
    const choice = { path: "/m.safetensors" };
    await assert.rejects(fileTables(choice, source, new MemoryFiles()), /holds 4950 pairs/);
    await assert.rejects(
      fileTables({ ...choice, token: "t99" }, source, new MemoryFiles()),
      /holds 99 pairs/,
    );
    const { info } = await fileTables(
      { ...choice, token: "t99", position: "t98" },
      source,
      new MemoryFiles(),
    );
    assert.equal(info.contextLength, 3);
  });
});
