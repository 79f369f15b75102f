import assert from "node:assert/strict";
import { cases, gpt2Positions } from "../../.ci/support/golden";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { panelTests, withPanel } from "../support/panelTests";

const GPT2 = { source: "gpt2", name: "GPT-2 small", contextLength: 1024, dimensions: 768 } as const;

describe("The positions lab", () => {
  panelTests();

  it("tells GPT-2's first and last position apart from the others", async () => {
    for (const { values } of cases([gpt2Positions()])) {
      await withPanel({ height: 1000 }, async (panel) => {
        const { page } = panel;
        await page.getByRole("tab", { name: "Positions" }).click();
        const bytes = Buffer.from(values.buffer).toString("base64");
        await page.evaluate((base64) => (fakeHost.positionBytes = base64), bytes);
        await panel.show(readyState(BOOK_LENGTH, { positions: GPT2 }));
        const pane = page.locator("position-pane");
        await pane.getByText("Position table of GPT-2 small [1024, 768]").first().waitFor();
        await pane.getByRole("tab", { name: "Norms", exact: true }).click();
        await pane.locator(".scroller").first().focus();
        await page.keyboard.press("Home");
        assert.match(
          await page.locator("#position-readout").innerText(),
          /^position 0\s+norm 9\.8/,
        );
        await pane.getByRole("tab", { name: "Cosines", exact: true }).click();
        await pane.getByText("Cosines [1024, 1024]").first().waitFor();
        const label = await pane.locator("heat-map canvas").getAttribute("aria-label");
        assert.match(label ?? "", /0\.99\d\d between neighbors/);
      });
    }
  });
});
