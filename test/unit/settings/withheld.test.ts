import assert from "node:assert/strict";
import { withheldNote, withheldSettings } from "../../../src/settings/withheld";

describe("Settings of a workspace that nobody trusts", () => {
  it("are found in its file by their names, not in its comments", () => {
    const file = [
      "{",
      '  // "tokenscope.seeded.seed": 5,',
      '  "tokenscope.seeded.dimensions": 8192, // much',
      '  "tokenscope.windows.maxLength": 8,',
      '  "tokenscope.model":"file",',
      "}",
    ].join("\r\n");
    assert.deepEqual(withheldSettings(file), ["model", "seeded.dimensions"]);
    assert.deepEqual(withheldSettings(""), []);
  });

  it("are told in sentences that say what to do", () => {
    assert.equal(withheldNote([]), undefined);
    assert.equal(
      withheldNote(["model", "modelFile"]),
      "This workspace is not trusted, so the model file that it names is not loaded. Trust the workspace to load it.",
    );
    assert.equal(
      withheldNote(["model", "seeded.seed"]),
      "This workspace is not trusted, so these of its settings are not used: tokenscope.model, tokenscope.seeded.seed. Trust the workspace to use them.",
    );
  });
});
