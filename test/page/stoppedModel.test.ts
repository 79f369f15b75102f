import assert from "node:assert/strict";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { panelTests, withPanel } from "../support/panelTests";
import { until } from "../../.ci/support/until";
import type { PanelModel } from "../../src/shared/protocol/panelState";

const MESSAGE = "The vector worker stopped: it crashed (SIGBUS). The next use starts it again.";

describe("A model whose worker stopped, in the panel", () => {
  panelTests();
  const { model } = readyState();
  assert.ok(model.kind === "ready");
  const { info } = model;
  const stopped = (of: typeof info | undefined): PanelModel => ({
    kind: "stopped",
    message: MESSAGE,
    info: of,
  });

  it("keeps its vectors, says what happened, and is opened by a button", () =>
    withPanel({}, async (panel) => {
      const { page } = panel;
      await panel.show(readyState(BOOK_LENGTH));
      await page.locator("vector-pane heat-map").first().waitFor();
      await panel.show(readyState(BOOK_LENGTH, { model: stopped(info) }));
      const note = page.locator(".note.stopped");
      assert.match(await note.innerText(), /it crashed \(SIGBUS\)\. The next use starts it again/);
      assert.ok(await page.locator("vector-pane heat-map").first().isVisible());
      await note.getByRole("button", { name: "Start again" }).click();
      await until("the call", async () => (await panel.calls("openModel")).length === 1);
      await panel.show(readyState(BOOK_LENGTH));
      await note.waitFor({ state: "detached" });
    }));

  it("is asked for another window's vectors, but not again for those that could not be had", () =>
    withPanel({}, async (panel) => {
      const { page } = panel;
      await page.evaluate(() => fakeHost.failing.add("vectors"));
      await panel.show(readyState(BOOK_LENGTH, { window: 2 }));
      await page.getByText("vectors failed on purpose").first().waitFor();
      const asked = (await panel.calls("vectors")).length;
      await panel.show(readyState(BOOK_LENGTH, { model: stopped(info) }));
      await page.locator(".note.stopped").waitFor();
      await panel.show(readyState(BOOK_LENGTH, { model: stopped(info), window: 3 }));
      // The question for the other window is the next one that comes.
      await until("a question", async () => (await panel.calls("vectors")).length > asked);
      assert.equal((await panel.calls("vectors")).length, asked + 1);
    }));

  it("that nobody knew yet leaves the pane with that, and the same button", () =>
    withPanel({}, async (panel) => {
      const { page } = panel;
      await panel.show(readyState(BOOK_LENGTH, { model: stopped(undefined) }));
      await page.locator("vector-pane").getByText("The model is not open").waitFor();
      await page.getByRole("button", { name: "Start again" }).waitFor();
    }));
});
