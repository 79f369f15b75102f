import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./support/folders";
import { until } from "./support/until";
import type { PictureCamera } from "./pictureCamera";

/** So high that the report is seen down to the ways of packing. */
const HIGH = { width: 1366, height: 1760 };
const REPORT_WIDTH = 900;
/** Windows of a small GPT. */
const WINDOW = 256;
const DEFAULT_WINDOW = 4;
const WINDOWS = { "tokenscope.windows.maxLength": WINDOW, "tokenscope.windows.stride": WINDOW };

/** The report on a folder before anything of it is written: the sections of our own documents. */
export async function takeReport(camera: PictureCamera): Promise<void> {
  const { window } = camera;
  const { bench, folder } = window;
  const { page } = bench;
  makeCorpus(join(folder, "corpus"));
  const settings = join(folder, ".vscode", "settings.json");
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(settings, JSON.stringify(WINDOWS));
  const maxLength = window.panel.locator('loader-controls [name="maxLength"]');
  const isMaxLength = async (value: number): Promise<boolean> =>
    (await maxLength.inputValue()) === String(value);
  await until("windows of the settings", () => isMaxLength(WINDOW));
  await bench.runCommand("Explorer: Focus on Folders View");
  const row = page.locator('.explorer-folders-view [aria-label^="corpus"]');
  await row.waitFor();
  await bench.chooseFromMenu(row, "Build Training Set…");
  // nanoGPT, after each document, a tenth of the documents.
  for (const [title, answer] of [
    ["the format", "nanoGPT"],
    ["end-of-text tokens", "After each document"],
    ["what is kept for validation", "A tenth of the documents"],
  ] as const) {
    const question = page.locator(".quick-input-widget", { hasText: `Training set: ${title}` });
    await question.waitFor();
    await question.locator(".monaco-list-row", { hasText: answer }).first().click();
  }
  const report = await bench.frameWith("the report", "h1", "What the training set would be");
  await bench.runCommand("Notifications: Clear All Notifications");
  await bench.runCommand("View: Close Primary Side Bar");
  await window.layOut(HIGH, REPORT_WIDTH);
  await report.locator("h1").waitFor();
  const group = page.locator(".editor-group-container").first();
  await camera.take({ file: join(root, "docs/pictures/training-set"), of: [group] });
  await bench.runCommand("View: Close Editor");
  rmSync(settings);
  await until("windows of the default settings", () => isMaxLength(DEFAULT_WINDOW));
}

/** Each section a file, and what a folder has that somebody should know before training. */
function makeCorpus(folder: string): void {
  const documents = join(root, "docs/panes");
  for (const name of readdirSync(documents)) {
    const own = join(folder, name.replace(/\.md$/, ""));
    mkdirSync(own, { recursive: true });
    const sections = readFileSync(join(documents, name), "utf8").split(/\n(?=## |- |\| )/);
    sections.forEach((text, at) => {
      writeFileSync(join(own, `${String(at).padStart(2, "0")}.md`), text);
    });
  }
  copyFileSync(join(root, "media/sample.txt"), join(folder, "sample.txt"));
  copyFileSync(join(root, "media/sample.txt"), join(folder, "sample (copy).txt"));
  writeFileSync(join(folder, "joined.txt"), "One text.<|endoftext|>Another one.<|endoftext|>");
  writeFileSync(join(folder, "old.txt"), Buffer.from("Un café d'été, écrit en Latin-1.", "latin1"));
  writeFileSync(join(folder, "empty.txt"), "");
  copyFileSync(join(root, "media/icon.png"), join(folder, "icon.png"));
}
