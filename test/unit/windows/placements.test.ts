import assert from "node:assert/strict";
import { placements } from "../../../src/windows/placements";

/** Places as "token: window@position". */
function places(
  asked: { token: number; position: number },
  tokens: readonly number[],
  [tokenCount, maxLength, stride]: readonly [number, number, number],
  most = 10,
) {
  const found = placements(asked, tokens, { tokenCount, maxLength, stride }, most);
  const names = found.placements.map(({ token, sample, position }) =>
    sample === undefined ? `${token}: none` : `${token}: ${sample}@${String(position)}`,
  );
  return [found.windows, ...names];
}

describe("Places of a token in windows", () => {
  it("are one for each other token, the first window that holds it", () => {
    assert.deepEqual(places({ token: 5, position: 1 }, [2, 9], [20, 4, 4]), [
      1,
      "2: 0@2",
      "9: 2@1",
    ]);
  });
  it("hold the asked token in its other windows, at other positions", () => {
    assert.deepEqual(places({ token: 5, position: 1 }, [9], [20, 4, 2]), [2, "5: 1@3", "9: 3@3"]);
    assert.deepEqual(places({ token: 5, position: 2 }, [], [20, 4, 1]), [
      4,
      "5: 2@3",
      "5: 4@1",
      "5: 5@0",
    ]);
  });
  it("of very many windows are those nearest to the one that is looked at", () => {
    const [windows, ...shown] = places({ token: 500, position: 50 }, [], [1000, 100, 1], 4);
    assert.equal(windows, 100);
    assert.deepEqual(shown, ["500: 448@52", "500: 449@51", "500: 451@49", "500: 452@48"]);
    const [, ...last] = places({ token: 500, position: 0 }, [], [1000, 100, 1], 3);
    assert.deepEqual(last, ["500: 497@3", "500: 498@2", "500: 499@1"]);
  });
  it("are none for what the windows leave out", () => {
    assert.deepEqual(places({ token: 0, position: 0 }, [3, 19], [20, 2, 5]), [
      1,
      "3: none",
      "19: none",
    ]);
  });
});
