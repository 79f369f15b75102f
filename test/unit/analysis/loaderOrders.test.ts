import assert from "node:assert/strict";
import { LoaderOrders, type Shuffle } from "../../../src/analysis/loaderOrders";
import { inverseOrder } from "../../../src/windows/windowOrder";
import { shuffledOrder } from "../../../src/windows/shuffle";
import type { ShuffledOrder } from "../../../src/workers/tokenService";

const drawn = ({ samples, seed, epoch }: Shuffle): ShuffledOrder => {
  const order = shuffledOrder(samples, seed, epoch);
  return { order, places: inverseOrder(order) };
};

describe("Orders of a shuffled loader", () => {
  it("come once they are drawn, and lead both ways", async () => {
    let told = 0;
    const orders = new LoaderOrders(
      async (shuffle) => drawn(shuffle),
      () => told++,
    );
    const shuffle = { samples: 100, seed: 123, epoch: 2 };
    assert.equal(orders.of(shuffle), undefined);
    const order = await orders.whenDrawn(shuffle);
    assert.equal(told, 1);
    assert.equal(orders.of(shuffle), order);
    for (let window = 0; window < 100; window++) {
      assert.equal(order.windowOf(order.sampleAt(window) ?? -1), window);
    }
    assert.equal(order.sampleAt(100), undefined);
    assert.equal(order.windowOf(-1), undefined);
    const lastThree = [97, 98, 99].map((window) => order.sampleAt(window) ?? -1);
    assert.deepEqual(
      [...order.samplesFrom(97)],
      lastThree.sort((a, b) => a - b),
    );
  });

  it("that come late give way to the newest", async () => {
    const answers = new Map<number, () => void>();
    const orders = new LoaderOrders(
      (shuffle) =>
        new Promise((resolve) =>
          answers.set(shuffle.seed, () => {
            resolve(drawn(shuffle));
          }),
        ),
      () => undefined,
    );
    const [old, now] = [1, 2].map((seed) => ({ samples: 50, seed, epoch: 0 })) as [
      Shuffle,
      Shuffle,
    ];
    const [late, newest] = [orders.whenDrawn(old), orders.whenDrawn(now)];
    answers.get(2)?.();
    await newest;
    answers.get(1)?.();
    await late;
    assert.equal(orders.of(now), await newest);
  });

  it("are asked for again after the worker died", async () => {
    let fails = true;
    const orders = new LoaderOrders(
      async (shuffle) => {
        if (fails) throw new Error("The token worker ended.");
        return drawn(shuffle);
      },
      () => undefined,
    );
    const shuffle = { samples: 5, seed: 0, epoch: 0 };
    await assert.rejects(orders.whenDrawn(shuffle), /ended/);
    fails = false;
    assert.equal((await orders.whenDrawn(shuffle)).samples, 5);
  });
});
