import assert from "node:assert/strict";
import { readyState } from "../../../support/panelStates";
import { WindowOrder } from "../../../../src/windows/windowOrder";
import { afterChoice, afterShow } from "../../../../webview/feeds/selection";
import {
  loaderBatch,
  windowHolding,
  windowNear,
  windowsInBatches,
  windowStart,
} from "../../../../src/windows/loaderWindows";

const ordered = (stride: number, order?: number[]) => {
  const { loader } = readyState(100, {}, { maxLength: 4, stride, batchSize: 3 });
  return { ...loader, order: new WindowOrder(loader.samples, order && Uint32Array.from(order)) };
};
const apart = ordered(10);
const overlapping = ordered(1);

describe("windows in loader order", () => {
  it("begin a stride apart", () => {
    assert.equal(windowStart(3, apart), 30);
  });
  it("belong to a batch, the last of which may be left over", () => {
    assert.equal(apart.samples, 10);
    assert.deepEqual(loaderBatch(4, apart), { index: 1, first: 3, end: 6, leftOver: false });
    assert.deepEqual(loaderBatch(9, apart), { index: 3, first: 9, end: 10, leftOver: true });
  });
  it("keep the chosen window while it holds the token", () => {
    assert.equal(windowHolding(12, 10, overlapping), 10);
  });
  it("give the first window that holds the token", () => {
    assert.equal(windowHolding(12, 3, overlapping), 9);
    assert.equal(windowHolding(2, undefined, overlapping), 0);
  });
  it("give none for a token between windows, behind them, or in a batch that is left out", () => {
    assert.equal(windowHolding(13, undefined, apart), 1);
    assert.equal(windowHolding(14, undefined, apart), undefined);
    assert.equal(windowHolding(99, 3, overlapping), undefined);
    assert.equal(windowsInBatches(apart), 9);
    assert.equal(windowHolding(90, undefined, apart), undefined);
  });
  it("follow a shuffled order", () => {
    // The sample shown last, 2, is in no batch of three.
    const shuffled = ordered(10, [5, 1, 9, 0, 3, 8, 7, 4, 6, 2]);
    assert.equal(windowStart(2, shuffled), 90);
    assert.equal(windowHolding(31, undefined, shuffled), 4);
    assert.equal(windowHolding(20, undefined, shuffled), undefined);
    assert.deepEqual([...shuffled.order.samplesFrom(9)], [2]);
  });
});

describe("the window nearest to a place", () => {
  const cut = (maxLength: number, stride: number, batchSize = 1, order?: number[]) => {
    const { loader } = readyState(5145, {}, { maxLength, stride, batchSize });
    return { ...loader, order: new WindowOrder(loader.samples, order && Uint32Array.from(order)) };
  };
  const startNear = (place: { token: number; start: number }, loader: ReturnType<typeof cut>) => {
    const window = windowNear(place, loader);
    return window === undefined ? undefined : windowStart(window, loader);
  };
  it("has the token, and of those that have it begins nearest to the window of before", () => {
    assert.equal(startNear({ token: 711, start: 708 }, cut(4, 1)), 708);
    assert.equal(startNear({ token: 711, start: 709 }, cut(4, 1)), 709);
    assert.equal(startNear({ token: 711, start: 708 }, cut(8, 4)), 708);
    assert.equal(startNear({ token: 711, start: 708 }, cut(256, 128)), 640);
    assert.equal(startNear({ token: 711, start: 0 }, cut(256, 128)), 512);
  });
  it("is the nearest one where no window has the token", () => {
    // 711 is the last target of the window that begins at 707.
    assert.equal(startNear({ token: 711, start: 708 }, cut(4, 7)), 707);
    assert.equal(startNear({ token: 713, start: 708 }, cut(4, 7)), 714);
    assert.equal(startNear({ token: 40, start: 40 }, cut(4, 50)), 50);
    assert.equal(startNear({ token: 20, start: 20 }, cut(4, 50)), 0);
    assert.equal(startNear({ token: 5144, start: 5140 }, cut(4, 4)), 5140);
  });
  it("is one that some batch has, in any order", () => {
    // 1,286 windows of which drop_last leaves out the last six.
    assert.equal(startNear({ token: 5144, start: 5140 }, cut(4, 4, 8)), 5116);
    const { loader } = readyState(100, {}, { maxLength: 4, stride: 10, batchSize: 3 });
    const order = Uint32Array.from([5, 1, 9, 0, 3, 8, 7, 4, 6, 2]);
    const shuffled = { ...loader, order: new WindowOrder(10, order) };
    assert.equal(windowNear({ token: 31, start: 0 }, shuffled), 4);
    assert.equal(windowNear({ token: 22, start: 20 }, shuffled), 4);
    assert.equal(windowNear({ token: 17, start: 20 }, shuffled), 1);
    const none = { ...loader, batches: 0, order: new WindowOrder(10) };
    assert.equal(windowNear({ token: 31, start: 0 }, none), undefined);
  });
});

describe("selection", () => {
  const state = readyState();
  it("follows the host's first word", () => {
    const here = { token: undefined, window: undefined };
    assert.deepEqual(afterShow(here, undefined, state), { token: 6, window: 1 });
  });
  it("keeps what arrow keys chose while the host's selection stays", () => {
    const here = { token: 9, window: 2 };
    assert.deepEqual(afterShow(here, state, { ...state }), here);
  });
  it("follows the host when its selection moves", () => {
    const here = { token: 9, window: 2 };
    const now = { ...state, token: 40, window: 10 };
    assert.deepEqual(afterShow(here, state, now), { token: 40, window: 10 });
  });
  it("gives up what the document no longer has", () => {
    const now = readyState(7, { token: 6, window: 0 });
    const before = { ...state, window: 0 };
    assert.deepEqual(afterShow({ token: 900, window: 200 }, before, now), { token: 6, window: 0 });
  });
  it("brings along the window that holds a chosen token", () => {
    const choice = { kind: "token", index: 41 } as const;
    assert.deepEqual(
      afterChoice({ token: 6, window: 1 }, choice, {
        ...state.loader,
        order: new WindowOrder(state.loader.samples),
      }),
      {
        token: 41,
        window: 10,
      },
    );
  });
});
