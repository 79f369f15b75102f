import assert from "node:assert/strict";
import { ordinal } from "../../../../src/shared/base/numbers";
import { frequencyText, SHADES, shadeOf } from "../../../../webview/tokens/frequencyWords";

describe("A token's frequency", () => {
  const of = {
    version: 1,
    first: 100,
    tokenCount: 57_000,
    distinct: 1_811,
    most: 2_900,
    ids: Uint32Array.of(5, 6, 7),
    counts: Uint32Array.of(1_204, 1, 2_900),
    ranks: Uint32Array.of(3, 900, 1),
  };
  it("is told in words", () => {
    assert.equal(
      frequencyText(of, 100),
      "occurs 1,204 times, 2.1 % of 57,000 tokens, 3rd most frequent of 1,811 different ones",
    );
    assert.equal(
      frequencyText(of, 101),
      "occurs once, < 0.1 % of 57,000 tokens, 900th most frequent of 1,811 different ones",
    );
    assert.match(frequencyText(of, 102) ?? "", /, most frequent of/);
    assert.equal(frequencyText(of, 103), undefined);
  });
  it("gives a shade from the rarest to the most frequent", () => {
    assert.deepEqual(
      [1, 2, 10, 100, 1000].map((count) => shadeOf(count, 1000)),
      [1, 1, 2, 4, 5],
    );
    assert.equal(shadeOf(1, 1), 1);
    assert.equal(shadeOf(0, 0), 1);
    assert.equal(shadeOf(1001, 1000), SHADES);
  });
  it("is ranked by ordinals", () => {
    assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 102, 1_003].map(ordinal), [
      "1st",
      "2nd",
      "3rd",
      "4th",
      "11th",
      "12th",
      "13th",
      "21st",
      "102nd",
      "1,003rd",
    ]);
  });
});
