import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { candidatesOf, fileTables } from "../../../../src/embeddings/file/modelFile";
import { diskSource } from "../../../../src/embeddings/file/node/diskSource";
import { freshFolder } from "../../../../.ci/support/folders";
import { MemoryFiles } from "../../../support/memoryFiles";
import { MemorySource } from "../../../support/memorySource";
import { ONNX, onnxFile, type Initializer } from "../../../support/onnxWriter";
import {
  f32,
  halves,
  safetensorsFile,
  withHeader,
} from "../../../../.ci/support/safetensorsWriter";

const good = { "wte.weight": f32([5, 2], (at) => at), "wpe.weight": f32([3, 2], (at) => -at) };
const raw = (name: string, shape: readonly [number, number]): Initializer => ({
  name,
  type: ONNX.float,
  shape,
  raw: f32(shape, (at) => at).bytes,
});

/** Checks that a file is refused by its whole path and a reason, and that nothing is left open. */
async function refused(
  name: string,
  bytes: Uint8Array,
  reason: RegExp,
  names: { token?: string; position?: string } = {},
): Promise<void> {
  const path = `/models/${name}`;
  const source = new MemorySource({ [path]: new Uint8Array(bytes) });
  const files = new MemoryFiles();
  await assert.rejects(fileTables({ path, ...names }, source, files), (error: Error) => {
    assert.ok(error.message.startsWith(path), error.message);
    assert.match(error.message, reason);
    return true;
  });
  assert.deepEqual([files.finished.size, files.parts.size, source.openCount], [0, 0, 0]);
}

const inTensors = (tensors: Parameters<typeof safetensorsFile>[0], reason: RegExp, names = {}) =>
  refused("m.safetensors", safetensorsFile(tensors), reason, names);
const inOnnx = (initializers: Partial<Initializer>[], reason: RegExp, names = {}) =>
  refused("m.onnx", onnxFile(initializers as Initializer[]), reason, names);

