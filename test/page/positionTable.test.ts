import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { says } from "../support/panelParts";
import type { PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { panelTests, withPanel } from "../support/panelTests";

describe("The panel's page", () => {
  panelTests();

  describe("positions", () => {
    const tab = ({ page }: PanelPage): Locator => page.getByRole("tab", { name: "Positions" });
    const value = ({ page }: PanelPage): Locator => page.locator("#position-readout");
    const gpt2 = {
      source: "gpt2",
      name: "GPT-2 small",
      contextLength: 1024,
      dimensions: 768,
    } as const;

    it("are not asked for before they are looked at", () =>
      withPanel({}, async (panel) => {
        await panel.page.locator("vector-pane heat-map").first().waitFor();
        assert.deepEqual(await panel.calls("positions"), []);
      }));

    it("are one picture of the whole table, read with the arrow keys and the mouse", () =>
      withPanel({}, async (panel) => {
        await tab(panel).click();
        await says(panel, "Position table of seeded 123 [1024, 256]");
        await panel.page.locator("position-pane .scroller").focus();
        for (const key of ["ArrowRight", "ArrowDown", "PageDown"]) {
          await panel.page.keyboard.press(key);
        }
        await value(panel).getByText("position 65 · dimension 1").waitFor();
        const box = await panel.page.locator("position-pane heat-map").boundingBox();
        assert.ok(box !== null);
        await panel.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await value(panel)
          .getByText(/position 51\d · dimension 12\d/)
          .waitFor();
        assert.match(await value(panel).innerText(), /−?\d\.\d{4}$/);
        assert.equal(await panel.page.locator("vector-pane heat-map").first().isVisible(), false);
      }));

    it("are reached by the keyboard alone", () =>
      withPanel({}, async (panel) => {
        await panel.page.getByRole("tab", { name: "Vectors" }).focus();
        await panel.page.keyboard.press("ArrowRight");
        await says(panel, "Position table of seeded 123 [1024, 256]");
        await panel.page.keyboard.press("ArrowLeft");
        await panel.page.locator("vector-pane heat-map").first().waitFor();
      }));

    it("of another model take their place as soon as they are there", () =>
      withPanel({}, async (panel) => {
        await tab(panel).click();
        await says(panel, "Position table of seeded 123 [1024, 256]");
        await panel.show(readyState(BOOK_LENGTH, { positions: gpt2 }));
        await says(panel, "Position table of GPT-2 small [1024, 768]");
        assert.equal((await panel.calls("positions")).length, 2);
      }));

    it("that cannot be read say why", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("positions"));
        await tab(panel).click();
        await says(panel, "positions failed on purpose.");
      }));
  });
});
