import assert from "node:assert/strict";
import { norm, sharedLimit, stripColumns, vectorStrip } from "../../../../src/views/ui/strip";

describe("A vector's strip", () => {
  it("has a column for each value, wide enough to see", () => {
    const svg = svgOf(Float32Array.of(1, -1, 0));
    assert.match(svg, /width="258" .*viewBox="0 0 3 1"/);
    assert.equal(svg.match(/M/g)?.length, 2);
    assert.match(svgOf(new Float32Array(256).fill(1)), /width="256" .*viewBox="0 0 256 1"/);
  });

  it("shows the means of neighbours where there are more values than columns", () => {
    const values = Float32Array.from({ length: 768 }, (_, at) => at);
    const columns = stripColumns(values);
    assert.equal(columns.length, 260);
    // Every value counts once: of 768 / 260 columns the first holds 0 and 1, the last 765 to 767.
    assert.deepEqual([columns[0], columns[259]], [0.5, 766]);
    assert.ok(svgOf(new Float32Array(12_288).fill(0.5)).length < 10_000);
  });

  it("marks what is not a number, and draws nothing for zeros", () => {
    assert.match(svgOf(Float32Array.of(NaN, 0)), /stroke="rgb\(255,92,205\)"[^>]*d="M0.5 0v1"/);
    assert.doesNotMatch(svgOf(Float32Array.of(0, 0)), /path/);
    assert.doesNotMatch(svgOf(new Float32Array()), /path|NaN|Infinity/);
  });

  it("is scaled by one limit for all, which single values do not set", () => {
    const calm = new Float32Array(200).fill(-2);
    calm[7] = 100;
    assert.equal(sharedLimit([calm, new Float32Array(200).fill(1)]), 2);
    assert.equal(sharedLimit([]), 0);
    assert.equal(sharedLimit([Float32Array.of(NaN, Infinity)]), 0);
  });

  it("comes with the vector's length in space", () => {
    assert.equal(norm(Float32Array.of(3, -4)), 5);
    assert.equal(norm(new Float32Array()), 0);
    assert.ok(Number.isNaN(norm(Float32Array.of(NaN, 1))));
  });
});

function svgOf(values: Float32Array): string {
  const columns = stripColumns(values);
  const address = vectorStrip(columns, { limit: sharedLimit([columns]), theme: "dark" });
  return Buffer.from(address.replace("data:image/svg+xml;base64,", ""), "base64").toString();
}
