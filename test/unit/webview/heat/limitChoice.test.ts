import assert from "node:assert/strict";
import { quantileOf } from "../../../../webview/heat/groupLimits";
import { chosenLimit, limitTable } from "../../../../webview/heat/limitChoice";
import { limitSpan, limitWords } from "../../../../webview/heat/limitWords";

const table = (...values: number[]): Float32Array => Float32Array.from(values);

describe("chosen limit", () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i % 2 ? 1 : -1) * (i + 1));
  it("is the share of the values that was asked for", () => {
    for (const [choice, limit, clipped] of [
      ["p95", 950, 50],
      ["p99", 990, 10],
      ["p99.9", 999, 1],
      ["max", 1000, 0],
    ] as const) {
      const found = chosenLimit([values], 10, choice);
      assert.deepEqual([found.limit, found.clipped, found.rule], [limit, clipped, choice]);
    }
  });
  it("of a row or dimension counts its values in all tables", () => {
    const tables = [table(1, -2, 3, 4), table(0, 0, -9, 0)];
    const rows = chosenLimit(tables, 2, "row");
    assert.deepEqual([...(rows.each?.limits ?? [])], [2, 9]);
    const dimensions = chosenLimit(tables, 2, "dimension");
    assert.deepEqual([...(dimensions.each?.limits ?? [])], [9, 4]);
    assert.equal(dimensions.limit, 9);
  });
  it("of a row counts what it leaves out", () => {
    const row = Float32Array.from({ length: 600 }, (_, i) => (i === 300 ? NaN : i % 300));
    const found = chosenLimit([row], 300, "row");
    // Of 300 values 3 are beyond the 297th; the row with NaN has 299.
    assert.deepEqual([...(found.each?.limits ?? [])], [296, 297]);
    assert.deepEqual([found.finite, found.clipped, found.nonFinite], [599, 5, 1]);
  });
  it("is the largest where all but a few values are 0", () => {
    const sparse = new Float32Array(1000);
    sparse[3] = -0.5;
    assert.deepEqual(
      [chosenLimit([sparse], 10, "p99").limit, chosenLimit([sparse], 10, "p99").rule],
      [0.5, "max"],
    );
    assert.equal(chosenLimit([sparse], 1000, "row").limit, 0.5);
  });
  it("is 0 for zeros, for nothing finite and for no values", () => {
    for (const choice of ["p99", "row", "dimension"] as const) {
      for (const tables of [[table(0, -0)], [table(NaN, Infinity)], [table()], []]) {
        assert.equal(chosenLimit(tables, 2, choice).limit, 0);
      }
    }
  });
  it("by rows takes a thousand rows, exactly", () => {
    let seed = 3;
    const next = (): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    for (const scale of [1e-40, 1, 1e30]) {
      const sizes = Float32Array.from({ length: 777 }, () => next() * scale);
      const sorted = [...sizes].sort((a, b) => a - b);
      for (const share of [0.5, 0.95, 0.99, 1]) {
        const at = Math.max(1, Math.ceil(share * 777)) - 1;
        const { limit, beyond } = quantileOf(sizes, share);
        assert.equal(limit, sorted[at]);
        assert.equal(beyond, sorted.filter((size) => size > limit).length);
      }
    }
  });
});

describe("a table with limits of its rows", () => {
  it("is coloured by shares of them, clipped where the value is", () => {
    const values = table(1, -2, 10, 5);
    const { values: shares, limit } = limitTable(values, 2, {
      limit: 10,
      each: { of: "row", limits: table(1, 10) },
    });
    assert.deepEqual([...shares], [1, -2, 1, 0.5]);
    assert.equal(limit, 1);
  });
  it("keeps what is not finite, and makes nothing else so", () => {
    const each = { of: "dimension", limits: table(0, 1e-45, 1) } as const;
    const { values } = limitTable(table(0, 3e38, NaN, Infinity, 0, -Infinity), 3, {
      limit: 1,
      each,
    });
    assert.deepEqual([...values].map(Number.isFinite), [true, true, false, false, true, false]);
  });
});

describe("the legend's words", () => {
  it("tell the rule, the ends and what is left out", () => {
    const one = chosenLimit([table(1, 2, 3, 4)], 2, "p99");
    assert.deepEqual(limitWords(one, "three", "extremes"), {
      rule: "one limit for all three · p99",
      end: "4.00",
      left: "0.0 % clipped",
    });
    const each = chosenLimit([table(1, 2, 3, NaN)], 2, "row");
    assert.deepEqual(limitWords(each, "three", "mean"), {
      rule: "a limit for each row for all three · p99",
      end: "2.00 to 3.00",
      left: "0.0 % clipped · 1 not finite, striped · mean |x| where cells share a pixel",
    });
    assert.equal(
      limitWords(chosenLimit([table(0)], 1, "max"), "all", "extremes").rule,
      "every value is 0",
    );
    assert.match(limitSpan(each), /each row's own limit/);
  });
});
