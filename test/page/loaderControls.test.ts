import assert from "node:assert/strict";
import { field, says, token, windowHead } from "../support/panelParts";
import { readyState } from "../support/panelStates";
import { lastCall, panelTests, withPanel } from "../support/panelTests";

describe("The panel's page", () => {
  panelTests();

  describe("controls", () => {
    it("send all options when one was changed", () =>
      withPanel({}, async (panel) => {
        await field(panel, "maxLength").fill("6");
        const { options: before } = readyState().loader;
        const options = { ...before, maxLength: 6 };
        assert.deepEqual(await lastCall(panel, "setLoader"), [options]);
        await says(panel, "Token vectors [6, 256]");
        await field(panel, "dropLast").click();
        const last = { ...options, dropLast: false };
        assert.deepEqual(await lastCall(panel, "setLoader", 2), [last]);
      }));

    it("set all options of one of the chapter's loaders by one click, or by the keys", () =>
      withPanel({ state: readyState(5145, {}, { dropLast: false }) }, async (panel) => {
        const { options } = readyState().loader;
        const chapter = (name: string) => panel.page.getByRole("button", { name: `${name}: ` });
        // What was typed before does not come back.
        await field(panel, "stride").fill("");
        await chapter("4/4/8").click();
        const book = { ...options, maxLength: 4, stride: 4, batchSize: 8, dropLast: true };
        assert.deepEqual(await lastCall(panel, "setLoader"), [book]);
        await panel.page.locator('[aria-pressed="true"]', { hasText: "4/4/8" }).waitFor();
        assert.equal(await field(panel, "stride").inputValue(), "4");
        await panel.page.keyboard.press("Shift+Tab");
        await panel.page.keyboard.press("Enter");
        const first = { ...book, stride: 1, batchSize: 1 };
        assert.deepEqual(await lastCall(panel, "setLoader", 2), [first]);
        await chapter("256/128/4").click();
        const defaults = { ...book, maxLength: 256, stride: 128, batchSize: 4, shuffle: true };
        assert.deepEqual(await lastCall(panel, "setLoader", 3), [defaults]);
      }));

    it("keep what was switched when something is typed before the host's answer", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.silent.add("setLoader"));
        await field(panel, "shuffle").click();
        await lastCall(panel, "setLoader");
        await field(panel, "batchSize").fill("3");
        const { options } = readyState().loader;
        const wanted = { ...options, shuffle: true, batchSize: 3 };
        assert.deepEqual(await lastCall(panel, "setLoader", 2), [wanted]);
        // Taken back at once, it is told too.
        await field(panel, "shuffle").click();
        const [last] = await lastCall(panel, "setLoader", 3);
        assert.deepEqual(last, { ...wanted, shuffle: false });
      }));

    it("refuse what is no whole number from 1 on, and what worked keeps showing", () =>
      withPanel({}, async (panel) => {
        const stride = field(panel, "stride");
        for (const entry of ["0", "", "-3", "1.5"]) {
          await stride.fill(entry);
          await stride.blur();
          assert.equal(await stride.getAttribute("aria-invalid"), "true", entry);
          await says(
            panel,
            /^The option stride is .*, but must be a whole number from 1 to 1,000,000,000\.$/,
          );
        }
        assert.deepEqual(await panel.calls("setLoader"), []);
        assert.ok(await windowHead(panel, 1).isVisible());
        await stride.fill("2");
        assert.equal(await stride.getAttribute("aria-invalid"), "false");
        await lastCall(panel, "setLoader");
      }));

    it("shuffle: the windows stand in the order that the host draws", () =>
      withPanel({ state: readyState(64, { token: 10, window: 2 }) }, async (panel) => {
        const { page } = panel;
        assert.equal(await field(panel, "seed").count(), 0);
        await field(panel, "shuffle").click();
        // The fake host's order is 14 − k + seed + epoch, modulo 15.
        assert.deepEqual(await lastCall(panel, "order"), [15, 123, 0]);
        const start = (window: number): number => ((14 - window + 123) % 15) * 4;
        const title = (window: number): string =>
          `[data-window="${String(window)}"][title*="tokens ${String(start(window))} to"]`;
        await page.locator(title(0)).waitFor();
        await page.locator(title(1)).waitFor();
        // A token brings along the window that holds it.
        await token(panel, start(5) + 1).click();
        await page.locator('[data-window="5"][aria-selected="true"]').waitFor();
        assert.deepEqual(await lastCall(panel, "vectors", 2), [1, start(5), start(5) + 4]);
        await field(panel, "epoch").fill("1");
        assert.deepEqual(await lastCall(panel, "order", 2), [15, 123, 1]);
        await field(panel, "seed").fill("-1");
        await says(panel, /^The option seed is -1, but must be a whole number from 0 to /);
      }));

    it("copy the batch that is shown for a notebook", () =>
      withPanel({}, async (panel) => {
        await panel.page.getByRole("button", { name: "Next batch" }).click();
        await panel.page.getByRole("button", { name: "Copy as PyTorch" }).click();
        assert.deepEqual(await lastCall(panel, "copyAsPyTorch"), [{ of: "batch", window: 8 }]);
        await panel.page.locator('[data-window="10"] .title, [data-window="10"]').first().click();
        await panel.page.getByRole("button", { name: "Copy as PyTorch" }).click();
        assert.deepEqual(await lastCall(panel, "copyAsPyTorch", 2), [{ of: "batch", window: 10 }]);
      }));

    it("say that an order could not be drawn, and what worked keeps showing", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("order"));
        await field(panel, "shuffle").click();
        await says(panel, "order failed on purpose.");
        assert.ok(await windowHead(panel, 1).isVisible());
        await panel.page.evaluate(() => fakeHost.failing.clear());
        await panel.show(readyState(64, {}, { shuffle: true }));
        await panel.page.locator('[data-window="0"][title*="tokens 8 to"]').waitFor();
      }));

    it("say what the options do, and why there is no window", () =>
      withPanel({}, async (panel) => {
        await says(panel, /every token but the last is an input once/);
        const { loader, ...rest } = readyState(3, { window: undefined });
        const problem = "The text has 3 tokens: set max_length to 2 or less.";
        await panel.show({ ...rest, loader: { ...loader, problem } });
        await panel.page.locator("#problem", { hasText: problem }).waitFor();
        await says(panel, "There is no window");
        await says(panel, "No window, no vectors");
      }));

    it("say why the host did not take the options", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("setLoader"));
        await field(panel, "stride").fill("9");
        await says(panel, "setLoader failed on purpose.");
      }));
  });
});
