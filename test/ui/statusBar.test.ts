import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

describe("The status bar and its menu", () => {
  let workbench: Workbench;

  before(async () => {
    const folder = freshFolder("status");
    writeFileSync(join(folder, "short.txt"), "Every effort moves you forward.\n");
    writeFileSync(join(folder, "long.txt"), "one two three four\n".repeat(400));
    mkdirSync(join(folder, "prose"));
    writeFileSync(join(folder, "prose", "inside.txt"), "Every effort moves");
    writeFileSync(join(folder, "prose", "picture.png"), Buffer.from([137, 80, 0, 0]));
    writeFileSync(join(folder, "longer.txt"), "one two three four\n".repeat(500));
    workbench = await Workbench.open({ folder, settings: { "tokenscope.tokenLimit": 2200 } });
    await workbench.openFile("short.txt");
    await workbench.runCommand("Tokenscope: Open Visualizer");
    await (await workbench.panel()).locator('[data-token="0"]').first().waitFor();
    await workbench.focusText();
  });

  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  const item = () => workbench.statusBar("tokenscope.tokens");
  const says = (text: string) =>
    until(`${text} in the status bar`, async () => (await item().innerText()).trim() === text);
  const label = async () => (await item().locator("a").getAttribute("aria-label")) ?? "";
  const input = () => workbench.page.locator(".quick-input-widget");

  it("counts the tokens that selections touch, and those that they cut", async () => {
    await says("7 tokens");
    await workbench.cursorTo("ControlOrMeta+Home", "Ln 1, Col 1");
    for (let count = 1; count <= 7; count++) {
      const at = `Ln 1, Col ${String(count + 1)} (${String(count)} selected)`;
      await workbench.press("Shift+ArrowRight", at);
    }
    await says("2 of 7 tokens");
    assert.match(await label(), /The selection cuts 1 token\./);
    await workbench.screenshot("status-bar-selection");
    await workbench.press("ControlOrMeta+a", () => says("7 of 7 tokens"));
    await workbench.press("ArrowLeft", () => says("7 tokens"));
  });

  it("tells of a document beyond the model's context, and warns of one beyond the limit that is set", async () => {
    const warned = item().and(workbench.page.locator(".warning-kind"));
    assert.equal(await warned.count(), 0);
    await workbench.openFile("long.txt");
    await says("2,000 tokens");
    assert.match(await label(), /longer than the model's context of 1,024 tokens/);
    assert.equal(await warned.count(), 0);
    await workbench.openFile("longer.txt");
    await warned.waitFor();
    assert.match(await label(), /longer than your limit of 2,200 tokens .*, by 300/);
    await workbench.screenshot("status-bar-beyond-limit");
    await workbench.openFile("short.txt");
    await says("7 tokens");
    assert.equal(await warned.count(), 0);
  });

  it("shows no count beside what is no text of its own", async () => {
    await workbench.runCommand("Help: Welcome");
    await item().waitFor({ state: "detached" });
    await workbench.openFile("short.txt");
    await says("7 tokens");
  });

  it("opens a menu, whose boxes check what is typed", async () => {
    await item().locator("a").click();
    const row = (text: string) => input().locator(".monaco-list-row", { hasText: text });
    await row("Go to Token").waitFor();
    await workbench.screenshot("status-bar-menu");
    await row("Go to Token").click();
    const box = input().locator("input.input");
    await box.fill("7");
    await input().getByText("There is no token 7: this document's are 0 to 6.").waitFor();
    // Each index is shown while it is typed, and Escape goes back.
    await box.fill("1");
    await workbench.cursor("Ln 1, Col 6 (7 selected)");
    await workbench.pressInQuestion("Escape");
    await workbench.selects("Ln 1, Col 1");
    await workbench.runCommand("Tokenscope: Go to Token…");
    await box.fill("2");
    await workbench.pressInQuestion("Enter");
    await says("1 of 7 tokens");
    await workbench.selects("Ln 1, Col 13 (6 selected)");
  });

  it("steps by keys while the visualizer is open", async () => {
    await workbench.focusText();
    await workbench.cursorTo("ControlOrMeta+Home", "Ln 1, Col 1");
    await says("7 tokens");
    await workbench.press("Control+Alt+.", "Ln 1, Col 6 (7 selected)");
    await says("1 of 7 tokens");
    await workbench.press("Control+Alt+,", "Ln 1, Col 1 (5 selected)");
  });

  it("finds a token while one types: the places of a text, and of an id", async () => {
    const rows = input().locator(".monaco-list-row");
    await workbench.cursorTo("ControlOrMeta+Home", "Ln 1, Col 1");
    await says("7 tokens");
    await workbench.runCommand("Tokenscope: Find Token by Id or Text…");
    await input().locator("input.input").fill("o");
    await rows.filter({ hasText: "1 of 4: in token 1." }).waitFor();
    await rows.filter({ hasText: "4 of 4: in token" }).waitFor();
    await workbench.screenshot("find-token");
    // The active place is shown already, the next one by the arrow key.
    await workbench.cursor("Ln 1, Col 6 (7 selected)");
    await workbench.pressInQuestion("ArrowDown");
    await workbench.cursor("Ln 1, Col 13 (6 selected)");
    await workbench.pressInQuestion("Escape");
    await workbench.selects("Ln 1, Col 1");
    await workbench.runCommand("Tokenscope: Find Token by Id or Text…");
    await input().locator("input.input").fill("198");
    // Digits may be an id, here a line end's, and a text.
    await rows.filter({ hasText: "1 of 1: token" }).waitFor();
    await rows.filter({ hasText: "This document does not have that text." }).waitFor();
    await input().locator("input.input").fill("o");
    await rows.filter({ hasText: "2 of 4" }).click();
    await workbench.selects("Ln 1, Col 13 (6 selected)");
  });

  it("counts a folder from the explorer's context menu", async () => {
    const folder = workbench.page.locator('.explorer-folders-view [aria-label^="prose"]');
    await workbench.chooseFromMenu(folder, "Count Tokens");
    // A page of VS Code's own Markdown preview.
    const page = await workbench.frameWith(
      "prose/inside.txt in the table",
      "td",
      "prose/inside.txt",
    );
    await workbench.frameWith("binary file in the table", "td", "binary file");
    await workbench.screenshot("token-counts");
    await page.locator("td a", { hasText: "prose/inside.txt" }).click();
    await workbench.page
      .locator('.tabs-container .tab.active[data-resource-name="inside.txt"]')
      .waitFor();
  });
});
