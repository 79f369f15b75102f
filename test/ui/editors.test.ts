import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

const notebook = {
  cells: ["one", "one two three"].map((source) => ({
    cell_type: "code",
    execution_count: null,
    metadata: {},
    outputs: [],
    source: [source],
  })),
  metadata: { language_info: { name: "python" } },
  nbformat: 4,
  nbformat_minor: 2,
};

describe("Editors of every kind", () => {
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    const folder = freshFolder("editors");
    writeFileSync(join(folder, "first.txt"), "Every effort moves you forward.\n");
    writeFileSync(join(folder, "second.txt"), "one two");
    writeFileSync(join(folder, "book.ipynb"), JSON.stringify(notebook));
    workbench = await Workbench.open({
      folder,
      settings: { "diffEditor.useInlineViewWhenSpaceIsLimited": false },
    });
    await workbench.openFile("first.txt");
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await shows("first.txt", 7);
  });

  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  /** Waits until the panel shows a document with so many tokens. */
  const shows = async (name: string | RegExp, tokens: number): Promise<void> => {
    const count = `${String(tokens)} token${tokens === 1 ? "" : "s"}`;
    const header = panel.locator("header", { hasText: name });
    await header.getByText(count, { exact: true }).waitFor();
  };
  const intoText = (): Promise<void> => workbench.focusText();
  const pin = (pressed: boolean) =>
    panel.locator(`.pin[aria-pressed="${pressed ? "true" : "false"}"]`);

  it("leave a pinned panel with its document, and the status bar follows them", async () => {
    await pin(false).click();
    await pin(true).waitFor();
    await intoText();
    await workbench.openFile("second.txt");
    await until("the second file's count in the status bar", async () => {
      return (await workbench.statusBar("tokenscope.tokens").innerText()) === "2 tokens";
    });
    await shows("first.txt", 7);
    // The document's own text still moves it.
    await panel.locator('token-pane [data-token="2"]').click();
    await panel.locator('token-pane [data-token="2"][aria-selected="true"]').waitFor();
    await shows("first.txt", 7);
    await intoText();
    await workbench.openFile("second.txt");
    await pin(true).click();
    await shows("second.txt", 2);
  });

  it("that are untitled are shown as they are typed", async () => {
    await intoText();
    await workbench.newText();
    await workbench.type("Every effort", () => shows("Untitled-1", 2));
    await workbench.runCommand("View: Revert and Close Editor");
  });

  it("of one document beside one another both move the panel", async () => {
    await intoText();
    await workbench.openFile("first.txt");
    await workbench.runCommand("View: Split Editor Down");
    const lower = workbench.page.locator(".editor-group-container.active .monaco-editor.focused");
    await workbench.page.locator(".editor-group-container").nth(2).waitFor();
    await lower.waitFor();
    await workbench.cursorTo("ControlOrMeta+End", "Ln 2, Col 1");
    await panel.locator('token-pane [data-token="6"][aria-selected="true"]').waitFor();
    // The other one's cursor.
    await workbench.page.locator(".view-line").first().click();
    await workbench.cursorTo("ControlOrMeta+Home", "Ln 1, Col 1");
    await panel.locator('token-pane [data-token="0"][aria-selected="true"]').waitFor();
    await workbench.runCommand("View: Close Editor");
  });

  it("of a notebook's cells are shown cell by cell", async () => {
    await workbench.focusText();
    await workbench.openFile("book.ipynb");
    const cell = (text: string) =>
      workbench.page.locator(".notebookOverlay .view-line", { hasText: text });
    await cell("three").click();
    await shows("book.ipynb, cell 2", 3);
    await cell("one").first().click();
    await shows("book.ipynb, cell 1", 1);
    // The click has put the cursor behind the text.
    await workbench.type(" two", () => shows("book.ipynb, cell 1", 2));
    await panel.locator('token-pane [data-token="1"]').click();
    await panel.locator('token-pane [data-token="1"][aria-selected="true"]').waitFor();
    await workbench.screenshot("notebook");
    assert.equal(await workbench.page.locator(".notebookOverlay").count(), 1);
  });

  it("have the panel pinned to the same document after the window is reloaded", async () => {
    await intoText();
    await workbench.openFile("first.txt");
    await shows("first.txt", 7);
    await pin(false).click();
    await pin(true).waitFor();
    await workbench.reload();
    panel = await workbench.panel();
    await shows("first.txt", 7);
    await pin(true).waitFor();
    await intoText();
    await workbench.openFile("second.txt");
    await until("the second file's count in the status bar", async () => {
      return (await workbench.statusBar("tokenscope.tokens").innerText()) === "2 tokens";
    });
    await shows("first.txt", 7);
  });

  it("of a comparison are followed on both sides", async () => {
    await pin(true).click();
    await intoText();
    await workbench.runCommand("File: Compare New Untitled Text Files");
    const side = (name: "original" | "modified") =>
      workbench.page.locator(`.monaco-diff-editor .editor.${name} .monaco-editor`).first();
    await side("modified").click();
    await workbench.type("one two three", () => shows(/Untitled/, 3));
    await side("original").click();
    await workbench.type("one", () => shows(/Untitled/, 1));
    await panel.locator('token-pane [data-token="0"]').waitFor();
    await workbench.screenshot("comparison");
    await side("modified").click();
    await shows(/Untitled/, 3);
  });

  it("of a comparison have hovers on both sides, whichever the cursor is in", async () => {
    const side = (name: "original" | "modified") =>
      workbench.page.locator(`.monaco-diff-editor .editor.${name} .monaco-editor`).first();
    await side("original").click();
    await workbench.type(" effort", () => shows(/Untitled/, 2));
    // The cursor is on the original side: each side tells of its own token.
    assert.match(await (await workbench.hover("effort")).innerText(), /\b3626\b/);
    assert.match(await (await workbench.hover("three")).innerText(), /\b1115\b/);
    await side("modified").click();
    await shows(/Untitled/, 3);
    assert.match(await (await workbench.hover("three")).innerText(), /\b1115\b/);
    assert.match(await (await workbench.hover("effort")).innerText(), /\b3626\b/);
  });

  it("that are opened while the panel has the focus come beside it, not over it", async () => {
    await panel.locator('token-pane [data-token="0"]').first().click();
    await workbench.openFile("first.txt");
    await shows("first.txt", 7);
    const groups = workbench.page.locator(".editor-group-container");
    const tabs = groups.filter({ has: workbench.page.locator('.tab[aria-label^="Tokenscope: "]') });
    assert.equal(await tabs.count(), 1);
    assert.equal(await tabs.locator(".tab").count(), 1);
    await workbench.screenshot("file-beside-panel");
  });
});
