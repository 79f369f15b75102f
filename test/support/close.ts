import assert from "node:assert/strict";

/** Torch's float32 results and ours agree to this. */
const TOLERANCE = 1e-6;

export function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  assert.equal(actual.length, expected.length);
  for (let at = 0; at < expected.length; at++) {
    const difference = Math.abs((actual[at] ?? NaN) - (expected[at] ?? NaN));
    assert.ok(difference <= TOLERANCE, `value ${at}: ${actual[at]} is not ${expected[at]}`);
  }
}
