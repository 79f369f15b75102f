import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

describe("The visualizer where nothing is open", () => {
  const folder = freshFolder("empty");
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    writeFileSync(join(folder, "text.txt"), "Every effort moves you forward.\n");
    workbench = await Workbench.open({ folder, viewport: { width: 1366, height: 768 } });
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
  });

  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  const tab = (name: string | RegExp) =>
    workbench.page.locator(".tabs-container .tab", { hasText: name }).first();
  const press = (name: string) => panel.getByRole("button", { name, exact: true }).click();
  /** The panel goes beside the text that is opened, where VS Code makes its page anew. */
  const isBeside = async (text: RegExp): Promise<void> => {
    await until("panel beside the text", async () => {
      panel = await workbench.panel();
      return panel.locator("header", { hasText: text }).isVisible();
    });
    await workbench.page.locator(".monaco-editor .view-line").first().waitFor();
  };

  /** Closes the text, as it is, on whichever side it is, and waits until there is nothing to show. */
  const closeText = async (): Promise<void> => {
    await workbench.page.locator(".monaco-editor .view-line").first().click();
    await workbench.runCommand("View: Revert and Close Editor");
    await until("empty panel", async () => {
      panel = await workbench.panel();
      return panel.getByText("Nothing to show yet").isVisible();
    });
  };

  it("says so, and offers three ways to begin", async () => {
    await panel.getByText("Nothing to show yet").waitFor();
    const names = await panel.locator(".begin button").allInnerTexts();
    assert.deepEqual(
      names.map((name) => name.trim()),
      ["Open File…", "Open Sample Text", "Open the Chapter's List of Ids"],
    );
    await workbench.screenshot("empty-state");
  });

  it("opens the sample beside it", async () => {
    await press("Open Sample Text");
    await tab("Tokenscope sample").waitFor();
    await isBeside(/Tokenscope sample/);
    await panel.locator("vector-pane heat-map").first().waitFor();
    await closeText();
  });

  it("opens the chapter's list of ids with the toy layer", async () => {
    await press("Open the Chapter's List of Ids");
    await isBeside(/Untitled/);
    await panel.getByRole("tab", { name: "Layer", selected: true }).waitFor();
    await panel.getByText("torch.Size([4, 3])").first().waitFor();
    await closeText();
  });

  it("opens a file that a person chooses", async () => {
    await press("Open File…");
    const box = workbench.page.locator(".quick-input-widget input.input");
    await until("the dialog's folder", async () =>
      (await box.inputValue().catch(() => "")).includes(folder),
    );
    await box.fill(join(folder, "text.txt"));
    await workbench.acceptDialog();
    await tab("text.txt").waitFor();
    await isBeside(/text\.txt/);
    await panel.locator("token-pane [data-token]").first().waitFor();
  });
});
