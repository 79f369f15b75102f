import assert from "node:assert/strict";
import { mixedWindows } from "../../../src/windows/mixedWindows";
import { seeded } from "../../support/random";

describe("Windows that hold two documents", () => {
  it("are those that looking at each window finds", () => {
    const random = seeded(77);
    for (let round = 0; round < 2000; round++) {
      const [maxLength, stride] = [1 + random(9), 1 + random(9)];
      const tokens = 2 + random(60);
      const count = tokens > maxLength ? Math.ceil((tokens - maxLength) / stride) : 0;
      const isStart = Array.from({ length: tokens }, (_, at) => at > 0 && random(6) === 0);
      const isLeftOut = Array.from({ length: count }, () => random(8) === 0);
      const indices = (all: readonly boolean[]) =>
        Uint32Array.from(all.flatMap((is, at) => (is ? [at] : [])));
      const [starts, leftOut] = [indices(isStart), indices(isLeftOut)];
      let mixed = 0;
      const within = new Set<number>();
      for (let window = 0; window < count; window++) {
        if (isLeftOut[window] === true) continue;
        const first = window * stride;
        const inside = [...starts].filter((start) => start > first && start < first + maxLength);
        if (inside.length > 0) mixed++;
        for (const start of inside) within.add(start);
      }
      const found = mixedWindows(starts, { maxLength, stride, count, leftOut });
      assert.equal(found.count, mixed, `round ${round}`);
      assert.deepEqual(
        [...found.starts],
        [...within].sort((a, b) => a - b),
      );
    }
  });

  it("are none where nothing separates documents, and counted at once among a million", () => {
    const windows = { maxLength: 1024, stride: 1, count: 5_000_000, leftOut: new Uint32Array() };
    assert.deepEqual(mixedWindows(new Uint32Array(), windows), {
      count: 0,
      starts: new Uint32Array(),
    });
    const starts = Uint32Array.from({ length: 1_000_000 }, (_, at) => 5 * at + 5);
    assert.equal(mixedWindows(starts, windows).count, 5_000_000);
  });
});
