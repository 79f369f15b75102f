import assert from "node:assert/strict";
import { nativeRuntime } from "../../../../src/embeddings/runtime/node/nativeRuntime";
import type { Runtime } from "../../../../src/embeddings/runtime/runtime";
import type { Neighbours } from "../../../../src/embeddings/queries/neighbours";
import {
  cosineOf,
  randomRows,
  rowOf,
  rowsOf,
  withModel,
  type GivenRows,
} from "../../../support/openedModel";

/** Rounding of a cosine to float32. */
const ROUNDING = 1e-7;

describe("The nearest tokens", () => {
  it("are those of a plain float64 loop over all rows, for ids and for vectors", async () => {
    const table = randomRows(3000, 24, 1);
    await withModel(table, randomRows(1, 24, 2), async (model) => {
      for (const id of [0, 17, 2999]) {
        check(await model.nearestTokens(id, 20), table, rowOf(table, id), 20);
      }
      const query = rowOf(randomRows(1, 24, 2), 0);
      check(await model.nearestTokens(query, 50), table, query, 50);
    });
  });

  it("begin with the token itself at a similarity of 1", async () => {
    await withModel(randomRows(500, 33, 3), randomRows(1, 33, 4), async (model) => {
      for (let id = 0; id < 500; id += 7) {
        const { ids, similarities } = await model.nearestTokens(id, 1);
        assert.deepEqual([...ids, ...similarities], [id, 1]);
      }
    });
  });

  it("stand by id where they are equally near, wherever in the table", async () => {
    const table = randomRows(5000, 48, 5);
    const same = [3, 4, 1021, 2047, 2500, 4998, 4999];
    for (const id of same) table.values.set(rowOf(table, 3), id * 48);
    // A multiple points in the same direction, whatever rounding says.
    rowOf(table, 3).forEach((value, at) => (table.values[2 * 48 + at] = Math.fround(4 * value)));
    await withModel(table, randomRows(1, 48, 6), async (model) => {
      const { ids, similarities } = await model.nearestTokens(4999, 8);
      assert.deepEqual([...ids], [2, ...same]);
      assert.deepEqual([...similarities], Array(8).fill(1));
      // The place of the last asked for lies among equals.
      assert.deepEqual([...(await model.nearestTokens(3, 4)).ids], [2, 3, 4, 1021]);
    });
  });

  it("stand by id in a table of one row over and over", async () => {
    const table: GivenRows = { values: new Float32Array(700 * 5).fill(0.1), shape: [700, 5] };
    await withModel(table, randomRows(1, 5, 7), async (model) => {
      const { ids, similarities } = await model.nearestTokens(699, 3);
      assert.deepEqual(
        [[...ids], [...similarities]],
        [
          [0, 1, 2],
          [1, 1, 1],
        ],
      );
    });
  });

  it("are told apart where float32 cannot", async () => {
    // Angles of some 1e-5, whose cosines differ from 1 by 5e-11 and less.
    const angles = [4e-5, 1e-5, 3e-5, 2e-5, 0];
    const table = rowsOf(...angles.map((angle) => [1, angle]));
    await withModel(table, randomRows(1, 2, 8), async (model) => {
      assert.deepEqual([...(await model.nearestTokens(4, 5)).ids], [4, 1, 3, 2, 0]);
    });
  });

  it("are 0 for rows of zeros and for a query of zeros, and never NaN", async () => {
    const table = rowsOf([0, 0], [1, 0], [0, 0], [-1, 0], [0, 2]);
    await withModel(table, randomRows(1, 2, 9), async (model) => {
      const nearest = await model.nearestTokens(1, 5);
      assert.deepEqual([...nearest.ids], [1, 0, 2, 4, 3]);
      assert.deepEqual([...nearest.similarities], [1, 0, 0, 0, -1]);
      const ofZeros = await model.nearestTokens(2, 3);
      assert.deepEqual(
        [[...ofZeros.ids], [...ofZeros.similarities]],
        [
          [0, 1, 2],
          [0, 0, 0],
        ],
      );
    });
  });

  it("are all tokens when so many are asked for, also of one and of very large values", async () => {
    await withModel(rowsOf([3, 4]), randomRows(1, 2, 10), async (model) => {
      const { ids, similarities } = await model.nearestTokens(0, 1);
      assert.deepEqual([...ids, ...similarities], [0, 1]);
    });
    const table = randomRows(1500, 6, 11);
    for (let at = 0; at < 600; at++) table.values[at]! *= at % 2 === 0 ? 1e25 : 1e-25;
    await withModel(table, randomRows(1, 6, 12), async (model) => {
      check(await model.nearestTokens(700, 1500), table, rowOf(table, 700), 1500);
    });
  });

  it("are refused for a query or a count that makes no sense", async () => {
    await withModel(randomRows(10, 4, 13), randomRows(1, 4, 14), async (model) => {
      const refused = (query: number | Float32Array, count: number, message: RegExp) =>
        assert.rejects(model.nearestTokens(query, count), (error: Error) => {
          assert.ok(error instanceof RangeError);
          assert.match(error.message, message);
          return true;
        });
      await refused(10, 1, /Id 10 is outside the model's vocabulary of 10 tokens/);
      await refused(-1, 1, /Id -1 is outside/);
      await refused(1.5, 1, /Id 1.5 is outside/);
      await refused(1, 0, /from 1 to 10, not 0/);
      await refused(1, 11, /from 1 to 10, not 11/);
      await refused(1, NaN, /not NaN/);
      await refused(new Float32Array(3), 1, /width 3 does not fit rows of 4/);
      await refused(Float32Array.of(0, NaN, 0, 0), 1, /Value 1 of the query is NaN/);
      await refused(Float32Array.of(0, 0, 0, -Infinity), 1, /Value 3 of the query is -Infinity/);
    });
  });

  it("gather rows by their bytes: many narrow ones at once, wide ones one by one", async () => {
    for (const [rows, width] of [
      [40, 2 ** 18],
      [7, 2 ** 20 + 1],
      [3000, 1024],
      [300_000, 1],
    ] as const) {
      const gathered: number[] = [];
      const watching: Runtime = {
        open: async (graph) => {
          const session = await nativeRuntime.open(graph);
          return {
            close: () => session.close(),
            run: (inputs, outputs) => {
              const numbers = inputs["numbers"]?.values.length;
              if (numbers !== undefined) gathered.push(numbers);
              return session.run(inputs, outputs);
            },
          };
        },
      };
      const table: GivenRows = { values: new Float32Array(rows * width), shape: [rows, width] };
      for (let row = 0; row < rows; row++) {
        table.values[row * width] = 1;
        table.values[row * width + width - 1]! += row;
      }
      await withModel(
        table,
        randomRows(1, width, 17),
        async (model) => {
          const { ids } = await model.nearestTokens(0, 2);
          assert.deepEqual([...ids], [0, 1]);
        },
        { runtime: watching },
      );
      const most = Math.max(...gathered);
      assert.ok(most === 1 || 4 * width * most <= 2 ** 22, `${most} rows of width ${width}`);
      assert.ok(gathered.length <= 12 + 4 * Math.ceil((4 * width * rows) / 2 ** 22) + 3 * rows);
    }
  });

  it("are refused before the work where they would take more memory than allowed", async () => {
    for (const [rows, width, count] of [
      [3, 2 ** 20, 1],
      [2 ** 20, 1, 1],
      [200_000, 3, 200_000],
      [1, 2 ** 21, 1],
    ] as const) {
      const table: GivenRows = {
        values: new Float32Array(rows * width).fill(1),
        shape: [rows, width],
      };
      await withModel(
        table,
        randomRows(1, width, 18),
        (model) =>
          assert.rejects(model.nearestTokens(0, count), {
            name: "RangeError",
            message: new RegExp(
              `^The nearest of ${rows} rows of width ${width} would take .* limit`,
            ),
          }),
        { memoryLimit: 2 ** 23 },
      );
    }
    // Rows that are all equally near are candidates, all of them.
    const equal: GivenRows = { values: new Float32Array(150_000).fill(1), shape: [150_000, 1] };
    await withModel(
      equal,
      randomRows(1, 1, 19),
      (model) => assert.rejects(model.nearestTokens(0, 1), /more than the limit/),
      { memoryLimit: 2 ** 24 - 2 ** 22 },
    );
  });

  it("come in arrays of their own and leave the query as it is", async () => {
    const query = Float32Array.of(1, 2, 3);
    await withModel(randomRows(9, 3, 15), randomRows(1, 3, 16), async (model) => {
      const { ids, similarities } = await model.nearestTokens(query, 4);
      assert.equal(ids.buffer.byteLength, 16);
      assert.equal(similarities.buffer.byteLength, 16);
    });
    assert.deepEqual([...query], [1, 2, 3]);
  });
});

function check(
  { ids, similarities }: Neighbours,
  table: GivenRows,
  query: Float32Array,
  count: number,
): void {
  const expected = Array.from({ length: table.shape[0] }, (_, id) => ({
    id,
    cosine: cosineOf(rowOf(table, id), query),
  }))
    .sort((a, b) => b.cosine - a.cosine || a.id - b.id)
    .slice(0, count);
  assert.deepEqual(
    [...ids],
    expected.map(({ id }) => id),
  );
  expected.forEach(({ cosine }, at) => {
    assert.ok(Math.abs((similarities[at] ?? NaN) - cosine) <= ROUNDING);
  });
}
