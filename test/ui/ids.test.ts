import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

const IDS = "[2, 3, 50256, 367]\n[40, six, 3]\n";

describe("A list of ids in the workbench", () => {
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    const folder = freshFolder("ids");
    writeFileSync(join(folder, "ids.txt"), IDS);
    workbench = await Workbench.open({
      folder,
      settings: { "tokenscope.encoding": "ids", "tokenscope.hover": "always" },
    });
    await workbench.openFile("ids.txt");
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await panel.locator('token-pane [data-token="5"]').waitFor();
  });
  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  const input = () => workbench.page.locator(".quick-input-widget");

  it("has an id's own token and vectors in a hover", async () => {
    const hover = await workbench.hover("50256");
    await until("hover with strips", async () => (await hover.locator("img").count()) >= 1);
    const told = await hover.innerText();
    assert.match(told, /\b50256\b/);
    assert.match(told, /\b2\b.*\b6\b/s);
  });

  it("is coloured id by id, and what is no id is not", async () => {
    await workbench.focusText();
    await workbench.pressChord("Control+k", "t", () =>
      until("six colours", async () => (await workbench.decorations().count()) >= 6),
    );
    const coloured = await workbench.page
      .locator('.monaco-editor .view-line [class*="ced-"]')
      .allInnerTexts();
    for (const text of coloured) assert.doesNotMatch(text, /six/);
    await workbench.screenshot("ids-highlights");
    await workbench.pressChord("Control+k", "t", () =>
      until("bare text", async () => (await workbench.decorations().count()) < 6),
    );
  });

  it("is searched by an id, wherever it stands", async () => {
    await workbench.cursorTo("ControlOrMeta+Home", "Ln 1, Col 1");
    await workbench.runCommand("Tokenscope: Find Token by Id or Text…");
    await input().locator("input.input").fill("3");
    await input().getByText("1 of 2: token 1.").waitFor();
    await input().getByText("2 of 2: token 5.").click();
    await workbench.selects("Ln 2, Col 11 (1 selected)");
  });

  it("has what is no id in the Problems list, with its place and what to do", async () => {
    await workbench.runCommand("Problems: Focus on Problems View");
    const problems = workbench.page.locator(".markers-panel .monaco-list-row");
    const told = problems.filter({ hasText: "six is not a number" });
    await told.waitFor();
    const text = await told.innerText();
    assert.match(text, /It is left out: type an id from 0 to 50,256\./);
    assert.match(text, /Tokenscope/);
    assert.match(text, /Ln 2, Col 6/);
    await workbench.screenshot("ids-problems");
  });

  it("loses the row of a word that becomes an id, keeps the others', and has it again with the word", async () => {
    const rows = workbench.page.locator(".markers-panel .monaco-list-row");
    const row = (told: string) => rows.filter({ hasText: told });
    const WORDS = ["six is not a number", "-3 is negative", "50257 is beyond the vocabulary"];
    await workbench.focusText();
    await workbench.retype("[2, 3]\n[40, six, -3, 50257]\n");
    for (const told of WORDS) await row(told).waitFor();
    // A row leads to its word.
    await row("six is not a number").dblclick();
    await workbench.cursor(/^Ln 2, Col (6|9 \(3 selected\))$/);
    await workbench.focusText();
    await workbench.retype("[2, 3]\n[40, 6, -3, 50257]\n");
    await row("six is not a number").waitFor({ state: "detached" });
    for (const told of WORDS.slice(1)) await row(told).waitFor();
    await workbench.retype("[2, 3]\n[40, six, -3, 50257]\n");
    for (const told of WORDS) await row(told).waitFor();
    await workbench.retype("[2, 3]\n[40, 6, 3, 50256]\n");
    await workbench.page
      .locator(".markers-panel", { hasText: "No problems have been detected in the workspace." })
      .waitFor();
    assert.equal(await rows.count(), 0);
  });
});
