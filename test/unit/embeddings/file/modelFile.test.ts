import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { batchOf } from "../../../../src/embeddings/queries/batch";
import { Model } from "../../../../src/embeddings/model";
import { candidatesOf, fileTables } from "../../../../src/embeddings/file/modelFile";
import { GPT2_FILE } from "../../../../src/embeddings/file/publishedFile";
import type { SourceFiles } from "../../../../src/embeddings/file/sourceFile";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import { diskSource } from "../../../../src/embeddings/file/node/diskSource";
import { nativeRuntime } from "../../../../src/embeddings/runtime/node/nativeRuntime";
import type { Vectors } from "../../../../src/shared/values/vectors";
import { freshFolder } from "../../../../.ci/support/folders";
import { MemorySource } from "../../../support/memorySource";
import { ONNX, onnxFile, type Initializer } from "../../../support/onnxWriter";
import { f32, halves, safetensorsFile } from "../../../../.ci/support/safetensorsWriter";

// V 5, C 3, D 2; each value its own.
const token = Float32Array.from({ length: 10 }, (_, at) => at + 0.5);
const position = Float32Array.from({ length: 6 }, (_, at) => -at / 8);
const half = (values: Float32Array) => Array.from(values, halfBits);

/** Bits of a number that a half holds exactly. */
function halfBits(value: number): number {
  const [bits = 0] = new Uint32Array(Float32Array.of(value).buffer);
  if (value === 0) return bits >>> 16;
  return (
    ((bits >>> 16) & 0x8000) | ((((bits >>> 23) & 0xff) - 112) << 10) | ((bits >>> 13) & 0x3ff)
  );
}

const rawOf = (values: Float32Array | Uint16Array) =>
  new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
const upperHalves = (values: Float32Array) =>
  Array.from(new Uint32Array(values.buffer as ArrayBuffer), (bits) => bits >>> 16);

/** The file's tables, as `embed` gives them for every id at every position. */
async function embedded(path: string, folder: string, names = {}): Promise<Vectors> {
  const files = new DiskFiles(join(folder, "tables"));
  const { info, tables } = await fileTables({ path, ...names }, diskSource, files);
  const model = await Model.open(info, tables, files, nativeRuntime);
  try {
    return await model.embed(batchOf([[4, 3, 2], [1, 0, 4]])); // prettier-ignore
  } finally {
    await model.close();
  }
}

function assertRows({ token: tokens, position: positions, input }: Vectors): void {
  const ids = [4, 3, 2, 1, 0, 4];
  assert.deepEqual(
    [...tokens],
    ids.flatMap((id) => [...token.subarray(2 * id, 2 * id + 2)]),
  );
  assert.deepEqual(positions, position);
  input.forEach((value, at) => {
    assert.equal(value, Math.fround(tokens[at]! + position[at % 6]!));
  });
}

describe("A safetensors model file", () => {
  for (const [type, tables] of [
    ["F32", { "wte.weight": f32([5, 2], token), "wpe.weight": f32([3, 2], position) }],
    [
      "F16",
      {
        "transformer.h.0.ln_1.bias": f32([2], () => 1),
        "transformer.wpe.weight": halves("F16", [3, 2], half(position)),
        "transformer.wte.weight": halves("F16", [5, 2], half(token)),
      },
    ],
    [
      "BF16",
      {
        "lm_head.weight": f32([5, 2], () => 9),
        "wte.weight": halves("BF16", [5, 2], upperHalves(token)),
        "wpe.weight": halves("BF16", [3, 2], upperHalves(position)),
      },
    ],
  ] as const) {
    it(`of ${type} is looked up by ONNX Runtime`, async () => {
      const folder = freshFolder("file");
      const path = join(folder, "Model.SAFETENSORS");
      writeFileSync(path, safetensorsFile(tables));
      assertRows(await embedded(path, folder));
    });
  }
});

describe("A model file of the size of GPT-2's", () => {
  const tables = { "wte.weight": f32([5, 2], token), "wpe.weight": f32([3, 2], position) };
  const bytes = safetensorsFile(tables);
  const published = {
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };

  it("is told from others by the SHA-256 of all of it, which is read once", async () => {
    const folder = freshFolder("file");
    const path = join(folder, "model.safetensors");
    const files = new DiskFiles(join(folder, "tables"));
    let hashed = 0;
    const source: SourceFiles = {
      ...diskSource,
      open: async (name) => {
        const file = await diskSource.open(name);
        const sha256 = file.sha256!.bind(file);
        return Object.assign(file, {
          sha256: (step: () => Promise<void>) => {
            hashed++;
            return sha256(step);
          },
        });
      },
    };
    const isGpt2 = async (content: Uint8Array, known = published) => {
      writeFileSync(path, content);
      const read = () =>
        fileTables({ path }, source, files, undefined, undefined, known).then(
          ({ info }) => info.isPublishedGpt2,
        );
      const first = await read();
      assert.equal(await read(), first);
      return first;
    };
    assert.equal(await isGpt2(bytes), true);
    assert.equal(hashed, 1);
    for (const at of [bytes.length - 1, bytes.length - 40]) {
      const other = bytes.slice();
      other[at] = other[at]! ^ 1;
      assert.equal(await isGpt2(other), false);
    }
    assert.equal(hashed, 3);
    assert.equal(await isGpt2(bytes, { ...published, bytes: 548_105_171 }), undefined);
    assert.equal(hashed, 3);
  });

  it("is known by what is published of GPT-2's", () => {
    assert.deepEqual(GPT2_FILE, {
      bytes: 548_105_171,
      sha256: "248dfc3911869ec493c76e65bf2fcf7f615828b0254c12b473182f0f81d3a707",
    });
  });
});

