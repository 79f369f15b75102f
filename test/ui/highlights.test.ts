import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

const SAMPLE = `Every effort moves you forward. “Naïve” — it’s 42,000 tokenscopes’ worth.
const END = "<|endoftext|>"; // ┌──┐ 吾輩は猫である 👨‍👩‍👧 👋🏽 no-break:\u00a0here, zero:\u200bwidth
\tif (tokens.length > 1024) {
\t    return  [];


Я вас любил: любовь ещё, быть может.
`;

describe("Highlights in the workbench", () => {
  let workbench: Workbench;
  let bare: number;

  before(async () => {
    const folder = freshFolder("highlights");
    writeFileSync(join(folder, "sample.txt"), SAMPLE.repeat(20));
    workbench = await Workbench.open({
      folder,
      settings: {
        "tokenscope.highlights.whitespace": true,
        "tokenscope.highlights.pieces": true,
        "tokenscope.highlights.windows": true,
        "tokenscope.windows.stride": 8,
        "tokenscope.windows.maxLength": 8,
        "tokenscope.seeded.contextLength": 300,
        "editor.unicodeHighlight.ambiguousCharacters": false,
      },
    });
    await workbench.openFile("sample.txt");
    bare = await workbench.decorations().count();
  });

  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  const button = (title: string) =>
    workbench.page.locator(`.editor-actions [aria-label^="${title}"]`);
  const isColoured = async () => (await workbench.decorations().count()) > bare + 40;
  const isBare = async () => (await workbench.decorations().count()) <= bare;

  it("are switched by a shortcut and by the editor's button, whose icon tells which", async () => {
    await button("Show Token Highlights").waitFor();
    await workbench.clickBefore("effort");
    await workbench.pressChord("Control+k", "t", () => until("colours", isColoured));
    await button("Hide Token Highlights").click();
    await until("bare text", isBare);
    await button("Show Token Highlights").click();
    await until("colours again", isColoured);
    await button("Hide Token Highlights").waitFor();
  });

  it("look right in every theme", async () => {
    for (const [theme, name] of [
      ["Dark Modern", "dark"],
      ["Light Modern", "light"],
      ["Dark High Contrast", "high-contrast-dark"],
      ["Light High Contrast", "high-contrast-light"],
    ] as const) {
      await workbench.useTheme(theme);
      await until("colours", isColoured);
      await workbench.screenshot(`editor-highlights-${name}`);
    }
    await workbench.useTheme("Dark Modern");
  });

  it("move no text but for what has no width of its own", async () => {
    const line = workbench.page.locator(".view-line", { hasText: "Every effort" }).first();
    const widthOf = () =>
      line.evaluate((element) => element.firstElementChild!.getBoundingClientRect().width);
    const highlighted = await widthOf();
    await button("Hide Token Highlights").click();
    await until("bare text", isBare);
    const plain = await widthOf();
    await button("Show Token Highlights").click();
    await until("colours", isColoured);
    // The line end's sign stands behind the text, as wide as the machine's font for it.
    const { length } = (await line.textContent()) ?? "";
    const sign = (2 * plain) / length;
    assert.ok(highlighted - plain < sign, `${highlighted} and ${plain} pixels`);
  });

  it("come back after the window was loaded anew, at the first use", async () => {
    await workbench.reload();
    await workbench.page.locator(".monaco-editor .view-line").first().waitFor();
    assert.ok(await isBare());
    await workbench.clickBefore("effort");
    // What the manifest adds, keys among it, is there a while after the text.
    await button("Show Token Highlights").waitFor();
    await workbench.pressChord("Control+k", "t", () => until("colours", isColoured));
    await button("Hide Token Highlights").waitFor();
  });
});
