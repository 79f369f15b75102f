import assert from "node:assert/strict";
import type { PanelPage } from "../support/panelPage";
import { panelTests, withPanel } from "../support/panelTests";

/** The element with the focus and the panes around it, the innermost first. */
const focused = ({ page }: PanelPage): Promise<string> =>
  page.evaluate(() => {
    const names: string[] = [];
    let element: Element | null = document.activeElement;
    while (element !== null) {
      names.unshift(element.getAttribute("role") ?? element.localName);
      const inner: Element | null = element.shadowRoot?.activeElement ?? null;
      if (inner !== null) names.unshift(element.localName);
      element = inner;
    }
    return names.slice(0, 2).join(" in ");
  });

const PANES = [
  /^(spinbutton|input|textbox) in loader-controls$/,
  /in coverage-strip$/,
  /in token-pane$/,
  /^grid in window-pane$/,
  /^tab in /,
  /^group in vector-pane$/,
];

describe("F6", () => {
  panelTests();

  it("goes from pane to pane, and back with Shift; at the ends it is VS Code's", () =>
    withPanel({ width: 780, height: 950 }, async (panel) => {
      const { page } = panel;
      await page.locator("vector-pane heat-map").first().waitFor();
      // VS Code hears of what reaches the window.
      await page.evaluate(() => {
        Object.assign(globalThis, { heard: 0 });
        window.addEventListener("keydown", ({ key }) => {
          if (key !== "F6") return;
          (globalThis as unknown as { heard: number }).heard++;
        });
      });
      const heard = (): Promise<number> =>
        page.evaluate(() => (globalThis as unknown as { heard: number }).heard);
      for (const pane of PANES) {
        await page.keyboard.press("F6");
        assert.match(await focused(panel), pane);
      }
      assert.equal(await heard(), 0);
      await page.keyboard.press("F6");
      assert.equal(await heard(), 1);
      assert.match(await focused(panel), PANES.at(-1)!);
      for (const pane of PANES.toReversed().slice(1)) {
        await page.keyboard.press("Shift+F6");
        assert.match(await focused(panel), pane);
      }
      await page.keyboard.press("Shift+F6");
      assert.equal(await heard(), 2);
    }));

  it("goes to the detail that is open, and to the picture of the positions", () =>
    withPanel({ width: 1200, height: 950 }, async (panel) => {
      const { page } = panel;
      await page.getByRole("button", { name: "Same token elsewhere" }).click();
      await page.getByRole("listbox", { name: /Other places/ }).waitFor();
      await page.getByRole("tab", { name: "Vectors" }).focus();
      await page.keyboard.press("F6");
      await page.keyboard.press("F6");
      assert.match(await focused(panel), /in (vector-details|same-token-list)$/);
      await page.getByRole("tab", { name: "Positions" }).click();
      await page.locator("position-pane heat-map").waitFor();
      await page.keyboard.press("F6");
      assert.equal(await focused(panel), "group in position-heat");
    }));

  it("finds its way from inside a pane, and past one that is not there", () =>
    withPanel({ width: 780, height: 950 }, async (panel) => {
      const { page } = panel;
      await page
        .getByRole("button", { name: /frequency/i })
        .first()
        .focus();
      await page.keyboard.press("F6");
      assert.match(await focused(panel), /^grid in window-pane$/);
      await page.keyboard.press("Shift+F6");
      assert.match(await focused(panel), /in token-pane$/);
    }));

  it("reaches cells that tell inputs from targets, in rows with headers of their own", () =>
    withPanel({ width: 780, height: 950 }, async ({ page }) => {
      const pane = page.locator("window-pane");
      await pane.getByRole("rowheader", { name: "targets of window 2" }).waitFor();
      const rows = pane.getByRole("row");
      const row = rows.filter({
        has: page.getByRole("rowheader", { name: "targets of window 2" }),
      });
      const cells = await row.getByRole("gridcell").all();
      assert.equal(cells.length, 4);
      for (const cell of cells) assert.match((await cell.innerText()).trim(), /^target\s/);
      const inputs = rows.filter({
        has: page.getByRole("rowheader", { name: "window 2", exact: true }),
      });
      for (const cell of await inputs.getByRole("gridcell").all()) {
        assert.match((await cell.innerText()).trim(), /^input\s/);
      }
    }));
});
