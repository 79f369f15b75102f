import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { ByteGate } from "../../../../src/views/counts/byteGate";

describe("A gate for bytes", () => {
  it("lets in what there is room for, in order, and one that is too large alone", async () => {
    const gate = new ByteGate(10);
    const inside: number[] = [];
    const enter = (size: number) => gate.enter(size).then(() => inside.push(size));
    for (const size of [6, 4, 50, 1, 2]) void enter(size);
    await setImmediate();
    assert.deepEqual(inside, [6, 4]);
    gate.leave(6);
    await setImmediate();
    assert.deepEqual(inside, [6, 4]);
    gate.leave(4);
    await setImmediate();
    assert.deepEqual(inside, [6, 4, 50]);
    gate.leave(50);
    await setImmediate();
    assert.deepEqual(inside, [6, 4, 50, 1, 2]);
  });
});
