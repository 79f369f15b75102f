import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { isOwnNote } from "../support/vscodeNotes";
import { Workbench } from "../../.ci/support/workbench";

const LARGE_LINE = "The quick brown fox — naïve, 42 times — jumps over the lazy dog. 👋\n";

describe("Odd files in the workbench", () => {
  let workbench: Workbench;
  let panel: Frame;
  const complaints: string[] = [];

  before(async () => {
    const folder = freshFolder("odd");
    const files = {
      "plain.txt": "Every effort moves you forward.\n",
      "empty.txt": "",
      "one.txt": "a",
      "crlf.txt": "one\r\ntwo\r\n",
      "html.txt": "<img src=x onerror=alert(1)><|endoftext|>",
      // A byte that is no UTF-8 reads as U+FFFD, as a lone surrogate does to the model.
      "broken.txt": Buffer.from([0x61, 0xff, 0x62]),
      "large.txt": LARGE_LINE.repeat(5_000_000 / Buffer.byteLength(LARGE_LINE)),
      "huge.txt": Buffer.alloc(51 * 2 ** 20, "More than VS Code hands to extensions.\n"),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    workbench = await Workbench.open({
      folder,
      // VS Code would ask before it opens a huge file.
      settings: { "workbench.editorLargeFileConfirmation": 1024 },
    });
    workbench.page.on("console", (message) => {
      const line = message.text();
      const isComplaint = message.type() === "error" && /tokenscope/i.test(line);
      // A checkout's folder may be called tokenscope too.
      if (isComplaint && !isOwnNote(line)) complaints.push(line);
    });
    await workbench.openFile("plain.txt");
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await panel.locator('[data-token="0"]').first().waitFor();
  });

  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  /** From the text, as a person does: with the panel in focus the file would open over it. */
  const openFile = async (name: string): Promise<void> => {
    await workbench.focusText();
    await workbench.openFile(name);
  };
  const shown = (text: string | RegExp) => panel.getByText(text).first().waitFor();

  it("say in the panel that a file is empty", async () => {
    await openFile("empty.txt");
    await shown(/empty\.txt is empty/);
    assert.equal(await workbench.statusBar("tokenscope.tokens").innerText(), "0 tokens");
  });

  it("say that a text is too short for a window, and what to do", async () => {
    await openFile("one.txt");
    await shown(/No window of 4 tokens fits/);
    assert.equal(await workbench.statusBar("tokenscope.tokens").innerText(), "1 token");
  });

  it("show line ends, markup and broken bytes as what they are", async () => {
    await openFile("crlf.txt");
    await panel.locator('token-pane [data-token="1"]', { hasText: /↵\s*198/ }).waitFor();
    await openFile("html.txt");
    await panel.locator('token-pane [data-token="0"]', { hasText: "<" }).waitFor();
    await panel.locator("token-pane", { hasText: "50256" }).waitFor();
    assert.equal(await panel.locator("img").count(), 0);
    await openFile("broken.txt");
    await panel.locator("token-pane", { hasText: "�" }).waitFor();
  });

  it("refuse max_length beyond the text and beyond the context, and a stride of 0", async () => {
    await openFile("plain.txt");
    await panel.locator("token-pane", { hasText: "6109" }).waitFor();
    const maxLength = panel.locator('[name="maxLength"]');
    await maxLength.fill("500");
    await shown(/No window of 500 tokens fits/);
    await maxLength.fill("5000");
    await shown(/max_length 5,000 is beyond the model's context of 1,024 positions/);
    await maxLength.fill("4");
    await panel.locator("vector-pane heat-map").first().waitFor();
    const stride = panel.locator('[name="stride"]');
    await stride.fill("0");
    await panel.locator('[name="stride"][aria-invalid="true"]').waitFor();
    await stride.fill("4");
    await panel.locator("vector-pane heat-map").first().waitFor();
  });

  it("follow typing in 5 MB", async () => {
    await openFile("large.txt");
    const item = workbench.statusBar("tokenscope.tokens");
    const counted = async () => /^[\d,]{8,} tokens$/.test(await item.innerText());
    await until("count of a large file", counted);
    const before = await item.innerText();
    await workbench.clickBefore("quick");
    await workbench.type("very ", () =>
      until("another count", async () => (await item.innerText()) !== before),
    );
    await panel.locator('token-pane [data-token="1"]', { hasText: "very" }).waitFor();
    await workbench.runCommand("File: Revert File");
  });

  it("say in the status bar why a huge file has no tokens, while its tab is active", async () => {
    const item = workbench.statusBar("tokenscope.tokens");
    const says = async (text: string) => (await item.innerText()).trim() === text;
    const tooLarge = () => says("too large");
    await openFile("huge.txt");
    await until("word of the size", tooLarge);
    const label = await item.locator("a").getAttribute("aria-label");
    assert.match(label ?? "", /VS Code does not hand files over 50 MB to extensions\. Save a part/);
    await workbench.screenshot("status-bar-huge-file");
    await openFile("plain.txt");
    await until("count of another file", () => says("7 tokens"));
    await openFile("huge.txt");
    await until("word of the size again", tooLarge);
    await workbench.runCommand("View: Close Editor");
    await until("count of what is left", () => says("7 tokens"));
  });

  it("leave no complaint behind when a file is closed at once", async () => {
    await workbench.runCommand("View: Close Editor");
    await openFile("plain.txt");
    await panel.locator("token-pane", { hasText: "6109" }).waitFor();
    assert.deepEqual(complaints, []);
  });
});
