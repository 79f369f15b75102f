import assert from "node:assert/strict";
import fc from "fast-check";
import { packedWindows } from "../../../src/windows/packedWindows";
import { PACKING_WAYS, PackingCounter } from "../../../src/windows/packing";

const lengths = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 });

describe("Packed windows", () => {
  it("are as many, and hold as much, as packing is told to cost", () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 16 }), (documents, length) => {
        const counter = new PackingCounter(length);
        for (const tokens of documents) counter.add(tokens);
        const packing = counter.packing();
        const total = documents.reduce((sum, tokens) => sum + tokens, 0);
        for (const way of PACKING_WAYS) {
          const windows = packedWindows(way, documents, length, Infinity);
          const parts = windows.flat();
          const held = parts.reduce((sum, { tokens }) => sum + tokens, 0);
          assert.deepEqual(
            [windows.length, windows.length * length - held, total - held],
            [packing[way].windows, packing[way].padding, packing[way].lostTokens],
            way,
          );
          for (const window of windows) {
            assert.ok(window.reduce((sum, { tokens }) => sum + tokens, 0) <= length);
          }
        }
      }),
      { seed: 11 },
    );
  });

  it("have of each document what is no other window's, and tell where it is cut", () => {
    const cut = (document: number, tokens: number, isCutBefore: boolean, isCutBehind: boolean) => ({
      ...{ document, tokens, isCutBefore, isCutBehind },
    });
    assert.deepEqual(packedWindows("concatenated", [3, 6, 1], 4, 9), [
      [cut(0, 3, false, false), cut(1, 1, false, true)],
      [cut(1, 4, true, true)],
    ]);
    assert.deepEqual(packedWindows("oneEach", [3, 6, 1], 4, 9), [
      [cut(0, 3, false, false)],
      [cut(1, 4, false, true)],
      [cut(2, 1, false, false)],
    ]);
    assert.deepEqual(packedWindows("bestFit", [3, 6, 1], 4, 9), [
      [cut(1, 4, false, true)],
      [cut(0, 3, false, false), cut(2, 1, false, false)],
      [cut(1, 2, true, false)],
    ]);
    assert.equal(packedWindows("concatenated", [100], 4, 3).length, 3);
  });
});
