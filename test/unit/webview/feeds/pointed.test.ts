import assert from "node:assert/strict";
import { HoveredToken, PointTeller } from "../../../../webview/feeds/hoveredToken";

/** Lets answers arrive. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("What is pointed at", () => {
  it("is told to the editor one at a time, the newest next", async () => {
    const told: (number | undefined)[] = [];
    let answer: () => void = () => undefined;
    const pointed = new HoveredToken();
    const teller = new PointTeller(pointed, (token) => {
      told.push(token);
      return new Promise((resolve) => (answer = resolve));
    });
    for (const token of [3, 4, 5, undefined, 7]) pointed.point(token);
    assert.deepEqual(told, [3]);
    answer();
    await settle();
    assert.deepEqual(told, [3, 7]);
    answer();
    await settle();
    teller.again();
    assert.deepEqual(told, [3, 7, 7]);
    pointed.point(undefined);
    answer();
    await settle();
    assert.deepEqual(told, [3, 7, 7, undefined]);
    answer();
    await settle();
    teller.again();
    assert.deepEqual(told, [3, 7, 7, undefined]);
  });
});
