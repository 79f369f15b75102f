import assert from "node:assert/strict";
import { tokenLabel, visible } from "../../../../src/shared/base/tokenLabel";

describe("A token's label", () => {
  it("makes white space and control characters visible", () => {
    assert.equal(visible(" a\tb\n\u00a0\u0000"), "·a⇥b↵⍽␀");
    assert.equal(visible("\u200b"), "[200B]");
  });

  it("shows a line end as the model reads it", () => {
    assert.equal(tokenLabel("\r\n", Uint8Array.of(0x0a), 0, 0).text, "↵");
    assert.equal(tokenLabel("\r", Uint8Array.of(0x0d), 0, 0).text, "␍");
    assert.equal(tokenLabel("\r\n", Uint8Array.of(0x0d, 0x0a), 0, 0).text, "␍↵");
  });

  it("tells the part of a character and the bytes in hex", () => {
    const { part, hex } = tokenLabel("👋", Uint8Array.of(0x8b), 2, 2);
    assert.deepEqual([part, hex], ["2/2", "8B"]);
  });
});
