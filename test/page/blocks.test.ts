import assert from "node:assert/strict";
import { until } from "../../.ci/support/until";
import { graveFindings } from "../support/graveFindings";
import type { PanelPage } from "../support/panelPage";
import { overflow, readout, says } from "../support/panelParts";
import { gptState, readyState } from "../support/panelStates";
import {
  lastCall,
  panelTests,
  SCREENSHOTS,
  withForeignCode,
  withPanel,
} from "../support/panelTests";
import { THEMES } from "../support/panelTheme";
import type { ThemeName } from "../support/panelTheme";

const STATE = gptState(readyState());
const next = ({ page }: PanelPage) =>
  page.locator("vector-pane").getByRole("button", { name: "The next block" });
const title = ({ page }: PanelPage, text: string | RegExp) =>
  page.locator("vector-pane h3").filter({ hasText: text });

describe("Vectors after the blocks of a whole GPT", () => {
  panelTests();

  it("take the place of the input vectors, block by block, and go back to them", () =>
    withPanel({ state: STATE }, async (panel) => {
      const { page } = panel;
      await title(panel, "Input vectors").waitFor();
      await says(panel, "block 0 of 2");
      assert.deepEqual(await panel.calls("residual"), []);
      await next(panel).click();
      assert.deepEqual(await lastCall(panel, "residual"), [1, 4, 8, 1]);
      await title(panel, /^After block 1 \[4, 256\]$/).waitFor();
      await readout(panel)
        .locator(".after")
        .filter({ hasText: /^after block 1: −?\d\.\d{4}$/ })
        .waitFor();
      await next(panel).click();
      assert.deepEqual(await lastCall(panel, "residual", 2), [1, 4, 8, 2]);
      await title(panel, "After block 2").waitFor();
      // There is no third.
      assert.equal(await next(panel).getAttribute("aria-disabled"), "true");
      await page
        .locator("vector-pane")
        .getByRole("button", { name: "The block before" })
        .click({ clickCount: 2 });
      await title(panel, "Input vectors").waitFor();
      assert.equal((await panel.calls("residual")).length <= 3, true);
      assert.equal(await readout(panel).locator(".after").count(), 0);
    }));

  it("are compared with those of the same token elsewhere, where its context has come in", () =>
    withPanel({ state: STATE, width: 1366, height: 768 }, async (panel) => {
      const { page } = panel;
      await page.getByRole("button", { name: "Same token elsewhere" }).click();
      const list = page.locator("same-token-list");
      await list.getByText(/^Choose a block above the third heatmap/).waitFor();
      assert.deepEqual(await panel.calls("residual"), []);
      await next(panel).click();
      const words = list.getByText(/^After block 1 its vectors differ by what stands before it/);
      await words.waitFor();
      const found = /from (−?\d\.\d{4}) to (−?\d\.\d{4})/.exec(await words.innerText());
      const [least, most] = (found ?? []).slice(1).map((text) => Number(text.replace("−", "-")));
      const told = await list.locator("[data-row] .heard").allInnerTexts();
      const cosines = told.map((text) =>
        Number(
          /^after block 1: distance \d+\.\d{4}, cosine (\S+)$/.exec(text)?.[1]?.replace("−", "-"),
        ),
      );
      assert.ok(cosines.length > 0 && cosines.length <= 24, told.join());
      assert.deepEqual([Math.min(...cosines), Math.max(...cosines)], [least, most]);
      // The chosen window's own, then the chosen token in it, then each place: read up to it alone.
      const asked = (await panel.calls("residual")).map(({ args }) => args);
      assert.deepEqual(asked.slice(0, 2), [
        [1, 4, 8, 1],
        [1, 4, 7, 1],
      ]);
      assert.equal(asked.length, 2 + cosines.length);
      await page.screenshot({ path: `${SCREENSHOTS}/same-token-after-block-dark.png` });
      // What is copied is what is compared, where windows were read for it.
      await list.getByRole("button", { name: "Copy as PyTorch: Same token elsewhere" }).click();
      const [copied] = await lastCall(panel, "copyAsPyTorch");
      assert.equal((copied as { blocks?: number }).blocks, 1);
      // Another block is another comparison; none is none.
      await next(panel).click();
      await list.getByText(/^After block 2 its vectors differ/).waitFor();
      await page.evaluate(() => fakeHost.failing.add("residual"));
      await page.locator("vector-pane").getByRole("button", { name: "The block before" }).click();
      await list.getByText("residual failed on purpose.").waitFor();
    }));

  it("follow the window, and are copied as PyTorch by their block", () =>
    withPanel({ state: STATE }, async (panel) => {
      const { page } = panel;
      await next(panel).click();
      await title(panel, "After block 1").waitFor();
      await page.locator('[data-window="2"]').click();
      assert.deepEqual(await lastCall(panel, "residual", 2), [1, 8, 12, 1]);
      await page.getByRole("button", { name: "Copy, save… After block 1" }).click();
      await page.getByRole("menuitem", { name: "Copy as PyTorch" }).click();
      assert.deepEqual(await lastCall(panel, "copyAsPyTorch"), [
        { of: "vectors", window: 2, table: "input", blocks: 1 },
      ]);
    }));

  it("say why they cannot be computed, and leave the input vectors", () =>
    withPanel({ state: STATE }, async (panel) => {
      await panel.page.evaluate(() => fakeHost.failing.add("residual"));
      await next(panel).click();
      await says(panel, "residual failed on purpose.");
      await title(panel, "Input vectors").waitFor();
    }));

  it("are not spoken of where the model is two tables", () =>
    withPanel({}, async (panel) => {
      await title(panel, "Input vectors").waitFor();
      assert.equal(await next(panel).count(), 0);
      await panel.show(STATE);
      await next(panel).waitFor();
    }));

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    for (const [name, size] of Object.entries({
      narrow: { width: 505, height: 660 },
      wide: { width: 1366, height: 768 },
      zoomed: { width: 683, height: 384, scale: 2 },
    })) {
      it(`fit into a ${name} page in ${theme}, without grave findings of axe-core`, () =>
        withForeignCode({ state: STATE, theme, ...size }, async (panel) => {
          await next(panel).click();
          await title(panel, "After block 1").waitFor();
          await until(
            "computed",
            async () => (await panel.page.locator(".blocks .state").count()) === 0,
          );
          assert.ok((await overflow(panel)) <= 0);
          const box = await next(panel).boundingBox();
          assert.ok(box !== null && box.x + box.width <= size.width, "the stepper is in view");
          await panel.page.screenshot({ path: `${SCREENSHOTS}/blocks-${name}-${theme}.png` });
          assert.deepEqual(await graveFindings(panel, "vector-pane"), []);
        }));
    }
  }
});
