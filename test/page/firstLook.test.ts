import assert from "node:assert/strict";
import { book, flaws, LOW, PAGES, scrolled } from "../support/firstLook";
import type { PanelPage } from "../support/panelPage";
import { panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { THEMES } from "../support/panelTheme";
import type { ThemeName } from "../support/panelTheme";
import { until } from "../../.ci/support/until";

interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What has to be seen, by a name and a selector that Playwright looks for through shadow roots. */
const ALWAYS = {
  "the chosen window's inputs": '.pair:has([aria-selected="true"]) .inputs .token',
  "the chosen window's targets": '.pair:has([aria-selected="true"]) .targets .token',
};
const THREE = {
  "names of the heatmaps": "vector-pane h3",
  heatmaps: "vector-pane heat-map",
  "labels of the rows": "vector-pane .label",
};
const EVERYTHING = {
  ...ALWAYS,
  ...THREE,
  "the document": "h1",
  "the model": ".chip",
  "the loader's options": "loader-controls label",
  "where the window stands": "coverage-strip .strip",
  "the way to other windows": "window-steps button, window-steps .place",
  "tokens of the first row": "token-pane .row:first-child .token",
  "the line about the chosen token": "token-line .line",
  "what is under the crosshair": "vector-pane .readout",
  "what else there is to see": "vector-pane .switches button",
  "the tabs": '[role="tab"]',
  "the scale of the colors": "heat-legend .scale",
  "the options": "picture-options > button, picture-options button",
};

/** Boxes of what is looked for, each at least one. */
async function boxes(panel: PanelPage, sought: Readonly<Record<string, string>>): Promise<Box[]> {
  const all: Box[] = [];
  for (const [name, selector] of Object.entries(sought)) {
    const found = panel.page.locator(selector);
    await found.first().waitFor();
    const rects = await found.evaluateAll((elements) =>
      elements
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => {
          const { left, top, right, bottom } = element.getBoundingClientRect();
          return { left, top, right, bottom };
        }),
    );
    assert.ok(rects.length > 0, name);
    all.push(...rects.map((rect) => ({ name, ...rect })));
  }
  return all;
}

/** Asserts that everything looked for lies within the page, where nobody has scrolled. */
async function inView(panel: PanelPage, sought: Readonly<Record<string, string>>): Promise<void> {
  let outside: Box[] = [];
  await until("everything in view", async () => {
    const { width, height } = panel.page.viewportSize() ?? { width: 0, height: 0 };
    outside = (await boxes(panel, sought)).filter(
      ({ left, top, right, bottom }) =>
        left < -0.5 || top < -0.5 || right > width + 0.5 || bottom > height + 0.5,
    );
    return outside.length === 0;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)} Outside: ${JSON.stringify(outside)}`);
  });
}

describe("The first look", () => {
  panelTests();

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    describe(`in ${theme}`, () => {
      for (const size of PAGES) {
        const { width, height } = size;
        const name = `${String(width)} × ${String(height)}`;
        it(`shows everything on opening at ${name}, whole and without a scroll bar`, () =>
          withPanel({ theme, ...size, state: book() }, async (panel) => {
            await inView(panel, EVERYTHING);
            assert.deepEqual(await flaws(panel), []);
            assert.equal(await scrolled(panel), 0);
            await panel.page.screenshot({
              path: `${SCREENSHOTS}/first-look-${theme}-${String(width)}x${String(height)}.png`,
            });
          }));
      }

      it("shows the chosen window and three heatmaps in a low page at the bottom", () =>
        withPanel({ theme, ...LOW, state: book() }, async (panel) => {
          await inView(panel, { ...ALWAYS, ...THREE });
          assert.deepEqual(await flaws(panel), []);
          assert.equal(await scrolled(panel), 0);
          await panel.page.screenshot({ path: `${SCREENSHOTS}/first-look-${theme}-low.png` });
        }));

      for (const { width, height } of [...PAGES, LOW]) {
        it(`shows the chosen window and a heatmap at ${String(width)} × ${String(height)} and 200 %`, () => {
          // Zoomed by 200 %, a page has half as many CSS pixels.
          const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
          const size = { width: w, height: h, scale: 2 };
          return withPanel({ theme, ...size, state: book() }, async (panel) => {
            await inView(panel, {
              ...ALWAYS,
              "the first heatmap": ".table:first-child heat-map, .table:first-child h3",
              "its labels": ".table:first-child .label",
            });
            assert.deepEqual(await flaws(panel), []);
            await panel.page.screenshot({
              path: `${SCREENSHOTS}/first-look-${theme}-${String(width)}x${String(height)}-200.png`,
            });
          });
        });
      }
    });
  }
});
