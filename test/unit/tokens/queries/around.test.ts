import assert from "node:assert/strict";
import { around } from "../../../../src/tokens/queries/around";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { gpt2 } from "../../../support/vocabulary";

const AS_IS = { specialTokens: "split", lineEndings: "asIs" } as const;

const documentOf = (text: string): TokenDocument => TokenDocument.open(gpt2(), text, 1, AS_IS);

describe("The words around a token", () => {
  it("are those before it and behind it, as the text has them", () => {
    const document = documentOf("one two three four");
    assert.deepEqual(around(document, 1), { before: "one", after: " three four" });
    assert.deepEqual(around(document, 0), { before: "", after: " two three four" });
    assert.deepEqual(around(document, 3), { before: "one two three", after: "" });
  });

  it("of a long text are a few, and of long tokens not all", () => {
    const { before, after } = around(documentOf("word ".repeat(50)), 25);
    assert.ok(before.length <= 28 && after.length <= 28, `${before}|${after}`);
    assert.ok(before.endsWith("word") && after.startsWith(" word"), `${before}|${after}`);
    const runs = around(documentOf(`${"-".repeat(64)}x${"-".repeat(64)}`), 1);
    assert.deepEqual(runs, { before: "-".repeat(28), after: "-".repeat(28) });
  });

  it("are never half a character, and of a shared one what lies outside of it", () => {
    const text = "👋".repeat(40);
    const document = documentOf(text);
    for (let token = 0; token < document.tokenCount; token++) {
      const { before, after } = around(document, token);
      // It throws at half a character.
      for (const side of [before, after]) assert.doesNotThrow(() => encodeURIComponent(side));
    }
  });

  it("of no token are nothing", () => {
    assert.deepEqual(around(documentOf(""), 0), { before: "", after: "" });
  });
});
