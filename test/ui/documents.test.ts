import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

describe("A document under another language or name", () => {
  let folder: string;
  let workbench: Workbench;
  let panel: Frame;
  let bare: number;

  before(async () => {
    folder = freshFolder("documents");
    writeFileSync(join(folder, "text.txt"), "one two three\n");
    writeFileSync(join(folder, "other.txt"), "one two");
    writeFileSync(join(folder, "third.txt"), "four five six");
    workbench = await Workbench.open({ folder });
    await workbench.openFile("text.txt");
    bare = await workbench.decorations().count();
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await shows("text.txt", 4);
    await workbench.focusText();
    await workbench.runCommand("Tokenscope: Toggle Token Highlights");
    await isColoured();
    await pin(false).click();
    await pin(true).waitFor();
  });

  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  const shows = async (name: string, tokens: number): Promise<void> => {
    const header = panel.locator("header", { hasText: name });
    await header.getByText(`${String(tokens)} tokens`, { exact: true }).waitFor();
    await panel.locator(`token-pane [data-token="${String(tokens - 1)}"]`).waitFor();
  };
  const counts = (tokens: number) =>
    until(`${String(tokens)} tokens in the status bar`, async () => {
      const text = await workbench.statusBar("tokenscope.tokens").innerText();
      return text === `${String(tokens)} tokens`;
    });
  const isColoured = () =>
    until("colours", async () => (await workbench.decorations().count()) > bare + 2);
  const pin = (pressed: boolean) =>
    panel.locator(`.pin[aria-pressed="${pressed ? "true" : "false"}"]`);
  /** Everything that shows the document has it, pinned as it was. */
  const isThere = async (name: string, tokens: number): Promise<void> => {
    await shows(name, tokens);
    await counts(tokens);
    await isColoured();
    await pin(true).waitFor();
  };
  /**
   * Types one more token at the text's end, and takes it back. It is one anywhere else, too: a text that
   * was just saved may get its cursor back after the key that moves it.
   */
  const typing = async (name: string, end: string): Promise<void> => {
    await workbench.focusText();
    // There and back: of a cursor that has not moved since a text was saved nothing tells.
    await workbench.cursorTo("ControlOrMeta+Home", "Ln 1, Col 1");
    await workbench.cursorTo("ControlOrMeta+End", end);
    await workbench.type(" zero", () => isThere(name, 5));
    await workbench.hover("zero");
    await workbench.runCommand("File: Revert File");
    await isThere(name, 4);
  };
  /** Answers the question that VS Code asks in its quick input. */
  const answer = async (text: string): Promise<void> => {
    const box = workbench.page.locator(".quick-input-widget input.input");
    await box.waitFor();
    await box.fill(text);
    const rows = workbench.page.locator(".quick-input-widget .monaco-list-row.focused");
    await rows.filter({ hasText: text }).first().waitFor();
    await workbench.pressInQuestion("Enter");
  };
  /** @param suggested the name that VS Code writes into its dialog, where it looks for the folder first */
  const saveAs = async (suggested: string, name: string): Promise<void> => {
    const box = workbench.page.locator(".quick-input-widget input.input");
    await box.waitFor();
    await until("the dialog's name", async () => (await box.inputValue()).endsWith(suggested));
    await box.fill(join(folder, name));
    await until(`the name ${name}`, async () => (await box.inputValue()).endsWith(name));
    await workbench.pressInQuestion("Enter");
    await workbench.page.locator(`.tab[data-resource-name="${name}"]`).first().waitFor();
  };

  it("keeps tokens, count, colours, hover and pin when its language is another", async () => {
    await workbench.focusText();
    await workbench.runCommand("Change Language Mode");
    await answer("Python");
    await until("Python in the status bar", async () => {
      return (await workbench.statusBar("status.editor.mode").innerText()) === "Python";
    });
    await isThere("text.txt", 4);
    await typing("text.txt", "Ln 2, Col 1");
  });

  it("keeps them when it is saved under another name", async () => {
    await workbench.focusText();
    await workbench.runCommand("File: Save As...");
    await saveAs("text.txt", "copy.txt");
    await isThere("copy.txt", 4);
    await typing("copy.txt", "Ln 2, Col 1");
  });

  it("keeps them when an untitled text is saved", async () => {
    await pin(true).click();
    await workbench.focusText();
    await workbench.newText();
    await workbench.type("one two three four", () => shows("Untitled-1", 4));
    await workbench.runCommand("Tokenscope: Toggle Token Highlights");
    await isColoured();
    await pin(false).click();
    await pin(true).waitFor();
    await workbench.focusText();
    await workbench.runCommand("File: Save");
    await saveAs("one two three four", "saved.txt");
    await until("the file", async () => readFileSync(join(folder, "saved.txt"), "utf8") !== "");
    await isThere("saved.txt", 4);
    await typing("saved.txt", "Ln 1, Col 19");
  });

  it("leaves the pin to itself when another text is used", async () => {
    await workbench.focusText();
    await workbench.openFile("other.txt");
    await counts(2);
    await shows("saved.txt", 4);
    await pin(true).waitFor();
  });

  it("steps in the text that is used, from where a person went after a step, be it where one was", async () => {
    await workbench.focusText();
    await workbench.openFile("third.txt");
    await counts(3);
    await workbench.cursorTo("ControlOrMeta+Home", "Ln 1, Col 1");
    const steps = async (name: "Next" | "Previous", told: string): Promise<void> => {
      await workbench.runCommand(`Tokenscope: ${name} Token`);
      await workbench.cursor(told);
    };
    await steps("Next", "Ln 1, Col 5 (5 selected)");
    await steps("Previous", "Ln 1, Col 1 (4 selected)");
    await steps("Next", "Ln 1, Col 5 (5 selected)");
    await steps("Next", "Ln 1, Col 10 (4 selected)");
    await workbench.focusText();
    await workbench.cursorTo("ControlOrMeta+Home", "Ln 1, Col 1");
    await workbench.press("ControlOrMeta+ArrowRight", "Ln 1, Col 5");
    await workbench.press("ControlOrMeta+Shift+ArrowLeft", "Ln 1, Col 1 (4 selected)");
    await steps("Next", "Ln 1, Col 5 (5 selected)");
    await shows("saved.txt", 4);
    await pin(true).waitFor();
  });
});
