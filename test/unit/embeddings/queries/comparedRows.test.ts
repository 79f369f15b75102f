import assert from "node:assert/strict";
import { batchOf } from "../../../../src/embeddings/queries/batch";
import { comparedRows } from "../../../../src/embeddings/queries/comparedRows";
import { randomRows, rowOf, withModel } from "../../../support/openedModel";

const WIDTH = 96;

describe("Rows of one token at several positions", () => {
  const token = randomRows(50, WIDTH, 5);
  const position = randomRows(30, WIDTH, 6);

  it("have one token vector, and sums whose cosines are those of float64", async () => {
    await withModel(token, position, async (model) => {
      const vectors = await model.embed(batchOf([Array<number>(20).fill(31)], 4));
      const rows = [0, 3, 7, 19];
      const { tokenDifference, distances, cosines } = comparedRows(vectors, 3, rows);
      assert.equal(tokenDifference, 0);
      const inputs = rows.map((row) => sum(row + 4));
      const own = sum(3 + 4);
      inputs.forEach((input, at) => {
        const expected = dot(own, input) / Math.sqrt(dot(own, own) * dot(input, input));
        // The sums themselves are of float32.
        assert.ok(Math.abs((cosines[at] ?? NaN) - expected) < 1e-6);
        const apart = rowOf(position, 7).map(
          (value, i) => value - (rowOf(position, (rows[at] ?? 0) + 4)[i] ?? NaN),
        );
        assert.ok(Math.abs((distances[at] ?? NaN) - Math.sqrt(dot(apart, apart))) < 1e-5);
      });
      assert.deepEqual([cosines[1], distances[1]], [1, 0]);
    });
  });

  it("give no number where there is no place, and 0 for zeros", () => {
    const zeros = new Float32Array(2 * WIDTH);
    const shape = [1, 2, WIDTH] as const;
    const vectors = { shape, token: zeros, position: zeros, input: zeros };
    const { distances, cosines, tokenDifference } = comparedRows(vectors, 0, [1, undefined]);
    assert.deepEqual([...cosines], [0, NaN]);
    assert.deepEqual([...distances], [0, NaN]);
    assert.equal(tokenDifference, 0);
  });

  it("tell of token vectors that differ, also by what is not a number", () => {
    const values = Float32Array.of(1, 2, 1, 4);
    const vectors = { shape: [1, 2, 2] as const, token: values, position: values, input: values };
    assert.equal(comparedRows(vectors, 0, [1]).tokenDifference, 2);
    values[3] = NaN;
    assert.ok(Number.isNaN(comparedRows(vectors, 0, [1]).tokenDifference));
  });

  const sum = (at: number): number[] =>
    [...rowOf(token, 31)].map((value, i) => value + (rowOf(position, at)[i] ?? NaN));
});

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i] as number) * (b[i] as number);
  return total;
}
