import assert from "node:assert/strict";
import { WindowOrder } from "../../../../src/windows/windowOrder";
import { windowPlaces, type WindowFacts } from "../../../../src/views/hover/windowPlaces";
import { shuffledOrder } from "../../../../src/windows/shuffle";
import { windowCount } from "../../../../src/windows/windows";

describe("The windows that hold a token", () => {
  it("are named with the token's position in each", () => {
    const { text, position } = windowPlaces(6, facts({ stride: 2 }));
    assert.equal(text, "Window 3, position 2 · window 4, position 0");
    assert.equal(position, 2);
  });

  it("are counted beyond the fourth", () => {
    const six = windowPlaces(10, facts({ maxLength: 6, stride: 1 })).text;
    assert.match(six, /^Window 6, position 5 · .* · window 9, position 2 · and 2 more windows$/);
    const five = windowPlaces(10, facts({ maxLength: 5, stride: 1 })).text;
    assert.match(five, /· and 1 more window$/);
  });

  it("count in the order in which a shuffled loader shows them", () => {
    const shape = { tokenCount: 40, maxLength: 4, stride: 2 };
    const order = shuffledOrder(windowCount(shape), 123, 0);
    const shown = windowPlaces(6, facts({ stride: 2, order: new WindowOrder(18, order) }));
    const expected = [2, 3]
      .map((sample) => [order.indexOf(sample) + 1, 6 - 2 * sample] as const)
      .sort(([a], [b]) => a - b);
    const named = [...shown.text.matchAll(/indow (\d+), position (\d)/g)];
    assert.deepEqual(
      named.map(([, window, position]) => [Number(window), Number(position)]),
      expected,
    );
    assert.equal(shown.position, expected[0]?.[1]);
  });

  it("begin with the one that is looked at", () => {
    const { text, position } = windowPlaces(6, facts({ stride: 1, chosen: 5 }));
    assert.match(text, /^Window 6, position 1 · window 4, position 3 ·/);
    assert.equal(position, 1);
    // One that does not hold the token changes nothing.
    assert.equal(windowPlaces(6, facts({ stride: 1, chosen: 20 })).position, 3);
  });

  it("are left out by drop_last, which is said", () => {
    const { text, position } = windowPlaces(6, facts({ stride: 2, shown: 3 }));
    assert.equal(text, "Window 3, position 2 · 1 window left out by drop_last");
    assert.equal(position, 2);
    const none = windowPlaces(6, facts({ stride: 2, shown: 0 }));
    assert.deepEqual(none, { text: "2 windows left out by drop_last", position: undefined });
  });

  it("have no numbers while nobody knows the shuffled order", () => {
    const one = windowPlaces(6, facts({ order: undefined }));
    assert.deepEqual(one, {
      text: "Position 2 of 1 window of the shuffled order",
      position: 2,
    });
    const two = windowPlaces(6, facts({ stride: 2, order: undefined }));
    assert.match(two.text, /^Position 2 and others of 2 windows/);
  });

  it("are none for the last token, for one that the stride skips, or where something is wrong", () => {
    for (const [token, stride] of [
      [39, 4],
      [5, 6],
    ] as const) {
      const { text, position } = windowPlaces(token, facts({ stride }));
      assert.deepEqual([text, position], ["In no window as an input", undefined]);
    }
    const problem = "No window fits.";
    assert.deepEqual(windowPlaces(3, facts({ problem })), { text: problem, position: undefined });
  });
});

function facts({
  maxLength = 4,
  stride = 4,
  ...others
}: Partial<WindowFacts> & { maxLength?: number; stride?: number }): WindowFacts {
  const shape = { tokenCount: 40, maxLength, stride };
  const samples = windowCount(shape);
  const order = new WindowOrder(samples);
  return { shape, order, shown: samples, chosen: undefined, problem: undefined, ...others };
}
