import assert from "node:assert/strict";
import { fileTables } from "../../../../src/embeddings/file/modelFile";
import { MemoryFiles } from "../../../support/memoryFiles";
import { MemorySource } from "../../../support/memorySource";
import { ONNX, onnxFile, type Initializer } from "../../../support/onnxWriter";
import { seeded } from "../../../support/random";
import { f32, safetensorsFile } from "../../../support/safetensorsWriter";

const good = { "wte.weight": f32([5, 2], (at) => at), "wpe.weight": f32([3, 2], (at) => -at) };
const raw = (name: string, shape: readonly [number, number]): Initializer => ({
  name,
  type: ONNX.float,
  shape,
  raw: f32(shape, (at) => at).bytes,
});

describe("A damaged model file", () => {
  it("gives tables or an error that names it, whatever its bytes", async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    console.log(`      seed ${seed}`);
    const random = seeded(seed);
    const half = { name: "a", type: ONNX.float16, shape: [3, 2], int32s: [1, 2, 3, 400, 5, 6] };
    const external = { ...half, name: "c", int32s: [], external: { location: "x.bin" } };
    const models: [string, Uint8Array<ArrayBuffer>][] = [
      ["/models/m.safetensors", safetensorsFile(good)],
      ["/models/m.onnx", onnxFile([raw("wte", [5, 2]), raw("wpe", [3, 2])])],
      ["/models/n.onnx", onnxFile([half, external], { extra: ["", "Relu"], isNested: true })],
    ];
    let used = 0;
    for (let run = 0; run < 2000; run++) {
      const [path, whole] = models[run % models.length]!;
      const bytes = damaged(whole, random);
      const source = new MemorySource({ [path]: bytes, "/models/x.bin": new Uint8Array(12) });
      const files = new MemoryFiles();
      try {
        const { tables } = await fileTables({ path }, source, files);
        assert.equal(files.finished.get(tables.token.name)!.length % 8, 0);
        used++;
      } catch (error) {
        assert.ok(error instanceof Error && !(error instanceof assert.AssertionError), `${run}`);
        assert.match(error.message, /^\/models\/./, `run ${run}: ${error.stack}`);
        assert.deepEqual([files.finished.size, files.parts.size], [0, 0]);
      }
      assert.equal(source.openCount, 0);
    }
    // Some damage is to values alone; all of it being harmless, or none, would mean a broken test.
    assert.ok(used > 20 && used < 1900, `${used} of 2000 could be used`);
  });
});

/** Some bytes changed, or bits, or the end cut off, or a part repeated. */
function damaged(whole: Uint8Array, random: (below: number) => number): Uint8Array<ArrayBuffer> {
  let bytes = new Uint8Array(whole);
  for (let times = 1 + random(3); times > 0; times--) {
    const at = random(bytes.length);
    const kind = random(5);
    if (kind === 0) bytes = bytes.slice(0, at + 1);
    else if (kind === 1) bytes[at] = random(256);
    else if (kind === 2) bytes = new Uint8Array(Buffer.concat([bytes, bytes.subarray(at)]));
    else bytes[at]! ^= 1 << random(8);
  }
  return bytes;
}
