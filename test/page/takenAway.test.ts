import { until } from "../../.ci/support/until";
import type { PanelPage } from "../support/panelPage";
import { gptState, readyState } from "../support/panelStates";
import { panelTests, withPanel } from "../support/panelTests";

/** How often a part is opened and closed again. */
const TIMES = 6;

type Act = (panel: PanelPage) => Promise<void>;

const tab = ({ page }: PanelPage, name: string): Promise<void> =>
  page.getByRole("tab", { name, exact: true }).click();

/** What is opened beside or instead of the heatmaps, and put away again. */
const PARTS: Readonly<Record<string, Act>> = {
  ...Object.fromEntries(
    (
      [
        ["Nearest tokens", "nearest-list li"],
        ["Same token elsewhere", "same-token-list [role=option]"],
        ["One-hot product", "one-hot-view canvas"],
        ["Batch as a stack", "batch-stack li"],
      ] as const
    ).map(([name, content]): [string, Act] => [
      name,
      async ({ page }) => {
        const button = page.getByRole("button", { name, exact: true });
        await button.click();
        await page.locator(content).first().waitFor();
        await button.click();
        await page.locator("vector-details").waitFor({ state: "detached" });
      },
    ]),
  ),
  Positions: async (panel) => {
    const { page } = panel;
    await tab(panel, "Positions");
    for (const [name, content] of [
      ["Curves", "position-curves"],
      ["PCA", "position-helix"],
      ["Heatmap", "position-heat heat-map"],
    ] as const) {
      await tab(panel, name);
      await page.locator(content).first().waitFor();
    }
    await tab(panel, "Vectors");
    await page.locator("vector-pane heat-map").first().waitFor();
  },
  Predictions: async (panel) => {
    const { page } = panel;
    await tab(panel, "Predictions");
    await page.locator("next-tokens [role=row]").first().waitFor();
    await page.getByRole("radio", { name: "Attention" }).click();
    await page.locator("attention-view .lines").waitFor();
    await page.getByRole("radio", { name: "Lens" }).click();
    await page.locator("lens-table table").waitFor();
    await page.getByRole("radio", { name: "Next tokens" }).click();
    await tab(panel, "Vectors");
    await page.locator("vector-pane heat-map").first().waitFor();
  },
};

describe("A part that is taken away", () => {
  panelTests();

  for (const [name, openAndClose] of Object.entries(PARTS)) {
    it(`is let go of: ${name}`, () =>
      withPanel({ state: gptState(readyState()) }, async (panel) => {
        const held = await counterOf(panel);
        const repeat = async (): Promise<void> => {
          for (let time = 0; time < TIMES; time++) await openAndClose(panel);
        };
        await panel.page.locator("vector-pane heat-map").first().waitFor();
        await repeat();
        const before = await held();
        await repeat();
        let now = before;
        await until(
          () => `page of as many nodes and listeners: ${JSON.stringify({ before, now })}`,
          async () => {
            now = await held();
            return now.nodes < before.nodes + TIMES && now.listeners < before.listeners + TIMES;
          },
        );
      }));
  }
});

/** Counts what the page holds once all that nobody asks for is given back. */
async function counterOf({
  page,
}: PanelPage): Promise<() => Promise<{ nodes: number; listeners: number }>> {
  const browser = await page.context().newCDPSession(page);
  return async () => {
    // The first collection lets go of what the second one frees.
    await browser.send("HeapProfiler.collectGarbage");
    await browser.send("HeapProfiler.collectGarbage");
    const { nodes, jsEventListeners } = await browser.send("Memory.getDOMCounters");
    return { nodes, listeners: jsEventListeners };
  };
}
