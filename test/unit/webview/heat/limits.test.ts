import assert from "node:assert/strict";
import { commonLimit } from "../../../../webview/heat/limits";

const limitOf = (...values: number[]): number => commonLimit([Float32Array.from(values)]).limit;

/** The same number by sorting. */
function bySorting(tables: readonly Float32Array[], share: number): number {
  const sizes = tables.flatMap((table) => [...table].map(Math.abs)).filter(Number.isFinite);
  sizes.sort((a, b) => a - b);
  return sizes[Math.max(1, Math.ceil(share * sizes.length)) - 1] ?? 0;
}

describe("colour limit", () => {
  it("is the largest |x| where there are few values", () => {
    assert.equal(limitOf(1, -3, 2), 3);
  });
  it("holds when all values are negative", () => {
    assert.equal(limitOf(-1, -2, -4), 4);
  });
  it("holds when all values are equal", () => {
    assert.equal(limitOf(0.5, 0.5, 0.5), 0.5);
  });
  it("is 0 for no values and for nothing but zeros", () => {
    assert.deepEqual(commonLimit([]), { limit: 0, finite: 0, clipped: 0, nonFinite: 0 });
    assert.equal(limitOf(0, -0, 0), 0);
  });
  it("leaves out and counts what is no finite number", () => {
    const found = commonLimit([Float32Array.of(NaN, Infinity, -Infinity, 2)]);
    assert.deepEqual(found, { limit: 2, finite: 1, clipped: 0, nonFinite: 3 });
    assert.equal(commonLimit([Float32Array.of(NaN)]).limit, 0);
  });
  it("is not moved by one outlier among many values", () => {
    const values = new Float32Array(1000).fill(1);
    values[7] = 1e30;
    const { limit, clipped } = commonLimit([values]);
    assert.equal(limit, 1);
    assert.equal(clipped, 1);
  });
  it("is exact over several tables, whatever the range of their values", () => {
    let seed = 1;
    const next = (): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    for (const scale of [1e-40, 1e-3, 1, 1e20]) {
      const tables = [300, 1, 700].map((length) =>
        Float32Array.from({ length }, () => (next() - 0.5) * scale),
      );
      for (const share of [0.5, 0.95, 0.99, 1]) {
        assert.equal(commonLimit(tables, share).limit, bySorting(tables, share));
      }
    }
  });
  it("takes millions of values", () => {
    const values = Float32Array.from({ length: 3_000_000 }, (_, i) => (i % 1000) - 500);
    const { limit, clipped, finite } = commonLimit([values]);
    assert.equal(limit, 495);
    assert.ok(clipped / finite < 0.01);
  });
  it("reads a view on part of a buffer", () => {
    const all = Float32Array.of(9, 1, 2, 9);
    assert.equal(commonLimit([all.subarray(1, 3)]).limit, 2);
  });
});