describe("An ONNX model file", () => {
  const raws: Initializer[] = [
    { name: "wte", type: ONNX.float, shape: [5, 2], raw: rawOf(token) },
    { name: "wpe", type: ONNX.float, shape: [3, 2], raw: rawOf(position) },
  ];
  const float16: Initializer[] = [
    { name: "tok", type: ONNX.float16, shape: [5, 2], raw: rawOf(Uint16Array.from(half(token))) },
    { name: "pos", type: ONNX.float16, shape: [3, 2], int32s: half(position) },
  ];
  const external = (name: string, shape: number[], offset?: string): Initializer => ({
    name,
    type: ONNX.float,
    shape,
    external: { location: "./data/weights.bin", ...(offset !== undefined && { offset }) },
  });
  for (const [kind, initializers] of [
    ["float32 inside", raws],
    ["float32 as a list", [{ ...raws[0]!, raw: undefined, floats: [...token] }, raws[1]!]],
    ["float16, by bytes and by a list", float16],
    ["data outside", [external("wte", [5, 2], "8"), external("wpe", [3, 2], "48")]],
  ] as [string, Initializer[]][]) {
    it(`with ${kind} gives what ONNX Runtime makes of it`, async () => {
      const folder = freshFolder("file");
      const path = join(folder, "model.onnx");
      writeFileSync(path, onnxFile(initializers));
      mkdirSync(join(folder, "data"));
      const weights = Buffer.concat([Buffer.alloc(8, 7), rawOf(token), rawOf(position)]);
      writeFileSync(join(folder, "data/weights.bin"), weights);
      const vectors = await embedded(path, folder);
      assertRows(vectors);
      // The runtime opens the same file itself, which shows that it is real ONNX.
      const session = await nativeRuntime.open({
        name: "model.onnx",
        tables: [],
        files: new DiskFiles(folder),
      });
      const outputs = await session.run(
        {
          ids: { values: Int32Array.of(4, 3, 2, 1, 0, 4), shape: [6] },
          positions: { values: Int32Array.of(0, 1, 2), shape: [3] },
        },
        ["token", "position"],
      );
      await session.close();
      assert.deepEqual(vectors.token, outputs["token"]);
      assert.deepEqual(vectors.position, outputs["position"]);
    });
  }

  it("in a cache of links is read where its data really lies", async () => {
    const folder = freshFolder("file");
    mkdirSync(join(folder, "blobs"));
    mkdirSync(join(folder, "snapshot"));
    const initializers = [external("wte", [5, 2], "0"), external("wpe", [3, 2], "40")].map(
      (each) => ({ ...each, external: { ...each.external, location: "weights.bin" } }),
    );
    writeFileSync(join(folder, "blobs/1"), onnxFile(initializers));
    writeFileSync(join(folder, "blobs/2"), Buffer.concat([rawOf(token), rawOf(position)]));
    const path = join(folder, "snapshot/model.onnx");
    symlinkSync("../blobs/1", path);
    symlinkSync("../blobs/2", join(folder, "snapshot/weights.bin"));
    assertRows(await embedded(path, folder));
  });

  it("is not read into memory", async () => {
    const big = { name: "big", type: ONNX.float, shape: [1 << 22], raw: new Uint8Array(1 << 24) };
    const source = new MemorySource({ "/m.onnx": onnxFile([...raws, big]) });
    assert.equal((await candidatesOf("/m.onnx", source)).length, 1);
    assert.ok(source.bytesRead < 200_000, `${source.bytesRead} bytes were read`);
    assert.equal(source.openCount, 0);
  });

  it("may use the runtime's own operators and functions that it brings", async () => {
    for (const file of [
      onnxFile(raws, { extra: ["com.microsoft", "Gelu"] }),
      onnxFile(raws, { extra: ["ai.onnx.ml", "Scaler"], isNested: true }),
      onnxFile(raws, { extra: ["mine", "Same"], isDefined: true }),
    ]) {
      const found = await candidatesOf("/m.onnx", new MemorySource({ "/m.onnx": file }));
      assert.equal(found.length, 1);
    }
  });
});
