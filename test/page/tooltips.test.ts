import assert from "node:assert/strict";
import type { OpenOptions, PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, gptState, readyState, TOY, toyState } from "../support/panelStates";
import { panelTests, withPanel } from "../support/panelTests";
import { says } from "../support/panelParts";

// But for the coverage strip: it tells of the place under the mouse in words of its own.
const CONTROLS = 'button, select, input, a[href], [role="separator"][tabindex]';

/** What has no tooltip of its own, nor of its label, of all that can be operated; and how many can be. */
const controls = ({ page }: PanelPage): Promise<{ all: number; bare: string[] }> =>
  page.evaluate((selector) => {
    // No function is named here: the compiler would name it by a helper that the page has not.
    const roots: ParentNode[] = [document];
    const bare: string[] = [];
    let all = 0;
    // It grows meanwhile.
    for (const root of roots) {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot !== null) roots.push(element.shadowRoot);
        if (!element.matches(selector)) continue;
        all++;
        const tooltip = element.getAttribute("title") ?? element.closest("label")?.title ?? "";
        if (tooltip.trim() === "") bare.push(element.outerHTML.slice(0, 200));
      }
    }
    return { all, bare };
  }, CONTROLS);

/** That all controls have a tooltip, and that there are at least so many. */
async function assertTooltips(panel: PanelPage, least: number): Promise<void> {
  const { all, bare } = await controls(panel);
  assert.deepEqual(bare, []);
  assert.ok(all >= least, `${String(all)} controls`);
}

const tab = ({ page }: PanelPage, name: string): Promise<void> =>
  page.getByRole("tab", { name, exact: true }).click();

describe("Each control of the panel has a tooltip", () => {
  panelTests();

  it("above and in the vectors, with each of their details", () =>
    withPanel({ state: readyState(BOOK_LENGTH, {}, { shuffle: true }) }, async (panel) => {
      await panel.page.locator("vector-pane heat-map").first().waitFor();
      await assertTooltips(panel, 40);
      for (const name of [
        "Nearest tokens",
        "Same token elsewhere",
        "One-hot product",
        "Batch as a stack",
      ]) {
        await panel.page.getByRole("button", { name, exact: true }).click();
        await panel.page.locator("vector-details p").first().waitFor();
        await assertTooltips(panel, 40);
      }
      await panel.page.getByRole("button", { name: "Options", exact: true }).click();
      await panel.page.locator("picture-options select").first().waitFor();
      await assertTooltips(panel, 44);
    }));

  it("in each picture of the positions, and with another kind beside", () =>
    withPanel({}, async (panel) => {
      await tab(panel, "Positions");
      for (const name of ["Heatmap", "Cosines", "PCA", "Norms", "Curves"]) {
        await tab(panel, name);
        await panel.page.locator("position-pane .scroller").first().waitFor();
        await assertTooltips(panel, 30);
      }
      await panel.page.locator('[name="compared"]').selectOption("rotary");
      await panel.page.getByRole("button", { name: "Example", exact: true }).click();
      await panel.page.locator(".kind table").nth(1).waitFor();
      await assertTooltips(panel, 30);
    }));

  it("in the predictions, each of their views, and where there are none", () =>
    withPanel({}, async (panel) => {
      await tab(panel, "Predictions");
      await says(panel, "seeded 123 is two tables");
      await assertTooltips(panel, 30);
      await panel.show(gptState(readyState()));
      await panel.page.locator("next-detail li").first().waitFor();
      await assertTooltips(panel, 30);
      for (const [view, element] of [
        ["Attention", "attention-view .lines"],
        ["Lens", "lens-table table"],
      ] as const) {
        await panel.page.getByRole("radio", { name: view }).click();
        await panel.page.locator(element).waitFor();
        await assertTooltips(panel, 30);
      }
      await tab(panel, "Vectors");
      await panel.page.getByRole("button", { name: "The next block" }).click();
      await assertTooltips(panel, 40);
    }));

  it("in the toy layer", () =>
    withPanel({ made: TOY, state: toyState() }, async (panel) => {
      await panel.page.locator("layer-pane .value").first().waitFor();
      await assertTooltips(panel, 20);
    }));

  const { model } = readyState();
  assert.ok(model.kind === "ready");
  const message = "It crashed.";
  const others: Readonly<Record<string, [OpenOptions, sentence: string, least: number]>> = {
    "where there is nothing to show": [
      { state: readyState(0, { document: { kind: "none", message: "Open a text file." } }) },
      "Nothing to show yet",
      4,
    ],
    "where the model stopped": [
      { state: readyState(100, { model: { kind: "stopped", message, info: model.info } }) },
      message,
      30,
    ],
  };
  for (const [where, [options, sentence, least]] of Object.entries(others)) {
    it(where, () =>
      withPanel(options, async (panel) => {
        await says(panel, sentence);
        await assertTooltips(panel, least);
      }),
    );
  }
});
