import assert from "node:assert/strict";
import { says, token } from "../support/panelParts";
import type { PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { lastCall, panelTests, withPanel } from "../support/panelTests";

describe("The panel's page", () => {
  panelTests();

  describe("states", () => {
    const states: Readonly<Record<string, readonly [Parameters<PanelPage["show"]>[0], RegExp]>> = {
      "no document": [
        readyState(0, {
          document: { kind: "none", message: "Open a text file to see its tokens." },
        }),
        /Open a text file to see its tokens/,
      ],
      "a document that is being read": [
        readyState(0, { document: { kind: "busy", key: "big", name: "big.txt" } }),
        /Reading big\.txt/,
      ],
      "a document that failed": [
        readyState(0, {
          document: { kind: "failed", key: "odd", name: "odd.txt", message: "Close it." },
        }),
        /The tokens of odd\.txt could not be made/,
      ],
      "a model that is being built": [
        readyState(BOOK_LENGTH, { model: { kind: "building", name: "seeded 123" } }),
        /Building seeded 123…/,
      ],
      "a model that failed": [
        readyState(BOOK_LENGTH, { model: { kind: "failed", message: "The disk is full." } }),
        /The disk is full/,
      ],
    };
    for (const [name, [state, sentence]] of Object.entries(states)) {
      it(`show ${name}`, () =>
        withPanel({ state }, async (panel) => {
          await says(panel, sentence);
        }));
    }

    it("keep what was there while a newer version is tokenized", () =>
      withPanel({}, async (panel) => {
        await token(panel, 6).locator(".id").waitFor();
        await panel.show(
          readyState(0, { document: { kind: "busy", key: "book", name: "the-verdict.txt" } }),
        );
        await says(panel, "updating…");
        assert.equal(await token(panel, 6).locator(".id").textContent(), "402");
        const { document, ...rest } = readyState(5200);
        assert.ok(document.kind === "ready");
        await panel.show({ ...rest, document: { ...document, version: 2 } });
        await says(panel, "5,200 tokens");
        const asked = await lastCall(panel, "tokens", 2);
        assert.equal(asked[0], 2);
      }));

    it("survive messages that do not fit the protocol", () =>
      withPanel({}, async (panel) => {
        await token(panel, 6).waitFor();
        const unfit: readonly unknown[] = [
          null,
          7,
          "show",
          { kind: "tell", method: "show", args: [] },
          { kind: "tell", method: "show", args: [{ document: { kind: "ready" } }] },
          { kind: "tell", method: "constructor", args: [] },
          { kind: "tell", method: "render", args: [{}] },
          { kind: "answer", id: 4711, ok: true, value: {} },
          { kind: "answer", id: 0, ok: "yes" },
        ];
        await panel.page.evaluate((messages) => {
          for (const message of messages) fakeHost.post(message);
        }, unfit);
        await panel.show(readyState(BOOK_LENGTH, { token: 5 }));
        await panel.page.locator('[data-token="5"][aria-selected="true"]').waitFor();
        const dropped = panel.warnings.filter((line) => line.includes("was dropped"));
        assert.equal(dropped.length, unfit.length - 1);
      }));
  });

  describe("the model", () => {
    it("tells how much of it is built", () => {
      const model = { kind: "building", name: "seeded 7", seed: 7, share: 0.425 } as const;
      return withPanel({ state: readyState(BOOK_LENGTH, { model }) }, (panel) =>
        says(panel, "Model: the book's, seed 7 · building 42 %…"),
      );
    });

    it("tells of a file that is not loaded", () => {
      const modelNote = "This workspace is not trusted, so its model file is not loaded.";
      return withPanel({ state: readyState(BOOK_LENGTH, { modelNote }) }, (panel) =>
        says(panel, modelNote),
      );
    });
  });
});