describe("A model file is refused by name and reason", () => {
  it("when it is absent, empty, a folder or a pipe", async () => {
    const folder = freshFolder("bad");
    const at = (name: string) => join(folder, name);
    writeFileSync(at("empty.onnx"), "");
    mkdirSync(at("folder.safetensors"));
    if (process.platform !== "win32") execFileSync("mkfifo", [at("pipe.onnx")]);
    for (const [name, reason] of [
      ["none.safetensors", "is not there"],
      ["empty.onnx/none.onnx", "is not there"],
      ["empty.onnx", "is empty"],
      ["folder.safetensors", "is a folder, not a file"],
      ...(process.platform === "win32" ? [] : [["pipe.onnx", "is not an ordinary file"]]),
    ] as [string, string][]) {
      const message = `${at(name)} ${reason}.`;
      await assert.rejects(candidatesOf(at(name), diskSource), { message });
    }
  });

  it("when its header is damaged", async () => {
    const file = safetensorsFile(good);
    await refused("m.safetensors", file.subarray(0, 7), /is too short/);
    await refused("m.safetensors", file.subarray(0, 100), /ends within its header/);
    await refused("m.safetensors", file.subarray(0, -4), /places tensor "wpe.weight" at bytes/);
    await refused("m.safetensors", Buffer.concat([file, file]), /bytes after its last tensor/);
    for (const claim of [2n ** 53n, 2n ** 63n]) {
      await refused("m.safetensors", withHeader("{}", [], claim), /claims a header of \d+ bytes/);
    }
    await refused("m.safetensors", withHeader("hello"), /no JSON/);
    await refused("m.safetensors", Buffer.from(file).subarray(0, 8).reverse(), /claims a header/);
  });

  it("when its tables have another shape or type", async () => {
    const { "wte.weight": wte, "wpe.weight": wpe } = good;
    await inTensors({ "wte.weight": wte }, /holds no two tables.*found: "wte.weight" F32 \[5, 2\]/);
    await inTensors({}, /it holds no tensor/);
    await inTensors(
      { "wte.weight": wte, "wpe.weight": f32([6], () => 1) },
      /"wpe.weight" has the shape \[6\]; a table has two dimensions/,
    );
    await inTensors(
      { "wte.weight": f32([0, 2], []), "wpe.weight": wpe },
      /"wte.weight" has the shape \[0, 2\] and no values/,
    );
    await inTensors(
      { "wte.weight": wte, "wpe.weight": f32([2, 3], () => 1) },
      /different width: "wte.weight" F32 \[5, 2\], "wpe.weight" F32 \[2, 3\]/,
    );
    const integers = { ...wte, type: "I32" };
    await inTensors({ a: integers, b: wpe }, /"a" has values of type I32/, {
      token: "a",
      position: "b",
    });
    await inTensors({ a: integers, b: wpe }, /holds no two tables/);
    for (const type of ["F{0}", "constructor", "toString", "__proto__", "F32,\n", ""]) {
      const odd = { token: "a", position: "b" };
      await inTensors({ a: { ...wte, type }, b: wpe }, /"a" has values of type ("|constructor|toString|__proto__)/, odd); // prettier-ignore
      await inTensors({ a: { ...wte, type }, b: wpe }, /holds no two tables/);
    }
    await inOnnx([raw("a", [5, 2]), raw("b", [3, 3])], /holds no two tables.*found: "a" F32/);
    await inOnnx([raw("a", [5, 2]), raw("b", [3, 3])], /different width/, {
      token: "a",
      position: "b",
    });
  });

  it("when a value is not finite, with its place", async () => {
    for (const [value, printed] of [
      [NaN, "NaN"],
      [-Infinity, "-Infinity"],
    ] as const) {
      const wpe = f32([3, 2], [0, 1, 2, 3, 4, value]);
      await inTensors(
        { ...good, "wpe.weight": wpe },
        new RegExp(`has the value ${printed} in "wpe.weight", row 2, column 1`),
      );
    }
    const wte = halves("F16", [2, 2], [0, 0x7c00, 0, 0]);
    await inTensors(
      { ...good, "wte.weight": wte },
      /value Infinity in "wte.weight", row 0, column 1/,
    );
    const rows = (1 << 20) + 2;
    const large = f32([rows, 2], (at) => (at === 2 * rows - 2 ? NaN : 0));
    await inTensors(
      { "wte.weight": large, "wpe.weight": good["wpe.weight"] },
      /row 1048577, column 0/,
    );
  });

  it("when a table is larger than any that can be used, with its size", async () => {
    const folder = freshFolder("bad");
    const path = join(folder, "large.safetensors");
    const bytes = 2 ** 31 + 8;
    const header = JSON.stringify({
      "wpe.weight": { dtype: "F16", shape: [1, 4], data_offsets: [0, 8] },
      "wte.weight": { dtype: "F16", shape: [bytes / 8, 4], data_offsets: [8, 8 + bytes] },
    });
    writeFileSync(path, withHeader(header));
    truncateSync(path, 8 + header.length + 8 + bytes);
    await assert.rejects(fileTables({ path }, diskSource, new MemoryFiles()), {
      message: `${path} has the table "wte.weight" [268435457, 4], which takes 4.0 GiB; at most 2.0 GiB can be used.`,
    });
  });

  it("when its vectors are so long that nothing could be answered, before anything is copied", async () => {
    const folder = freshFolder("wide");
    for (const [width, rows, needed] of [
      [2 ** 27, 4, "1.5 GiB"],
      [2 ** 27, 1, "1.5 GiB"],
      [89_478_486, 2, "1.0 GiB"],
    ] as const) {
      const path = join(folder, `${width}-${rows}.safetensors`);
      const bytes = 2 * width * rows;
      const header = JSON.stringify({
        "wte.weight": { dtype: "F16", shape: [rows, width], data_offsets: [0, bytes] },
        "wpe.weight": { dtype: "F16", shape: [1, width], data_offsets: [bytes, bytes + 2 * width] },
      });
      writeFileSync(path, withHeader(header));
      truncateSync(path, 8 + header.length + bytes + 2 * width);
      const files = new MemoryFiles();
      const message = `${path} has the token table "wte.weight" [${rows}, ${width}], whose vectors are so long that those of a single token would take ${needed}, more than the limit of 1.0 GiB: it could answer nothing. Nothing was copied. Choose a model whose vectors are shorter.`;
      await assert.rejects(fileTables({ path }, diskSource, files), { message });
      await assert.rejects(candidatesOf(path, diskSource), { message });
      assert.deepEqual([files.written, files.parts.size], [[], 0]);
      // A machine with more memory has more.
      assert.equal((await candidatesOf(path, diskSource, undefined, 2 ** 31)).length, 1);
    }
  });

  it("when it is a pickle, by its ending or its content, with the way to convert it", async () => {
    const zip = Buffer.from("PK\x03\x04\x00\x00\x08\x08\x00\x00 archive/data.pkl");
    const pickle = Buffer.from([0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9]);
    for (const name of ["pytorch_model.bin", "m.ckpt", "m"]) {
      await refused(name, zip, /is a damaged ZIP archive\. Fetch or save it again/);
    }
    for (const [name, bytes] of [
      ["m.pt", pickle],
      ["m.PTH", Buffer.from("anything")],
      ["m.pkl", pickle],
      ["m.safetensors", pickle],
      ["m.safetensors", zip],
      ["m.onnx", zip],
      ["m.onnx", pickle],
    ] as const) {
      await refused(name, bytes, /can run code when it is loaded.*python -c "import torch/);
    }
    await refused("it's.pt", pickle, /torch\.load\('IN', .*weights_only=True.*'OUT\.safetensors'/);
    await refused("my model.pt", pickle, /torch\.load\('my model\.pt'.*'my model\.safetensors'\)"/);
  });

  it("though a header whose length looks like a pickle's start is none", async () => {
    const tensors = { ...good, ["x".repeat(400)]: f32([1], [1]) };
    let file = safetensorsFile(tensors);
    const json = Buffer.from(file.subarray(8, 8 + Number(Buffer.from(file).readBigUInt64LE())));
    const data = file.subarray(8 + json.length);
    file = withHeader(json.toString().padEnd(0x0280), [data]);
    assert.deepEqual([...file.subarray(0, 2)], [0x80, 2]);
    const found = await candidatesOf(
      "/m.safetensors",
      new MemorySource({ "/m.safetensors": file }),
    );
    assert.equal(found.length, 1);
  });

  it("when it is something else", async () => {
    await refused("m.gguf", Buffer.from("GGUF"), /\.safetensors, \.onnx and PyTorch's \.pth can/);
    await refused("m.onnx", Buffer.from("PK\x03\x04 readme.txt"), /is a ZIP archive/);
    await refused(
      "m.safetensors",
      Buffer.from("version https://git-lfs.github.com/spec/v1\noid sha256:00"),
      /git lfs pull/,
    );
    for (const text of ["hello, world", '{"a": 1}', "\0\0\0\0", "\x08\x08", "\xff\xff\xff"]) {
      await refused("m.onnx", Buffer.from(text, "latin1"), /not ONNX|no graph/);
    }
    await refused("m.onnx", safetensorsFile(good), /not ONNX/);
  });

  it("when an ONNX file is damaged", async () => {
    const file = onnxFile([raw("wte", [5, 2]), raw("wpe", [3, 2])]);
    await refused("m.onnx", file.subarray(0, -20), /ends within|is damaged/);
    await inOnnx(
      [{ ...raw("a", [5, 2]), raw: new Uint8Array(36) }, raw("b", [3, 2])],
      /gives "a" 36 bytes, but F32 \[5, 2\] takes 40/,
    );
    const half = { name: "a", type: ONNX.float16, shape: [2, 2] };
    const named = { token: "a", position: "b" };
    await inOnnx([{ ...half, int32s: [1, 2, 3] }, raw("b", [3, 2])], /3 values for "a"/, named);
    await inOnnx([{ ...half, int32s: [1, 2, 3, 65536] }, raw("b", [3, 2])], /sixteen bits/, named);
    await inOnnx([half, raw("b", [3, 2])], /has no values for "a"/);
    await inOnnx([{ ...half, shape: [2, -2] }, raw("b", [3, 2])], /gives "a" the sizes/);
  });

  it("when an ONNX file has custom operators, at any depth", async () => {
    const tables = [raw("wte", [5, 2]), raw("wpe", [3, 2])];
    for (const isNested of [false, true]) {
      await refused(
        "m.onnx",
        onnxFile(tables, { extra: ["com.example", "Magic"], isNested }),
        /uses the custom operator "com.example:Magic"/,
      );
    }
  });
});
