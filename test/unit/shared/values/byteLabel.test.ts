import assert from "node:assert/strict";
import { byteLabel, bytesAt } from "../../../../src/shared/values/byteLabel";

function check(bytes: readonly number[], expected: string): void {
  assert.equal(byteLabel(Uint8Array.from(bytes)), expected);
}

describe("A token of no document", () => {
  it("is shown as its characters, with what cannot be seen as signs", () => {
    check([0x20, 0x47], "·G");
    check([0x0d, 0x0a], "␍↵");
    check([0xf0, 0x9f, 0x91, 0x8b], "👋");
    check([0xef, 0xbb, 0xbf], "[BOM]");
  });
  it("is shown as bytes where these are no whole characters", () => {
    check([0xf0, 0x9f], "F0 9F");
    check([0x20, 0xe2, 0x80], "20 E2 80");
  });
  it("without bytes has no text", () => {
    check([], "");
  });
  it("is cut from the bytes of many", () => {
    const many = { bytes: Uint8Array.of(1, 2, 3), byteStarts: Uint32Array.of(0, 1, 1, 3) };
    assert.deepEqual(
      [0, 1, 2].map((i) => [...bytesAt(many, i)]),
      [[1], [], [2, 3]],
    );
  });
});
