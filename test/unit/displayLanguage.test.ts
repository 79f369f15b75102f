import assert from "node:assert/strict";
import { seededInfo } from "../../src/embeddings/seeded/seededTables";
import { candidatesOf } from "../../src/embeddings/file/modelFile";
import { findSentence, readSought } from "../../src/shared/values/findWords";
import { tokensText, windowsText } from "../../src/shared/base/countWords";
import { ordinal, sizeText } from "../../src/shared/base/numbers";
import { useStrings } from "../../src/shared/base/strings";
import { exportedSentence, exportKinds, exportTitle } from "../../src/views/export/exportKinds";
import { coverageNotes, coverageProblem } from "../../src/windows/coverageWords";
import { optionsProblem } from "../../src/windows/loaderOptions";
import { MemorySource } from "../support/memorySource";
import { outsideBrackets, pseudoBundle, useEnglish } from "../support/pseudoBundle";

/** That all of it goes through a bundle. */
function translated(text: string): void {
  assert.ok(text.includes("⟦"), text);
  assert.equal(outsideBrackets(text), "", text);
}

describe("In another display language", () => {
  before(() => {
    useStrings(pseudoBundle());
  });
  after(useEnglish);

  it("sentences on coverage are whole sentences of the bundle, whatever the options", () => {
    const seen = new Set<string>();
    for (const tokenCount of [0, 1, 2, 3, 5, 9, 10, 12, 24]) {
      for (const maxLength of [1, 2, 4, 30]) {
        for (const stride of [1, 2, 4, 5, 6]) {
          for (const batchSize of [1, 2, 3, 50]) {
            for (const flags of [0, 1, 2, 3]) {
              const [dropLast, shuffle] = [(flags & 1) > 0, (flags & 2) > 0];
              const shape = { tokenCount, maxLength, stride, batchSize, dropLast, shuffle };
              const options = { ...shape, contextLength: 20 };
              const notes = coverageNotes(options);
              const problem = coverageProblem(options);
              for (const text of problem === undefined ? notes : [...notes, problem]) {
                translated(text);
                seen.add(text.replace(/\d+/g, "N"));
              }
            }
          }
        }
      }
    }
    // As many kinds of sentences as the options call for, or the loops above miss some.
    assert.ok(seen.size >= 25, [...seen].join("\n"));
  });

  it("counts, places and sizes have the language's words around the number", () => {
    assert.equal(tokensText(1), "⟦1 token⟧");
    assert.equal(windowsText(5145), "⟦5,145 windows⟧");
    for (const place of [1, 2, 3, 4, 11, 21]) translated(ordinal(place));
    for (const bytes of [5, 2 ** 21, 2 ** 31]) translated(sizeText(bytes));
  });

  it("what a search came to is told in it", () => {
    const text = { kind: "text", text: "a" } as const;
    const id = { kind: "id", id: 7 } as const;
    const index = { kind: "index", index: 9 } as const;
    const found = { kind: "found", version: 1, token: 4, unit: 9, count: 2, place: 1 } as const;
    for (const sought of [text, id, index]) {
      for (const wrapped of [false, true]) {
        for (const backwards of [false, true]) {
          for (const end of [5, 7]) {
            translated(findSentence(sought, { ...found, end, wrapped }, backwards));
          }
        }
      }
      translated(findSentence(sought, { kind: "none", version: 1 }, false));
      translated(findSentence(sought, { kind: "refused", version: 1, most: 3 }, false));
    }
    for (const kind of ["text", "id", "index"] as const) {
      const entry = readSought(kind, "");
      assert.ok(!entry.ok);
      translated(entry.problem);
    }
  });

  it("options that are refused are refused in it", () => {
    const good = { maxLength: 4, stride: 4 };
    for (const bad of [{ stride: 0 }, { seed: 0.5 }, { epoch: 1e7 }, { maxLength: NaN }]) {
      translated(optionsProblem({ ...good, ...bad }) ?? "");
    }
    for (const bad of [{ dimensions: 0 }, { seed: 0.5 }, { dimensions: 1e6 }]) {
      assert.throws(
        () => seededInfo({ source: "seeded", ...bad }),
        ({ message }: Error) => {
          translated(message);
          return true;
        },
      );
    }
  });

  it("a file's problem is one sentence that places the file's name itself", async () => {
    const source = new MemorySource({ "/m/a.onnx": new Uint8Array(0) });
    useStrings({ "{0} is empty.": "Nichts steht in {0}!" });
    try {
      await assert.rejects(candidatesOf("/m/a.onnx", source), {
        message: "Nichts steht in /m/a.onnx!",
      });
    } finally {
      useStrings(pseudoBundle());
    }
    await assert.rejects(candidatesOf("/m/a.onnx", source), ({ message }: Error) => {
      translated(message);
      return true;
    });
  });

  it("exports are offered and told in it", () => {
    for (const { what, label, detail } of exportKinds()) {
      for (const text of [label, detail, exportTitle(what), exportedSentence(what, "a.csv")]) {
        translated(text);
      }
    }
  });
});

describe("The page's strings", () => {
  it("that are none leave the texts English", () => {
    for (const bundle of [undefined, null, 5, "x"]) useStrings(bundle);
    assert.equal(tokensText(2), "2 tokens");
  });
});
