import assert from "node:assert/strict";
import { standInPositions, STAND_IN_SHAPE } from "../../../support/gpt2StandIn";
import { cosineOf, randomRows, rowOf, rowsOf, withModel } from "../../../support/openedModel";

/** Of float32 sums over some hundred products of values below 1. */
const ROUNDING = 1e-6;

describe("The similarity of positions", () => {
  it("is the cosine of each pair of a plain float64 loop", async () => {
    const table = randomRows(37, 50, 1);
    await withModel(randomRows(1, 50, 2), table, async (model) => {
      const { shape, cosines } = await model.positionSimilarity();
      assert.deepEqual(shape, [37, 37]);
      assert.equal(cosines.buffer.byteLength, 4 * 37 * 37);
      cosines.forEach((cosine, at) => {
        const expected = cosineOf(rowOf(table, Math.floor(at / 37)), rowOf(table, at % 37));
        assert.ok(Math.abs(cosine - expected) <= ROUNDING, `${at}: ${cosine}, not ${expected}`);
        assert.ok(cosine >= -1 && cosine <= 1);
      });
    });
  });

  it("of so many rows that they are multiplied in several runs is the same, each given up between them", async () => {
    const table = randomRows(1100, 1024, 7);
    await withModel(randomRows(1, 1024, 8), table, async (model) => {
      let steps = 0;
      const { cosines } = await model.positionSimilarity(async () => {
        steps++;
      });
      assert.ok(steps > 1);
      for (let at = 0; at < cosines.length; at += 1009) {
        const [one, other] = [Math.floor(at / 1100), at % 1100];
        const expected = cosineOf(rowOf(table, one), rowOf(table, other));
        assert.ok(Math.abs(cosines[at]! - expected) <= ROUNDING, `${at}: ${cosines[at]}`);
      }
      const given = model.positionSimilarity(() => Promise.reject(new Error("given up")));
      await assert.rejects(given, /given up/);
    });
  });

  it("is 0 with rows of zeros, and finite for values whose squares are not", async () => {
    const table = rowsOf([0, 0], [3e38, 3e38], [-1e-30, -1e-30], [1, 0]);
    await withModel(randomRows(1, 2, 3), table, async (model) => {
      const { cosines } = await model.positionSimilarity();
      const half = Math.SQRT1_2;
      [0, 0, 0, 0, 0, 1, -1, half, 0, -1, 1, -half, 0, half, -half, 1].forEach((expected, at) => {
        assert.ok(Math.abs((cosines[at] ?? NaN) - expected) <= ROUNDING, `${at}: ${cosines[at]}`);
      });
    });
  });

  it("is one number for one position", async () => {
    await withModel(randomRows(1, 3, 4), rowsOf([1, 2, 2]), async (model) => {
      const { shape, cosines } = await model.positionSimilarity();
      assert.deepEqual([shape, [...cosines]], [[1, 1], [1]]);
    });
  });

  it("is refused with the size that it would need", async () => {
    const table = randomRows(400, 3, 5);
    const ask = withModel(table, table, (model) => model.positionSimilarity(), {
      memoryLimit: 2 ** 20,
    });
    await assert.rejects(ask, {
      name: "RangeError",
      message: /cosine matrix \[400, 400\] would take 1\.2 MiB, more than the limit of 1\.0 MiB/,
    });
  });

  it("shows a first and a last position apart from the others, in a table of GPT-2's size", async () => {
    const table = { values: standInPositions(), shape: STAND_IN_SHAPE };
    await withModel(randomRows(1, 768, 6), table, async (model) => {
      const { cosines } = await model.positionSimilarity();
      const toNext = (row: number): number => cosines[row * 1024 + row + 1] ?? NaN;
      for (const row of [0, 1022]) {
        const expected = cosineOf(rowOf(table, row), rowOf(table, row + 1));
        assert.ok(Math.abs(toNext(row) - expected) <= ROUNDING);
        assert.ok(Math.abs(expected) < 0.1, `row ${row}: ${expected}`);
      }
      const inner = Array.from({ length: 1021 }, (_, at) => toNext(at + 1));
      assert.ok(Math.min(...inner) > 0.9);
      const mean = inner.reduce((sum, cosine) => sum + cosine, 0) / inner.length;
      assert.ok(Math.abs(mean - 0.998) < 0.001);
    });
  });
});
