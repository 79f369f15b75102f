import assert from "node:assert/strict";
import { checkWindowMemory } from "../../../../src/views/ui/windowMemory";

describe("A window of the visualizer", () => {
  it("has vectors of at most 128 MiB, and a sentence says what to choose instead", () => {
    for (const [rows, dimensions] of [
      [1024, 12_288],
      [8192, 4096],
      [1, 65_536],
    ] as const) {
      assert.doesNotThrow(() => {
        checkWindowMemory(rows, dimensions);
      });
    }
    assert.throws(() => {
      checkWindowMemory(32_768, 8192);
    }, new RangeError("The vectors of this window, [32,768, 8,192], take 1.0 GiB; the visualizer shows up to 128.0 MiB. Choose a smaller max_length."));
  });
});
