import assert from "node:assert/strict";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { Workbench } from "../../.ci/support/workbench";

describe("Settings in the workbench", () => {
  let workbench: Workbench;
  let panel: Frame;

  const open = async (folder: string, settings: Record<string, unknown>): Promise<void> => {
    writeFileSync(join(folder, "text.txt"), "Every effort moves you forward.\n".repeat(50));
    workbench = await Workbench.open({ folder, settings });
    await workbench.openFile("text.txt");
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await panel.locator('token-pane [data-token="0"]').waitFor();
  };
  const chip = (text: RegExp) => panel.locator(".chip", { hasText: text }).waitFor();
  const notification = async (text: RegExp) => {
    const items = await workbench.notifications(text);
    await items.first().waitFor();
    return items;
  };
  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
    await workbench.close();
  });

  it("that are wrong at the start are named, and the others count", async () => {
    await open(freshFolder("settings"), {
      "tokenscope.windows.batchSize": null,
      "tokenscope.windows.maxLength": 0,
      "tokenscope.seeded.dimensions": 64,
    });
    await chip(/the book's, seed 123 · 64-d/);
    for (const name of ["batchSize is null", "maxLength is 0"]) {
      const told = await notification(new RegExp(`tokenscope\\.windows\\.${name}, but must be`));
      assert.equal(await told.count(), 1);
      await told.getByRole("button", { name: "Open Settings" }).waitFor();
    }
  });

  it("of a folder that nobody trusts cost nothing, and the panel says which are not used", async () => {
    const folder = freshFolder("settings");
    mkdirSync(join(folder, ".vscode"));
    const strange = {
      "tokenscope.seeded.dimensions": 8192,
      "tokenscope.seeded.contextLength": 65_536,
      "tokenscope.windows.maxLength": 32_768,
      "tokenscope.windows.stride": 1,
    };
    writeFileSync(join(folder, ".vscode/settings.json"), JSON.stringify(strange));
    await open(folder, {
      "security.workspace.trust.enabled": true,
      "security.workspace.trust.startupPrompt": "never",
    });
    await chip(/the book's, seed 123 · 256-d · 1,024 positions/);
    await panel
      .getByText(/not trusted.*tokenscope\.seeded\.dimensions, tokenscope\.seeded\.contextLength/)
      .waitFor();
    const kept = readdirSync(workbench.models).map((name) => join(workbench.models, name));
    const bytes = kept.reduce((sum, file) => sum + statSync(file).size, 0);
    assert.ok(bytes < 60e6, `${bytes} bytes`);
    await workbench.runCommand("Tokenscope: Get All of GPT-2");
    await notification(/not fetched in Restricted Mode\. Trust the workspace/);
  });
});
