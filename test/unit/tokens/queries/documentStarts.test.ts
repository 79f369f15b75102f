import assert from "node:assert/strict";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { documentStarts } from "../../../../src/tokens/queries/documentStarts";
import { gpt2 } from "../../../support/vocabulary";

describe("Documents in a text", () => {
  const startsIn = (text: string, specialTokens: "split" | "text" = "split"): number[] => {
    const reading = { specialTokens, lineEndings: "lf" } as const;
    const steps = documentStarts(TokenDocument.open(gpt2(), text, 1, reading));
    for (;;) {
      const { done, value } = steps.next();
      if (done) return [...value.places];
    }
  };

  it("start behind each token that ends one, and not behind the last of all", () => {
    assert.deepEqual(startsIn("one two<|endoftext|>three<|endoftext|><|endoftext|>"), [3, 5]);
    assert.deepEqual(startsIn("one two three"), []);
    assert.deepEqual(startsIn(""), []);
  });

  it("are one where the sign of an end is read as text", () => {
    assert.deepEqual(startsIn("one<|endoftext|>two", "text"), []);
  });

  it("are found in a long text, step by step", () => {
    const text = "a".repeat(7).concat("<|endoftext|>").repeat(200_000);
    const places = startsIn(text);
    assert.equal(places.length, 199_999);
  });
});
