import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { standInBytes } from "../support/gpt2StandIn";
import type { OpenOptions, PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { until } from "../../.ci/support/until";

const RANDOM = "These positions are random, because seeded 123 is untrained: expect no pattern.";

/** Opens the positions of the book's model, which is untrained. */
async function withUntrained(
  test: (panel: PanelPage) => Promise<void>,
  options: OpenOptions = {},
): Promise<void> {
  await withPanel({ height: 950, ...options }, async (panel) => {
    const bytes = Buffer.from(standInBytes()).toString("base64");
    await panel.page.evaluate((base64) => (fakeHost.positionBytes = base64), bytes);
    await panel.page.getByRole("tab", { name: "Positions" }).click();
    await test(panel);
  });
}

const pane = ({ page }: PanelPage): Locator => page.locator("position-pane");
const button = (panel: PanelPage, name: string): Locator =>
  pane(panel).getByRole("button", { name, exact: true });
const kind = (panel: PanelPage): Locator => pane(panel).locator('select[name="source"]');
const says = (panel: PanelPage, text: string | RegExp): Promise<void> =>
  pane(panel).getByText(text).first().waitFor();
const selected = (panel: PanelPage): Promise<string> =>
  kind(panel).evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.text ?? "");

describe("The positions of an untrained model", () => {
  panelTests();

  it("are said to be random, and lead to sinusoidal ones by one click", () =>
    withUntrained(async (panel) => {
      await says(panel, RANDOM);
      await button(panel, "Show sinusoidal positions").click();
      await says(panel, "Sinusoidal positions [1024, 256]");
      assert.equal(await pane(panel).getByText(RANDOM).count(), 0);
    }));

  it("offer GPT-2's own, whose helix is there once the host has fetched them", () =>
    withUntrained(async (panel) => {
      assert.deepEqual(await panel.calls("getGpt2Positions"), []);
      assert.equal(await kind(panel).getByText("learned, GPT-2’s own").count(), 0);
      await button(panel, "Fetch GPT-2’s own, 3 MB…").press("Enter");
      await says(panel, "PCA, 3 components");
      assert.equal(await selected(panel), "learned, GPT-2’s own");
      assert.equal(await pane(panel).getByText(RANDOM).count(), 0);
      const [compared] = await panel.calls("positionPca");
      assert.deepEqual(compared?.args, [{ source: "gpt2" }]);
      await pane(panel).getByRole("tab", { name: "Heatmap" }).click();
      await says(panel, "Position table of GPT-2 small [1024, 768]");
      await kind(panel).selectOption({ label: "learned, the model’s" });
      await says(panel, RANDOM);
      await button(panel, "Show GPT-2’s own").click();
      await says(panel, "PCA, 3 components");
      assert.equal((await panel.calls("getGpt2Positions")).length, 1);
    }));

  it("stay as they are, with the reason in words, where GPT-2's own cannot be had", () =>
    withUntrained(async (panel) => {
      await panel.page.evaluate(() => fakeHost.failing.add("getGpt2Positions"));
      await button(panel, "Fetch GPT-2’s own, 3 MB…").click();
      const alert = pane(panel).getByRole("alert");
      assert.equal(await alert.innerText(), "getGpt2Positions failed on purpose.");
      await says(panel, RANDOM);
      assert.equal(await selected(panel), "learned, the model’s");
      await says(panel, "Position table of seeded 123 [1024, 256]");
      // The next attempt may go well, and is asked for in the same place.
      await panel.page.evaluate(() => fakeHost.failing.clear());
      await button(panel, "Fetch GPT-2’s own, 3 MB…").click();
      await says(panel, "PCA, 3 components");
      assert.equal(await alert.count(), 0);
    }));

  it("stay as they are where the person changes their mind", () =>
    withUntrained(async (panel) => {
      await panel.page.evaluate(() => fakeHost.silent.add("getGpt2Positions"));
      await button(panel, "Fetch GPT-2’s own, 3 MB…").click();
      const busy = button(panel, "Fetching GPT-2’s own…");
      await busy.waitFor();
      // A second press asks nothing more.
      await busy.click({ force: true });
      await panel.page.evaluate(() => {
        fakeHost.post({ kind: "answer", id: fakeHost.lastId, ok: true, value: false });
      });
      await says(panel, "GPT-2’s positions were not fetched.");
      await button(panel, "Fetch GPT-2’s own, 3 MB…").waitFor();
      assert.equal(await selected(panel), "learned, the model’s");
      assert.equal((await panel.calls("getGpt2Positions")).length, 1);
    }));

  it("are shown again where GPT-2's own have gone from the machine", () =>
    withUntrained(async (panel) => {
      await button(panel, "Fetch GPT-2’s own, 3 MB…").click();
      await says(panel, "PCA, 3 components");
      await panel.show(readyState(BOOK_LENGTH, { hasGpt2Positions: false }));
      await says(panel, RANDOM);
      await until("the model's", async () => (await selected(panel)) === "learned, the model’s");
      await button(panel, "Fetch GPT-2’s own, 3 MB…").waitFor();
    }));

  it("are not said to be random of a trained model", () =>
    withUntrained(async (panel) => {
      const { model, ...rest } = readyState(BOOK_LENGTH);
      assert.ok(model.kind === "ready");
      const info = { ...model.info, source: "file", name: "mine.safetensors" } as const;
      await panel.show({ ...rest, model: { ...model, info } });
      await until(
        "no such sentence",
        async () => (await pane(panel).getByText(RANDOM).count()) === 0,
      );
    }));

  for (const theme of ["dark", "high-contrast"] as const) {
    for (const [width, height] of [
      [505, 660],
      [780, 950],
    ] as const) {
      it(`read well at ${width} × ${height} in ${theme}`, () =>
        withUntrained(
          async (panel) => {
            await says(panel, RANDOM);
            const note = pane(panel).getByRole("note");
            const box = await note.boundingBox();
            assert.ok(box !== null && box.x >= 0 && box.x + box.width <= width);
            await panel.page.screenshot({
              path: `${SCREENSHOTS}/untrained-${theme}-${width}x${height}.png`,
            });
          },
          { theme, width, height },
        ));
    }
  }
});
