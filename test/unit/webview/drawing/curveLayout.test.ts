import assert from "node:assert/strict";
import { curvePath, extentOf, ticks } from "../../../../webview/drawing/curveLayout";

const of = (...values: number[]): Float64Array => Float64Array.from(values);

describe("a curve's extent", () => {
  it("holds the finite values of all curves", () => {
    assert.deepEqual(extentOf([of(1, NaN, 3), of(-2, Infinity)]), { least: -2, most: 3 });
    assert.deepEqual(extentOf([of(-3, -1)]), { least: -3, most: -1 });
  });
  it("has room where all are one value, and is something for none", () => {
    assert.deepEqual(extentOf([of(4, 4)]), { least: 2, most: 6 });
    assert.deepEqual(extentOf([of(0)]), { least: -0.5, most: 0.5 });
    assert.deepEqual(extentOf([of(NaN)]), { least: 0, most: 1 });
  });
  it("is marked at round values", () => {
    assert.deepEqual(ticks({ least: -0.31, most: 0.32 }, 4), [-0.2, 0, 0.2]);
    assert.deepEqual(ticks({ least: 3.2, most: 9.9 }, 3), [5]);
    assert.deepEqual(ticks({ least: 0, most: 1023 }, 5), [0, 500, 1000]);
    assert.deepEqual(
      ticks({ least: 0.1, most: 0.35 }, 3),
      [0.1, 0.2, 0.30000000000000004].map((x) => Number(x.toFixed(1))),
    );
  });
});

describe("a curve's path", () => {
  const size = { width: 10, height: 4 };
  it("goes through each value", () => {
    assert.equal(
      curvePath(of(0, 1, 0.5), { least: 0, most: 1 }, size),
      "M0.0 4.0L5.0 0.0L10.0 2.0",
    );
    assert.equal(curvePath(of(1), { least: 0, most: 1 }, size), "M5.0 0.0");
  });
  it("is broken where there is no finite value", () => {
    const path = curvePath(of(0, NaN, 0, 0), { least: 0, most: 1 }, size);
    assert.equal(path, "M0.0 4.0M6.7 4.0L10.0 4.0");
  });
  it("keeps a peak among more values than pixels", () => {
    const curve = new Float64Array(100_000);
    curve[54_321] = 1;
    const path = curvePath(curve, { least: 0, most: 1 }, size);
    assert.match(path, /L5\.4 0\.0/);
    assert.ok(path.length < 500);
  });
});
