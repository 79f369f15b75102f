import assert from "node:assert/strict";
import { graveFindings } from "../support/graveFindings";
import { HARD, readyState, TOY, toyState } from "../support/panelStates";
import { panelTests, SCREENSHOTS, withForeignCode } from "../support/panelTests";
import { THEMES, type ThemeName } from "../support/panelTheme";
import type { Section } from "../../webview/base/sections";

/** Parts of the page that fold, from top to bottom. */
const SECTIONS: readonly Section[] = ["loader", "coverage", "tokens", "windows", "pictures"];

describe("The panel for every person", () => {
  panelTests();

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    it(`has no grave findings of axe-core in ${theme}, in either picture and each detail`, async () => {
      await withForeignCode({ theme }, async (panel) => {
        await panel.page.locator("vector-pane heat-map").first().waitFor();
        assert.deepEqual(await graveFindings(panel), []);
        await panel.page.getByRole("button", { name: "Copy, save… Input vectors" }).click();
        await panel.page.getByRole("menu").waitFor();
        assert.deepEqual(await graveFindings(panel, "vector-pane", "picture-menu"), []);
        await panel.page.keyboard.press("Escape");
        for (const detail of [
          "Nearest tokens",
          "Same token elsewhere",
          "One-hot product",
          "Batch as a stack",
        ]) {
          await panel.page.getByRole("button", { name: detail }).click();
          await panel.page.locator("vector-details p").first().waitFor();
          assert.deepEqual(await graveFindings(panel, "vector-pane", "vector-details"), [], detail);
        }
        await panel.page.getByRole("tab", { name: "Positions" }).click();
        await panel.page.locator("position-pane heat-map").first().waitFor();
        assert.deepEqual(await graveFindings(panel), []);
        await panel.page.locator('[name="compared"]').selectOption("rotary");
        await panel.page.getByRole("button", { name: "Example", exact: true }).click();
        await panel.page.locator(".kind table").nth(1).waitFor();
        assert.deepEqual(await graveFindings(panel, "position-pane"), [], "two kinds");
      });
    });
  }

  for (const theme of ["dark", "high-contrast"] as const) {
    it(`has no grave findings of axe-core in ${theme} with each part folded, and with all of them`, () =>
      withForeignCode({ theme }, async (panel) => {
        const { page } = panel;
        await page.locator("vector-pane heat-map").first().waitFor();
        const button = (part: Section) => page.locator(`button.fold[data-section="${part}"]`);
        const isFolded = (part: Section, folded: boolean) =>
          button(part)
            .and(page.locator(`[aria-expanded="${folded ? "false" : "true"}"]`))
            .waitFor();
        for (const part of SECTIONS) {
          await button(part).click();
          await isFolded(part, true);
          assert.deepEqual(await graveFindings(panel), [], part);
          await button(part).click();
          await isFolded(part, false);
        }
        for (const part of SECTIONS) await button(part).click();
        for (const part of SECTIONS) await isFolded(part, true);
        assert.deepEqual(await graveFindings(panel), []);
        await page.screenshot({ path: `${SCREENSHOTS}/folded-${theme}.png` });
      }));
  }

  for (const [name, options] of Object.entries({
    "hard tokens": { made: HARD },
    "the toy layer": { made: TOY, state: toyState({ idNotice: "Line 1, column 2: 9 is …" }) },
    "the toy layer in the light": { made: TOY, state: toyState(), theme: "light" },
    "the toy layer in high contrast": { made: TOY, state: toyState(), theme: "high-contrast" },
    "a model that failed": {
      state: readyState(100, { model: { kind: "failed", message: "There is none." } }),
    },
    "no document": {
      state: readyState(0, { document: { kind: "none", message: "Open a text file." } }),
    },
  } as const)) {
    it(`has no grave findings of axe-core with ${name}`, async () => {
      await withForeignCode(options, async (panel) => {
        await panel.page.locator("main").waitFor();
        if ("made" in options && options.made === TOY) {
          await panel.page.locator("layer-pane .value").first().waitFor();
        }
        assert.deepEqual(await graveFindings(panel), []);
      });
    });
  }
});
