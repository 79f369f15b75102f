import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

/** Thirteen tokens: three windows of four. */
const TEXT = "Every effort moves you forward, and every day holds a lesson.\n";

describe("Predictions in the workbench", () => {
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    const folder = freshFolder("predictions");
    writeFileSync(join(folder, "text.txt"), TEXT);
    workbench = await Workbench.open({ folder, viewport: { width: 1366, height: 768 } });
    await workbench.openFile("text.txt");
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await panel.getByRole("tab", { name: "Predictions" }).click();
  });
  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  /** What a number of the page says: the first one behind some words. */
  const number = async (selector: string, words: RegExp): Promise<number> =>
    Number(words.exec(await panel.locator(selector).innerText())?.[1]);

  it("come with a small GPT that a button makes: every position is as unsure as ln 50,257", async () => {
    await panel.getByRole("button", { name: "A small GPT" }).click();
    const rows = panel.locator("next-tokens [role=row]");
    await until("four rows", async () => (await rows.count()) === 4);
    const loss = await number("#window-loss", /loss ([\d.]+)/);
    assert.ok(Math.abs(loss - Math.log(50257)) < 1, String(loss));
    assert.equal(await rows.first().locator(".candidate").count(), 10);
    await workbench.screenshot("predictions");
  });

  it("tell of a token in windows that overlap, of attention, of each block, and of vectors after it", async () => {
    await panel.locator('[name="stride"]').fill("1");
    await panel.locator('[name="stride"]').press("Enter");
    const row = panel.locator('next-tokens [data-row="1"]');
    await row.click();
    // Its next token is the target of two windows at least, with one more token before it in one.
    const contexts = panel.getByRole("table", { name: /less and with more context/ });
    await until("two contexts", async () => (await contexts.locator("tr").count()) >= 3);
    await panel.getByRole("radio", { name: "Attention" }).click();
    const heads = panel.locator("attention-view .head");
    await until("four heads", async () => (await heads.count()) === 4);
    const weights = panel.getByRole("list", { name: /looks at, the largest/ }).locator(".number");
    await weights.first().waitFor();
    const sum = (await weights.allInnerTexts()).reduce((all, each) => all + Number(each), 0);
    assert.ok(Math.abs(sum - 1) < 1e-3, String(sum));
    await panel.getByRole("radio", { name: "Lens" }).click();
    const lens = panel.getByRole("table", { name: /after each block/ });
    await until("three rows", async () => (await lens.locator("tr").count()) === 3);
    await panel.getByRole("radio", { name: "Next tokens" }).click();
    await panel.getByRole("tab", { name: "Vectors" }).click();
    await panel.locator("vector-pane").getByRole("button", { name: "The next block" }).click();
    await panel.locator("vector-pane h3", { hasText: "After block 1" }).waitFor();
    await workbench.screenshot("predictions-blocks");
    await panel.getByRole("tab", { name: "Predictions" }).click();
  });

  it("are read for the whole document, until an edit changes it", async () => {
    await panel.locator("loss-line .score").click();
    await until("the document", async () =>
      (await panel.locator("#document-loss").innerText()).startsWith("Document loss"),
    );
    const bits = await number("#document-loss", /([\d.]+) bits per byte/);
    assert.ok(bits > 1 && bits < 10, String(bits));
    await workbench.focusText();
    await workbench.retype("Every effort moves you.\n");
    await until("nothing", async () => (await panel.locator("#document-loss").count()) === 0);
  });

  it("are of the same GPT when the window is loaded anew, until two tables are chosen", async () => {
    const chip = (text: RegExp) => panel.locator(".chip", { hasText: text }).waitFor();
    await chip(/a GPT of 2 layers, seed 123/);
    await workbench.reload();
    panel = await workbench.panel();
    await chip(/a GPT of 2 layers, seed 123/);
    const choose = "Tokenscope: Choose Model…";
    const book = await workbench.answerOf(choose, "The book's model (untrained)");
    const rows = workbench.page.locator(".quick-input-widget .monaco-list-row");
    await rows.filter({ hasText: "A GPT of 2 layers (untrained)" }).waitFor();
    await book.click();
    await chip(/the book's, seed 123/);
  });

  it("come with the book's GPT by its button, once what it takes was agreed to, as the book prints them", async () => {
    await workbench.focusText();
    // 15496, 11, 314, 716 and a line end: the prompt of chapter 4, as the one window of 4.
    await workbench.retype("Hello, I am\n");
    await panel.getByRole("tab", { name: "Predictions" }).click();
    const button = panel.getByRole("button", { name: "The book's GPT" });
    await button.click();
    assert.match(await workbench.answerModal("Cancel"), /621\.8 MiB/);
    await panel.locator(".chip", { hasText: /the book's, seed 123/ }).waitFor();
    await button.click();
    assert.match(await workbench.answerModal("Make the Model"), /621\.8 MiB/);
    await panel.locator(".chip", { hasText: /a GPT of 12 layers, seed 123/ }).waitFor();
    const rows = panel.locator("next-tokens [role=row]");
    await until("four rows", async () => (await rows.count()) === 4);
    const loss = await number("#window-loss", /loss ([\d.]+)/);
    assert.ok(Math.abs(loss - Math.log(50257)) < 1, String(loss));
    // What the book's model says first after its prompt.
    await rows.last().click();
    const first = panel.locator("next-detail li").first();
    await first.filter({ hasText: "27018" }).waitFor();
    await workbench.screenshot("predictions-book");
  });
});
