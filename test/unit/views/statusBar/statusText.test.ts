import assert from "node:assert/strict";
import {
  contextText,
  countText,
  selectedText,
  documentSize,
} from "../../../../src/views/statusBar/statusText";

describe("The status bar's words", () => {
  it("count a document, and what is selected of it", () => {
    assert.equal(countText(5145, undefined), "5,145 tokens");
    assert.equal(countText(1, undefined), "1 token");
    assert.equal(countText(5145, { tokens: 29, cut: 0 }), "29 of 5,145 tokens");
    assert.equal(countText(1, { tokens: 1, cut: 1 }), "1 of 1 token");
  });

  it("say how many tokens a selection cuts", () => {
    assert.equal(selectedText({ tokens: 5, cut: 0 }), "The selection cuts no token.");
    assert.equal(selectedText({ tokens: 5, cut: 1 }), "The selection cuts 1 token.");
    assert.equal(selectedText({ tokens: 5, cut: 2 }), "The selection cuts 2 tokens.");
  });

  it("warn of a document beyond the context, and not of one that just fits", () => {
    assert.match(contextText(5145, 1024) ?? "", /context of 1,024 tokens, by 4,121\./);
    assert.equal(contextText(1024, 1024), undefined);
    assert.equal(contextText(5000, undefined), undefined);
  });

  it("tell a document's size", () => {
    assert.equal(
      documentSize("gpt2", { tokenCount: 4, byteLength: 10 }),
      "gpt2 · 10 bytes, 2.50 per token",
    );
    assert.equal(documentSize("gpt2", { tokenCount: 0, byteLength: 0 }), "gpt2 · 0 bytes");
  });
});
