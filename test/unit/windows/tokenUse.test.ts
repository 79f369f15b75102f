import assert from "node:assert/strict";
import fc from "fast-check";
import { TokenUse } from "../../../src/windows/tokenUse";
import { windowCount } from "../../../src/windows/windows";

describe("The use of a stretch of tokens", () => {
  it("is what counting window by window gives", () => {
    const windows = fc
      .record({
        maxLength: fc.integer({ min: 1, max: 7 }),
        stride: fc.integer({ min: 1, max: 9 }),
        tokenCount: fc.nat(50),
      })
      .chain((shape) => {
        const count = windowCount(shape);
        const leftOut = fc.subarray([...Array(count).keys()]);
        return fc.record({ shape: fc.constant({ ...shape, count }), leftOut });
      });
    const ends = fc.tuple(fc.nat(50), fc.nat(50));
    const property = fc.property(windows, ends, ({ shape, leftOut }, [one, other]) => {
      const { maxLength, stride, tokenCount, count } = shape;
      const inputs = new Array<number>(tokenCount).fill(0);
      const targets = new Array<number>(tokenCount).fill(0);
      for (let window = 0; window < count; window++) {
        if (leftOut.includes(window)) continue;
        for (let at = window * stride; at < window * stride + maxLength; at++) {
          inputs[at]!++;
          targets[at + 1]!++;
        }
      }
      const use = new TokenUse({ maxLength, stride, count, leftOut: Uint32Array.from(leftOut) });
      const from = Math.min(one, other, tokenCount);
      const to = Math.min(Math.max(one, other), tokenCount);
      const sum = (times: number[]): number =>
        times.slice(from, to).reduce((total, one) => total + one, 0);
      const tokens = Array.from({ length: to - from }, (_, at) => from + at);
      assert.deepEqual(use.of(from, to), {
        inputs: sum(inputs),
        targets: sum(targets),
        neverInput: tokens.filter((at) => inputs[at] === 0).length,
        unused: tokens.filter((at) => inputs[at] === 0 && targets[at] === 0).length,
      });
    });
    fc.assert(property, { seed: 5, numRuns: 600 });
  });

  it("takes no longer in a text of three million tokens", () => {
    const tokenCount = 3_000_000;
    const windows = { maxLength: 256, stride: 1, count: tokenCount - 256 };
    const use = new TokenUse({ ...windows, leftOut: new Uint32Array() });
    const all = use.of(0, tokenCount);
    assert.equal(all.inputs, windows.count * 256);
    assert.equal(all.targets, windows.count * 256);
    assert.deepEqual([all.neverInput, all.unused], [1, 0]);
  });

  it("has the book's gaps: 1,029 tokens that stride 5 skips, 25 at the end", () => {
    const never = (maxLength: number, stride: number): number =>
      new TokenUse({
        maxLength,
        stride,
        count: Math.ceil((5145 - maxLength) / stride),
        leftOut: new Uint32Array(),
      }).of(0, 5145).neverInput;
    assert.equal(never(4, 5), 1029);
    assert.equal(never(256, 128), 25);
  });
});
