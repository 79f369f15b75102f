import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { batchOf } from "../../../../../src/embeddings/queries/batch";
import { Model } from "../../../../../src/embeddings/model";
import { node, writeGraph } from "../../../../../src/embeddings/runtime/onnxGraph";
import { wasmRuntime } from "../../../../../src/embeddings/runtime/wasm/wasmRuntime";
import { assertClose } from "../../../../support/close";
import { standInPositions, STAND_IN_SHAPE } from "../../../../support/gpt2StandIn";
import { MemoryFiles } from "../../../../support/memoryFiles";
import { randomRows, withModel, type GivenRows } from "../../../../support/openedModel";
import { seeded } from "../../../../support/random";
import { runtimes } from "../../../../support/runtimes";

const SIZE = 2000;
const WIDTH = 64;
const CONTEXT = 128;

/** Runs work with the same tables in both runtimes. */
async function withBoth(
  token: GivenRows,
  position: GivenRows,
  work: (native: Model, wasm: Model) => Promise<void>,
): Promise<void> {
  await withModel(token, position, (native) =>
    withModel(token, position, (wasm) => work(native, wasm), { runtime: runtimes.wasm }),
  );
}

describe("ONNX Runtime's WebAssembly", () => {
  it("answers as the native runtime does: values within 1e-6, the same nearest tokens", async () => {
    const seed = 20_261_128;
    const random = seeded(seed);
    const token = randomRows(SIZE, WIDTH, random(2 ** 31));
    const position = randomRows(CONTEXT, WIDTH, random(2 ** 31));
    await withBoth(token, position, async (native, wasm) => {
      for (let round = 0; round < 30; round++) {
        const length = 1 + random(CONTEXT);
        const rows = Array.from({ length: 1 + random(4) }, () =>
          Array.from({ length }, () => random(SIZE)),
        );
        const batch = batchOf(rows, random(CONTEXT - length + 1));
        const [expected, answer] = await Promise.all([native.embed(batch), wasm.embed(batch)]);
        assert.deepEqual(answer.shape, expected.shape);
        for (const name of ["token", "position", "input"] as const) {
          assertClose(answer[name], expected[name]);
        }
        const id = random(SIZE);
        const count = 1 + random(50);
        const vector = expected.input.slice(0, WIDTH);
        for (const query of [id, vector]) {
          const nearest = await native.nearestTokens(query, count);
          const found = await wasm.nearestTokens(query, count);
          assert.deepEqual(found.ids, nearest.ids, `seed ${seed}, round ${round}`);
          assertClose(found.similarities, nearest.similarities);
        }
        const ids = Int32Array.from(rows.flat().slice(0, 20));
        const [looked, multiplied] = [
          await native.lookUpTwoWays(ids),
          await wasm.lookUpTwoWays(ids),
        ];
        assertClose(multiplied.gathered, looked.gathered);
        assertClose(multiplied.multiplied, looked.multiplied);
      }
      assertClose(
        (await wasm.positionSimilarity()).cosines,
        (await native.positionSimilarity()).cosines,
      );
      const [pca, expected] = [await wasm.positionPca(), await native.positionPca()];
      assertClose(pca.ratios, expected.ratios);
      assertClose(pca.mean, expected.mean);
      assert.deepEqual(await wasm.positions(), await native.positions());
    });
  });

  it("compares as many positions as GPT-2 has as the native runtime does", async () => {
    const positions = { values: standInPositions(), shape: STAND_IN_SHAPE };
    await withBoth(randomRows(10, 768, 1), positions, async (native, wasm) => {
      assertClose(
        (await wasm.positionSimilarity()).cosines,
        (await native.positionSimilarity()).cosines,
      );
      const [pca, expected] = [await wasm.positionPca(), await native.positionPca()];
      assertClose(pca.ratios, expected.ratios);
    });
  });

  it("opens many graphs at once, each with its own tables", async () => {
    const tables = [1, 2, 3].map((seed) => randomRows(5, 4, seed));
    await Promise.all(
      tables.map((table) =>
        withModel(
          table,
          table,
          async (model) => {
            const [{ token }] = await Promise.all([
              model.embed(batchOf([[0, 1, 2, 3, 4]])),
              model.nearestTokens(1, 2),
              model.positionSimilarity(),
            ]);
            assert.deepEqual(token, table.values);
          },
          { runtime: runtimes.wasm },
        ),
      ),
    );
  });

  it("gives memory back when a model is closed", async () => {
    const shape = [100_000, 64] as const;
    const table = { name: "large.wte.f32", shape };
    const tables = { graph: "large.onnx", token: table, position: table };
    const files = new MemoryFiles();
    const values = new Float32Array(shape[0] * shape[1]).map((_, at) => at % 1000);
    await files.write(table.name, new Uint8Array(values.buffer));
    const sizes = { vocabularySize: shape[0], dimensions: shape[1], contextLength: shape[0] };
    const info = { source: "seeded", name: "large", ...sizes } as const;
    const { prototype } = WebAssembly.Memory;
    // It is called with its own memory below.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const { grow } = prototype;
    /** Bytes that WebAssembly's memory has grown by since it was looked at last. */
    let grown = 0;
    prototype.grow = function (this: WebAssembly.Memory, pages: number) {
      grown += 65_536 * pages;
      return grow.call(this, pages);
    };
    try {
      for (let round = 0; round < 8; round++) {
        // At first it grows, to what one model and its opening need.
        if (round === 3) grown = 0;
        const model = await Model.open(info, tables, files, runtimes.wasm);
        const { token } = await model.embed(batchOf([[shape[0] - 1]]));
        assert.deepEqual(token, values.slice(-shape[1]));
        await model.close();
      }
    } finally {
      prototype.grow = grow;
    }
    // Ten tables of 26 MB were read since.
    assert.ok(grown < 26e6, `WebAssembly's memory has grown by ${grown / 1e6} MB.`);
  });

  it("opens a graph without tables from its bytes, and integers stay integers", async () => {
    const graph = writeGraph({
      name: "identity",
      inputs: [{ name: "x", type: "int32", shape: ["N"] }],
      outputs: [{ name: "y", type: "int32", shape: ["N"] }],
      nodes: [node("Identity", ["x"], "y")],
    });
    const session = await runtimes.wasm.open(graph);
    const values = Int32Array.of(2 ** 31 - 1, -(2 ** 31), 0);
    const { y } = await session.run({ x: { values, shape: [3] } }, ["y"]);
    assert.deepEqual(y, values);
    await session.close();
  });

  it("says so where a table is not there, and opens the next graph", async () => {
    const table = randomRows(3, 4, 1);
    await withModel(
      table,
      table,
      async (model, folder) => {
        await rename(join(folder, "given.wte.f32"), join(folder, "elsewhere"));
        await assert.rejects(model.nearestTokens(0, 1), /given\.wte\.f32/);
        assert.equal((await model.positionSimilarity()).cosines.length, 9);
      },
      { runtime: runtimes.wasm },
    );
  });

  it("is refused with a sentence where its file is damaged or there is no SIMD", () => {
    assert.throws(
      () => wasmRuntime(new Uint8Array(100)),
      /WebAssembly in this package is damaged\. Reinstall/,
    );
    const { validate } = WebAssembly;
    try {
      WebAssembly.validate = () => false;
      assert.throws(() => wasmRuntime(new Uint8Array(100)), /no WebAssembly with SIMD/);
    } finally {
      WebAssembly.validate = validate;
    }
  });
});
