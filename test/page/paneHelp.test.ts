import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { says } from "../support/panelParts";
import type { PanelPage } from "../support/panelPage";
import { readyState } from "../support/panelStates";
import { lastCall, panelTests, withPanel } from "../support/panelTests";

describe("The panel's page", () => {
  panelTests();

  describe("help", () => {
    const helpOn = ({ page }: PanelPage, what: string): Locator =>
      page.getByRole("button", { name: `Help on ${what}` });

    it("stands beside each heading, and shows the page on that part", () =>
      withPanel({}, async (panel) => {
        await helpOn(panel, "tokens").click();
        assert.deepEqual(await lastCall(panel, "help"), ["tokens"]);
        await helpOn(panel, "windows and coverage").click();
        assert.deepEqual(await lastCall(panel, "help", 2), ["windows"]);
        await helpOn(panel, "vectors").click();
        assert.deepEqual(await lastCall(panel, "help", 3), ["vectors"]);
        await panel.page.getByRole("tab", { name: "Positions" }).click();
        await helpOn(panel, "positions").click();
        assert.deepEqual(await lastCall(panel, "help", 4), ["positions"]);
        assert.equal(await helpOn(panel, "vectors").count(), 0);
      }));

    it("comes by the keyboard, and chooses nothing", () =>
      withPanel({}, async (panel) => {
        await helpOn(panel, "tokens").press("Enter");
        assert.deepEqual(await lastCall(panel, "help"), ["tokens"]);
        await helpOn(panel, "windows and coverage").press("Space");
        assert.deepEqual(await lastCall(panel, "help", 2), ["windows"]);
        assert.deepEqual(await panel.calls("select"), []);
      }));

    it("is there where there is no window and no model", () => {
      const model = { kind: "failed", message: "The disk is full." } as const;
      return withPanel(
        { state: readyState(2, { model, token: 1, window: undefined }) },
        async (panel) => {
          await says(panel, "There is no window");
          await helpOn(panel, "windows and coverage").click();
          assert.deepEqual(await lastCall(panel, "help"), ["windows"]);
          await helpOn(panel, "vectors").click();
          assert.deepEqual(await lastCall(panel, "help", 2), ["vectors"]);
        },
      );
    });
  });
});
