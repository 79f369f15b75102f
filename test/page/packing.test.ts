import assert from "node:assert/strict";
import type { PanelPage } from "../support/panelPage";
import { readyState } from "../support/panelStates";
import { panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import type { ThemeName } from "../support/panelTheme";

const button = ({ page }: PanelPage) => page.getByRole("button", { name: /^Pack / });
const lesson = ({ page }: PanelPage) => page.getByRole("dialog", { name: /^Ways to pack/ });

/** Documents of 5, 6, 3 and 20 tokens: 34 in all. */
const STARTS = [5, 11, 14];
const state = readyState(34, {}, { maxLength: 8, stride: 8 });

async function holding(panel: PanelPage, starts: readonly number[]): Promise<void> {
  assert.ok(state.document.kind === "ready");
  const { version, ...rest } = state.document;
  await panel.page.evaluate((all) => {
    fakeHost.documentStarts = [...all];
  }, starts);
  await panel.show({ ...state, document: { ...rest, version: version + 1 } });
}

/** Of each way's windows the texts of the parts: documents from 1, "" for what holds no token. */
const drawn = (panel: PanelPage, way: string): Promise<string[][]> =>
  lesson(panel)
    .locator(`[data-way=${way}] .window`)
    .evaluateAll((all) =>
      all.map((window) => Array.from(window.children, ({ textContent }) => textContent)),
    );

/** Cells of a way's figures: windows, waste, cut documents, lost tokens. */
const figures = (panel: PanelPage, way: string): Promise<string[]> =>
  lesson(panel).locator(`[data-way=${way}] tr:first-child td`).allInnerTexts();

describe("Packing in the panel", () => {
  panelTests();

  it("tells what each way costs side by side, and draws its windows", () =>
    withPanel({ state }, async (panel) => {
      await panel.page.getByRole("slider", { name: "Coverage" }).waitFor();
      assert.equal(await button(panel).count(), 0);
      await holding(panel, STARTS);
      await button(panel).click();
      await lesson(panel).waitFor();
      assert.equal(await button(panel).innerText(), "Pack 4 documents");
      assert.deepEqual(await figures(panel, "concatenated"), ["4", "0.0 %", "2", "2"]);
      assert.deepEqual(await drawn(panel, "concatenated"), [
        ...[["1", "2"], ["2", "3", "4"], ["4"], ["4"]],
      ]);
      assert.deepEqual(await figures(panel, "oneEach"), ["4", "31.3 %", "1", "12"]);
      assert.deepEqual(await drawn(panel, "oneEach"), [["1", ""], ["2", ""], ["3", ""], ["4"]]);
      // 20 are 8, 8 and 4; then 6, 5 with 3, and 4.
      assert.deepEqual(await figures(panel, "bestFit"), ["5", "15.0 %", "1", "0"]);
      assert.deepEqual(await drawn(panel, "bestFit"), [
        ...[["4"], ["4"], ["2", ""], ["1", "3"], ["4", ""]],
      ]);
    }));

  it("is opened and closed by keys, and goes with the text's other documents", () =>
    withPanel({ state }, async (panel) => {
      await holding(panel, STARTS);
      await button(panel).focus();
      await panel.page.keyboard.press("Enter");
      await lesson(panel).waitFor();
      assert.equal(await button(panel).getAttribute("aria-expanded"), "true");
      await panel.page.keyboard.press("Escape");
      await lesson(panel).waitFor({ state: "hidden" });
      await panel.page.locator("packing-lesson button:focus").waitFor();
      await panel.page.evaluate(() => {
        fakeHost.documentStarts = [];
      });
      assert.ok(state.document.kind === "ready");
      const { version, ...rest } = state.document;
      await panel.show({ ...state, document: { ...rest, version: version + 2 } });
      await button(panel).waitFor({ state: "detached" });
    }));

  for (const theme of ["dark", "light", "high-contrast"] satisfies ThemeName[]) {
    it(`fits into the half of a window of 1366 by 768: ${theme}`, () =>
      withPanel({ state, theme, width: 683, height: 660 }, async (panel) => {
        await holding(panel, STARTS);
        await button(panel).click();
        await lesson(panel).waitFor();
        const box = await lesson(panel).boundingBox();
        assert.ok(box !== null);
        assert.ok(box.x >= 0 && box.x + box.width <= 683, JSON.stringify(box));
        assert.ok(box.y >= 0 && box.y + box.height <= 660, JSON.stringify(box));
        const { scrollHeight, clientHeight } = await lesson(panel).evaluate((element) => ({
          scrollHeight: element.scrollHeight,
          clientHeight: element.clientHeight,
        }));
        assert.ok(
          scrollHeight <= clientHeight,
          `${String(scrollHeight)} in ${String(clientHeight)}`,
        );
        await panel.page.screenshot({ path: `${SCREENSHOTS}/packing-${theme}.png` });
      }));
  }
});
