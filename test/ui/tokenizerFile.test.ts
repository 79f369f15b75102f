import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../.ci/support/folders";
import { browserExtension } from "../../.ci/support/testedExtension";
import { until } from "../../.ci/support/until";
import { Workbench, type WorkbenchOptions } from "../../.ci/support/workbench";
import { byteLevelTokenizer } from "../support/smallTokenizers";
import { NativeOracle } from "../support/tokenizerOracles";

const TEXT = "The tokens of a tokenizer file stand in colours of their own.\n";

describe("A tokenizer file in the workbench", () => {
  let workbench: Workbench;
  let folder: string;
  let count: number;

  beforeEach(async () => {
    folder = freshFolder("tokenizerFile");
    const json = JSON.stringify(byteLevelTokenizer());
    writeFileSync(join(folder, "tokenizer.json"), json);
    writeFileSync(join(folder, "text.txt"), TEXT);
    const { ids } = await new NativeOracle(json).tokensOf(TEXT);
    count = ids.length;
    mkdirSync(join(folder, ".vscode"));
    const settings = {
      "tokenscope.encoding": "file",
      "tokenscope.tokenizerFile": "${workspaceFolder}/tokenizer.json",
    };
    writeFileSync(join(folder, ".vscode/settings.json"), JSON.stringify(settings));
  });
  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
    await workbench.close();
  });

  const open = async (options: Partial<WorkbenchOptions> = {}): Promise<void> => {
    workbench = await Workbench.open({ folder, ...options });
    await workbench.openFile("text.txt");
  };
  const status = (text: string) =>
    workbench.page.locator(".statusbar-item", { hasText: text }).first().waitFor();

  const isColoured = async (): Promise<void> => {
    const bare = await workbench.decorations().count();
    await workbench.clickBefore("tokens");
    await workbench.runCommand("Tokenscope: Toggle Token Highlights");
    // A line of one row: each token's colour is one element.
    await until("as many colours as tokens", async () => {
      const coloured = (await workbench.decorations().count()) - bare;
      return coloured >= count - 1;
    });
    await status(`${count} tokens`);
  };

  it("that a workspace names colours its text, token by token", async () => {
    await open();
    await isColoured();
  });

  it("does so where the extension runs in the browser itself, and its hover tells the merges", async () => {
    await open({ source: browserExtension() });
    await isColoured();
    const hover = await workbench.hover("colours");
    await hover.getByText("is merged to 4 tokens").waitFor();
  });

  it("that a workspace names is not read while nobody trusts it, which is said", async () => {
    await open({
      settings: {
        "security.workspace.trust.enabled": true,
        "security.workspace.trust.startupPrompt": "never",
      },
    });
    await workbench.runCommand("Tokenscope: Open Visualizer");
    const panel = await workbench.panel();
    await panel
      .getByText(/these of its settings are not used: .*tokenscope\.tokenizerFile/)
      .waitFor();
    const shown = await panel.locator("token-pane [data-token]").count();
    assert.notEqual(shown, count);
  });
});
