import assert from "node:assert/strict";
import { headOf, smallHeads } from "../../../../src/views/panel/smallHeads";
import { SMALL_SIDE } from "../../../../src/shared/values/predictionAnswers";

/** Softmaxed rows that look back evenly, and in the second head at the first token alone. */
function attention(length: number) {
  const values = new Float32Array(2 * length * length);
  for (let row = 0; row < length; row++) {
    values.fill(1 / (row + 1), row * length, row * length + row + 1);
    values[(length + row) * length] = 1;
  }
  return { shape: [2, length, length] as const, values };
}

describe("Small pictures of heads", () => {
  it("leave nothing out of a short window", () => {
    const whole = attention(5);
    assert.deepEqual(smallHeads(whole), { shape: [2, 5, 5], length: 5, values: whole.values });
  });

  it("show the largest weight of those that a cell stands for", () => {
    const length = 1000;
    const { shape, values } = smallHeads(attention(length));
    assert.deepEqual(shape, [2, SMALL_SIDE, SMALL_SIDE]);
    assert.equal(values[0], 1);
    // A head that looks at one token has one full column, however narrow that token is.
    const second = values.subarray(SMALL_SIDE * SMALL_SIDE);
    for (let row = 0; row < SMALL_SIDE; row++) {
      assert.equal(second[row * SMALL_SIDE], 1);
      assert.ok(
        second.subarray(row * SMALL_SIDE + 1, (row + 1) * SMALL_SIDE).every((each) => each === 0),
      );
    }
  });

  it("are of heads that there are", () => {
    const whole = attention(3);
    assert.deepEqual(headOf(whole, 1).values, whole.values.slice(9));
    assert.throws(() => headOf(whole, 2), /from 0 to 1/);
  });
});
