import assert from "node:assert/strict";
import type { PanelPage } from "../support/panelPage";
import { readyState, TOY, toyState } from "../support/panelStates";
import { lastCall, panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { until } from "../../.ci/support/until";
import type { PanelState } from "../../src/shared/protocol/panelState";

const TABLE = "The layer's table, a row for each id";
const ROWS = "The rows that the ids look up";

const rowsOf = ({ page }: PanelPage, label: string) =>
  page.getByRole("table", { name: label }).locator("tbody tr");
const printed = (panel: PanelPage, label: string): Promise<string[]> =>
  rowsOf(panel, label).evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll(".value, .gap")].map((cell) => cell.textContent.trim()).join(" "),
    ),
  );

/** The toy layer with another size. */
function layerOf(vocabularySize: number, dimensions: number): PanelState {
  const state = toyState();
  if (state.model.kind !== "ready") throw new Error("It is ready.");
  return {
    ...state,
    model: { ...state.model, info: { ...state.model.info, vocabularySize, dimensions } },
  };
}

describe("The layer of a list of ids", () => {
  panelTests();

  it("is shown at once: its table, the rows of the ids and the product, each id's row alike in all", () =>
    withPanel({ made: TOY, state: toyState(), width: 504, height: 690 }, async (panel) => {
      await rowsOf(panel, ROWS).nth(3).waitFor();
      const table = await printed(panel, TABLE);
      assert.equal(table.length, 6);
      assert.deepEqual(
        await printed(panel, ROWS),
        TOY.ids.map((id) => table[id]),
      );
      assert.deepEqual(
        await printed(panel, "The product of the one-hot rows and the table"),
        TOY.ids.map((id) => table[id]),
      );
      await panel.page.getByText("torch.Size([6, 3])").first().waitFor();
      const weights = rowsOf(panel, TABLE).last();
      const { y, height } = (await weights.boundingBox())!;
      assert.ok(y + height <= 690, "the whole table is seen without scrolling");
      await panel.page.screenshot({ path: `${SCREENSHOTS}/layer-narrow.png` });
    }));

  it("marks what is pointed at in every table, and chooses by a click", () =>
    withPanel({ made: TOY, state: toyState(), width: 1366, height: 768 }, async (panel) => {
      await rowsOf(panel, ROWS).nth(2).hover();
      await panel.page.locator('table.hot tr[data-token="2"][data-pointed]').waitFor();
      await panel.page.locator('layer-pane tr[data-id="5"][data-alike]').first().waitFor();
      assert.deepEqual(await lastCall(panel, "point"), [1, 2]);
      await rowsOf(panel, ROWS).nth(2).click();
      assert.deepEqual(await lastCall(panel, "select"), [{ kind: "token", index: 2 }]);
      await panel.page.locator('layer-pane tr[data-token="2"][data-chosen]').first().waitFor();
      await rowsOf(panel, TABLE).nth(3).click();
      assert.deepEqual(await lastCall(panel, "select", 2), [{ kind: "token", index: 1 }]);
      await panel.page.screenshot({ path: `${SCREENSHOTS}/layer-wide.png` });
    }));

  it("asks for another size by its button", () =>
    withPanel({ made: TOY, state: toyState() }, async (panel) => {
      await panel.page.getByRole("button", { name: "Vocabulary and width…" }).click();
      assert.deepEqual(await lastCall(panel, "changeToyLayer"), []);
    }));

  it("may be of one id and one column, and leaves columns out of a wide table", () =>
    withPanel({ made: { ...TOY, ids: [0] }, state: layerOf(1, 1) }, async (panel) => {
      await until("one value", async () => (await printed(panel, TABLE)).length === 1);
      await panel.show(layerOf(2, 12288));
      await until("three columns, a gap, three columns", async () => {
        const [row = ""] = await printed(panel, TABLE).catch(() => []);
        return row.split(" ").length === 7 && row.split(" ")[3] === "…";
      });
      const heads = panel.page.getByRole("table", { name: TABLE }).locator("thead th");
      assert.deepEqual(await heads.allInnerTexts(), ["0", "1", "2", "12285", "12286", "12287"]);
    }));

  it("is a tab of lists of ids alone, and each kind of document keeps the tab that was chosen", () =>
    withPanel({ made: TOY, state: toyState() }, async (panel) => {
      const chosen = panel.page.locator('.tabs[aria-label="Pictures"] [aria-selected="true"]');
      await panel.page.getByRole("tab", { name: "Layer" }).focus();
      await panel.page.keyboard.press("ArrowLeft");
      assert.equal((await chosen.innerText()).trim(), "Predictions");
      await panel.show(readyState());
      await until("the tab of texts", async () => (await chosen.innerText()).trim() === "Vectors");
      assert.equal(await panel.page.getByRole("tab", { name: "Layer" }).count(), 0);
      await panel.show(toyState());
      await until(
        "the tab of lists",
        async () => (await chosen.innerText()).trim() === "Predictions",
      );
    }));
});
