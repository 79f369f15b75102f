import assert from "node:assert/strict";
import type { PanelState } from "../../src/shared/protocol/panelState";
import type { LoaderOptions } from "../../src/shared/values/windows";
import { coverageProblem, loaderNotes } from "../../src/windows/coverageWords";
import type { PanelPage } from "../support/panelPage";
import { field, says } from "../support/panelParts";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";

const CONTEXT = 1024;

/** What the host tells of options that leave nothing to show. */
function problemState(tokenCount: number, options: Partial<LoaderOptions>): PanelState {
  const state = readyState(tokenCount, { window: undefined }, options);
  const coverage = { tokenCount, ...state.loader.options, contextLength: CONTEXT };
  const problem = coverageProblem(coverage);
  assert.ok(problem !== undefined);
  return { ...state, loader: { ...state.loader, notes: loaderNotes(coverage), problem } };
}

/** That one message stands at the field, and is what the field is described by. */
async function saysOnceAt(panel: PanelPage, name: string, message: RegExp): Promise<void> {
  const { page } = panel;
  await page.locator("loader-controls .warning", { hasText: message }).waitFor();
  assert.equal(await page.locator("loader-controls .warning").count(), 1);
  assert.equal(await page.getByText(message).count(), 1);
  assert.equal(await field(panel, name).getAttribute("aria-invalid"), "true");
  const id = await field(panel, name).getAttribute("aria-describedby");
  assert.match(await page.locator(`loader-controls #${String(id)}`).innerText(), message);
  assert.equal(await page.locator('loader-controls [aria-invalid="true"]').count(), 1);
}

/** That nothing counts what is not there. */
async function countsNothing({ page }: PanelPage): Promise<void> {
  const counts = page.getByText(/\d windows?\b|\bwindow \d|\bbatch \d/);
  // A sentence that says what is wrong may count.
  const warned = page.locator("loader-controls .warning").getByText(/\d windows?\b/);
  assert.equal((await counts.count()) - (await warned.count()), 0);
  assert.equal(await page.locator("coverage-strip .notes").count(), 0);
}

describe("Options of the loader that leave nothing to show", () => {
  panelTests();

  it("of a stride of 0: one message, and all stays that was shown", () =>
    withPanel({}, async (panel) => {
      await field(panel, "stride").fill("0");
      await saysOnceAt(
        panel,
        "stride",
        /The option stride is 0, but must be a whole number from 1 to 1,000,000,000\./,
      );
      await says(panel, "window 2 of 1,286");
      assert.deepEqual(await panel.calls("setLoader"), []);
    }));

  it("that leave nothing, then a stride of 0: the message of before gives way", () =>
    withPanel({ state: problemState(100, { maxLength: 100 }) }, async (panel) => {
      await saysOnceAt(panel, "maxLength", /Choose at most 99\./);
      await field(panel, "stride").fill("0");
      await saysOnceAt(
        panel,
        "stride",
        /The option stride is 0, but must be a whole number from 1 to 1,000,000,000\./,
      );
      await field(panel, "stride").fill("4");
      await saysOnceAt(panel, "maxLength", /Choose at most 99\./);
    }));

  const cases: Readonly<
    Record<string, [state: PanelState, at: string, message: RegExp, pane: string, vectors: string]>
  > = {
    "max_length beyond the text": [
      problemState(100, { maxLength: 500 }),
      "maxLength",
      /No window of 500 tokens fits: .* the text has 100\. Choose at most 99\./,
      "There is no window",
      "No window, no vectors",
    ],
    "max_length beyond the model's context": [
      problemState(BOOK_LENGTH, { maxLength: 1200 }),
      "maxLength",
      /max_length 1,200 is beyond the model's context of 1,024 positions\. Choose at most 1,024\./,
      "There is no window",
      "The model knows 1,024 positions, the window has 1,200",
    ],
    "a batch beyond the windows, with drop_last": [
      problemState(20, { batchSize: 8 }),
      "batchSize",
      /No batch is left: .* Choose a batch size of at most 4, or keep the last batch\./,
      "There is no batch",
      "No batch, no vectors",
    ],
  };
  for (const [what, [state, at, message, pane, vectors]] of Object.entries(cases)) {
    it(`of ${what}: one message at the field, no counts, and every pane says why it is empty`, () =>
      withPanel({ state, width: 505, height: 660 }, async (panel) => {
        const { page } = panel;
        await saysOnceAt(panel, at, message);
        await page.locator("window-pane .notice", { hasText: pane }).waitFor();
        const notice = page.locator("vector-pane .notice", { hasText: vectors });
        await notice.waitFor();
        assert.notEqual(await notice.locator(".next").innerText(), "");
        await page.locator("window-steps", { hasText: "no window to show" }).waitFor();
        await countsNothing(panel);
        assert.ok(await page.locator("token-pane .token").first().isVisible());
        await page.screenshot({ path: `${SCREENSHOTS}/problem-${at}-${pane.slice(12)}.png` });
        await panel.show(readyState());
        await page.locator("vector-pane heat-map").first().waitFor();
        assert.equal(await page.locator('loader-controls [aria-invalid="true"]').count(), 0);
      }));
  }

  it("in an empty file: one message, what to do, and nothing else", () =>
    withPanel({}, async (panel) => {
      const message = "empty.txt is empty. Type some text to see its tokens.";
      await panel.show(readyState(0, { document: { kind: "none", message } }));
      await says(panel, message);
      assert.equal(await panel.page.locator(".notice").count(), 1);
      assert.equal(await panel.page.locator("loader-controls, vector-pane").count(), 0);
      await countsNothing(panel);
      for (const name of ["Open File…", "Open Sample Text"]) {
        assert.ok(await panel.page.getByRole("button", { name }).isVisible());
      }
    }));
});
