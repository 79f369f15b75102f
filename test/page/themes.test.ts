import assert from "node:assert/strict";
import { overflow, readout, says, windowHead } from "../support/panelParts";
import { panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { THEMES } from "../support/panelTheme";
import type { ThemeName } from "../support/panelTheme";

describe("The panel's page", () => {
  panelTests();

  describe("sizes and themes", () => {
    for (const [name, options] of Object.entries({
      "400 pixels wide": { width: 400, height: 800 },
      "at 200 %, 400 device pixels high": { width: 480, height: 200, scale: 2 },
      "1,600 pixels wide": { width: 1600, height: 900 },
    })) {
      it(`fit ${name}`, () =>
        withPanel(options, async (panel) => {
          await panel.page.locator("heat-map").first().waitFor();
          assert.ok((await overflow(panel)) <= 0);
          const heights = await panel.page
            .locator("vector-pane heat-map")
            .evaluateAll((maps) => maps.map((map) => map.getBoundingClientRect().height));
          assert.ok(heights.every((height) => height >= 4 * 13));
        }));
    }

    for (const theme of Object.keys(THEMES) as ThemeName[]) {
      for (const scale of [1, 2]) {
        it(`look right in ${theme} at ${String(scale * 100)} %`, () =>
          withPanel({ theme, scale, width: 1000 / scale, height: 1000 / scale }, async (panel) => {
            await windowHead(panel, 1).waitFor();
            await panel.page.locator("vector-pane .scroller").focus();
            for (let i = 0; i < 7; i++) await panel.page.keyboard.press("Shift+ArrowRight");
            await readout(panel).getByText("dimension 112").waitFor();
            const path = `${SCREENSHOTS}/panel-${theme}-${String(scale * 100)}.png`;
            await panel.page.locator("tokenscope-panel").evaluate((element) => {
              element.scrollTop = 0;
            });
            await panel.page.screenshot({ path });
            await panel.page.getByRole("tab", { name: "Positions" }).click();
            await says(panel, "Position table of seeded 123 [1024, 256]");
            await panel.page.locator("#position-readout").scrollIntoViewIfNeeded();
            await panel.page.screenshot({ path: path.replace("panel-", "positions-") });
          }));
      }
    }
  });
});
