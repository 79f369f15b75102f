import { inverseOrder } from "../../../../src/windows/windowOrder";
import assert from "node:assert/strict";
import {
  arrange,
  columnOf,
  pairsInOrder,
  rowNorms,
  rowsInOrder,
} from "../../../../webview/positions/arrangement";
import { dimensionOrder, dimensionStats } from "../../../../webview/positions/dimensionStats";
import { inOrder, shuffled } from "../../../../webview/positions/rowOrder";

/** Dimension 0 grows, 1 is constant, 2 swings. */
const VALUES = Float32Array.of(1, 5, 4, 2, 5, -4, 3, 5, 4, 4, 5, -4);
const STATS = dimensionStats(VALUES, [4, 3]);

describe("statistics of dimensions", () => {
  it("are means, variances and changes of sign around the mean", () => {
    assert.deepEqual([...STATS.means], [2.5, 5, 0]);
    assert.deepEqual([...STATS.variances], [1.25, 0, 16]);
    assert.deepEqual([...STATS.signChanges], [1, 0, 3]);
  });
  it("count a deviation of 0 to the side before", () => {
    const { signChanges } = dimensionStats(Float32Array.of(-1, 0, -1, 0, 2), [5, 1]);
    assert.deepEqual([...signChanges], [1]);
  });
  it("leave out what is not finite", () => {
    const { means, variances } = dimensionStats(Float32Array.of(1, NaN, Infinity, 3), [4, 1]);
    assert.deepEqual([[...means], [...variances]], [[2], [1]]);
    assert.deepEqual([...dimensionStats(Float32Array.of(NaN), [1, 1]).means], [0]);
    assert.deepEqual([...dimensionStats(new Float32Array(), [0, 2]).variances], [0, 0]);
  });
  it("order the dimensions, by index where they are equal", () => {
    assert.deepEqual([...dimensionOrder(STATS, "index")], [0, 1, 2]);
    assert.deepEqual([...dimensionOrder(STATS, "variance")], [2, 0, 1]);
    assert.deepEqual([...dimensionOrder(STATS, "signChanges")], [1, 0, 2]);
    const same = dimensionStats(new Float32Array(6), [2, 3]);
    assert.deepEqual([...dimensionOrder(same, "variance")], [0, 1, 2]);
  });
});

describe("an arranged table", () => {
  const rows = Uint32Array.of(3, 0, 1, 2);
  const columns = Uint32Array.of(2, 0, 1);
  it("has its rows and columns in the order given", () => {
    const table = arrange(VALUES, STATS, "stored", columns, rows);
    assert.deepEqual([...table.subarray(0, 6)], [-4, 4, 5, 4, 1, 5]);
  });
  it("is centred, or standardised with 0 where nothing varies", () => {
    const centred = arrange(VALUES, STATS, "centered", inOrder(3), inOrder(4));
    assert.deepEqual([...centred.subarray(0, 3)], [-1.5, 0, 4]);
    const standardised = arrange(VALUES, STATS, "standardized", inOrder(3), inOrder(4));
    assert.deepEqual([...standardised.subarray(0, 3)], [Math.fround(-1.5 / Math.sqrt(1.25)), 0, 1]);
  });
  it("keeps what is not finite to be seen", () => {
    const odd = Float32Array.of(NaN, Infinity, 1);
    const stats = dimensionStats(odd, [3, 1]);
    const table = arrange(odd, stats, "standardized", inOrder(1), inOrder(3));
    assert.deepEqual([...table].map(Number.isFinite), [false, false, true]);
  });
  it("of pairs moves rows and columns alike", () => {
    const pairs = pairsInOrder(Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8), Uint32Array.of(2, 0, 1));
    assert.deepEqual([...pairs], [8, 6, 7, 2, 0, 1, 5, 3, 4]);
    assert.deepEqual([...rowsInOrder(VALUES, 3, Uint32Array.of(1)).values()], [2, 5, -4]);
  });
  it("has norms of rows, and columns", () => {
    assert.deepEqual([...rowNorms(Float32Array.of(3, 4, 0, 0), [2, 2])], [5, 0]);
    assert.deepEqual([...columnOf(VALUES, 3, 2)], [4, -4, 4, -4]);
    assert.deepEqual([...columnOf(new Float32Array(), 0, 0)], []);
  });
});

describe("shuffled rows", () => {
  it("are a permutation, the same one for the same seed, with few rows in place", () => {
    const rows = shuffled(1000);
    assert.deepEqual(
      [...rows].sort((a, b) => a - b),
      [...inOrder(1000)],
    );
    assert.deepEqual(rows, shuffled(1000));
    assert.notDeepEqual(rows, shuffled(1000, 7));
    assert.ok(rows.filter((row, at) => row === at).length < 10);
    assert.deepEqual([[...shuffled(0)], [...shuffled(1)]], [[], [0]]);
  });
  it("are undone by the inverse", () => {
    const rows = shuffled(20);
    const places = inverseOrder(rows);
    assert.deepEqual(
      [...rows].map((row) => places[row]),
      [...inOrder(20)],
    );
  });
});
