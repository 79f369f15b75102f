import assert from "node:assert/strict";
import { until } from "../../../../.ci/support/until";
import type { SameToken } from "../../../../src/shared/values/vectorAnswers";
import type { ModelInfo } from "../../../../src/shared/values/vectors";
import { AfterBlockFeed, MOST_READ, placesToRead } from "../../../../webview/feeds/afterBlock";

const model = { source: "seeded", name: "seeded 1", layers: 2, heads: 1 } as ModelInfo;

describe("The same token after a block", () => {
  it("is compared by its last row of each window's stream, in order", async () => {
    const rows: Readonly<Record<number, readonly [number, number]>> = {
      6: [3, 4],
      9: [4, 3],
      20: [-3, -4],
      31: [0, 0],
    };
    const asked: number[][] = [];
    const feed = new AfterBlockFeed(() => ({
      residual: async (version: number, from: number, to: number, layer: number) => {
        asked.push([version, from, to, layer]);
        const stream = new Float32Array(2 * (to - from)).fill(7);
        stream.set(rows[to - 1] ?? [NaN, NaN], 2 * (to - from - 1));
        return stream;
      },
    }));
    const places = [
      [9, 1],
      [20, 0],
      [31, 3],
    ] as const;
    feed.want({ version: 5, model, blocks: 2, here: [6, 2], places });
    const { distances, cosines } = await until("the answer", async () => feed.current);
    assert.deepEqual(asked, [
      [5, 4, 7, 2],
      [5, 8, 10, 2],
      [5, 20, 21, 2],
      [5, 28, 32, 2],
    ]);
    assert.deepEqual([...distances], [Math.SQRT2, 10, 5]);
    assert.deepEqual([...cosines], [0.96, -1, 0]);
  });

  it("is read at the nearest places that windows hold", () => {
    const tokens = Uint32Array.from({ length: 60 }, (_, at) => 10 * at);
    const positions = Int32Array.from(tokens, (_, at) => (at % 2 === 0 ? -1 : at % 7));
    const answer = { tokens, positions } as unknown as SameToken;
    const places = placesToRead(answer, 305);
    assert.equal(places.length, MOST_READ);
    assert.deepEqual(places.slice(0, 3), [
      [310, 31 % 7],
      [290, 29 % 7],
      [330, 33 % 7],
    ]);
  });
});
