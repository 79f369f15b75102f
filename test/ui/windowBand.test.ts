import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

const text = `I HAD always thought Jack Gisburn rather a cheap genius--though a good fellow enough--so it was no great surprise to me to hear that, in
the height of his glory, he had dropped his painting, married a rich widow, and established himself in a villa on the Riviera.
${"It was a good fellow.\n".repeat(300)}`;

describe("The window in the editor", () => {
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    const folder = freshFolder("workspace");
    writeFileSync(join(folder, "verdict.txt"), text);
    workbench = await Workbench.open({
      folder,
      settings: { "editor.wordWrap": "on", "workbench.colorTheme": "Default Dark Modern" },
    });
    await workbench.openFile("verdict.txt");
  });

  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  /** Boxes of the lines under the text, top to bottom. CSS pixels. */
  const lines = (style: "solid" | "dashed") =>
    workbench.decorations().evaluateAll(
      (elements, wanted) =>
        elements
          .filter((element) => {
            const { borderBottomStyle, borderBottomWidth } = getComputedStyle(element);
            return borderBottomStyle === wanted && borderBottomWidth === "2px";
          })
          .map((element) => element.getBoundingClientRect().toJSON() as DOMRect),
      style,
    );

  /** Waits until so many characters have a line under them. A wrapped stretch has two boxes. */
  const band = (inputs: number, target: number) =>
    until(`a band of ${String(inputs)} and ${String(target)} characters`, async () => {
      const [solid, dashed] = [await lines("solid"), await lines("dashed")];
      const [of, to] = [widthOf(solid), widthOf(dashed)];
      const [first, next] = [solid[0], dashed[0]];
      // Boxes have whole pixels, characters have not.
      const fits = Math.abs((of * target) / to - inputs) < 0.5;
      return fits && first && next ? { solid: first, dashed: next } : undefined;
    });

  const widthOf = (boxes: readonly DOMRect[]): number =>
    boxes.reduce((sum, { width }) => sum + width, 0);

  const clickWindow = (window: number) =>
    panel.locator(`window-pane [data-window="${String(window)}"]`).click();

  it("is a line under its inputs and a dashed one under its last target", async () => {
    assert.deepEqual([await lines("solid"), await lines("dashed")], [[], []]);
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await clickWindow(1);
    // " thought Jack Gis" and "burn"
    const { solid, dashed } = await band(17, 4);
    assert.ok(Math.abs(solid.right - dashed.left) < 1.5);
    await clickWindow(2);
    // "burn rather a cheap" and " genius"
    await band(19, 7);
  });

  it("keeps to its tokens when the text is edited", async () => {
    const before = await band(19, 7);
    await workbench.clickBefore(" rather");
    let after = before;
    await workbench.type(" Burton", async () => {
      // "burn Burton rather a" and " cheap"
      after = await band(20, 6);
    });
    assert.equal(after.solid.left, before.solid.left);
  });

  it("looks right in every theme, with short and with long windows", async () => {
    for (const [theme, name] of [
      ["Light Modern", "light"],
      ["Light High Contrast", "high-contrast-light"],
      ["Dark High Contrast", "high-contrast-dark"],
      ["Dark Modern", "dark"],
    ] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`window-band-${name}`);
    }
    await panel.locator('[name="maxLength"]').fill("40");
    await until("several lines", async () => (await lines("solid")).length >= 2);
    await workbench.screenshot("window-band-long");
    await panel.locator('[name="maxLength"]').fill("1000");
    await until("many lines", async () => (await lines("solid")).length >= 10);
    await workbench.screenshot("window-band-1000");
    await panel.locator('[name="maxLength"]').fill("4");
    await until("few lines", async () => (await lines("solid")).length === 1);
  });

  it("marks a line end, which has no width", async () => {
    await panel.locator('[name="maxLength"]').fill("1");
    await panel.locator('[name="stride"]').fill("1");
    await workbench.clickBefore("the height");
    await workbench.cursor("Ln 2, Col 1");
    const end = text.indexOf("\n") + " Burton".length + 1;
    await workbench.press("ArrowLeft", `Ln 1, Col ${String(end)}`);
    await workbench.press("ArrowLeft", `Ln 1, Col ${String(end - 1)}`);
    // The input is "in", the target the line end.
    await until("mark of the line end", async () => {
      const marks = await workbench.page
        .locator('.view-line [class*="ced-"]')
        .evaluateAll((elements) =>
          elements.map((each) => getComputedStyle(each, "::after").content),
        );
      return marks.some((content) => content.includes("↵"));
    });
    await workbench.screenshot("window-band-line-end");
  });

  it("goes with the panel, and comes back with it", async () => {
    await workbench.runCommand("View: Close Editors in Other Groups");
    await until("bare text", async () => {
      return [...(await lines("solid")), ...(await lines("dashed"))].length === 0;
    });
    await workbench.clickBefore("Gisburn");
    assert.deepEqual(await lines("solid"), []);
    await workbench.runCommand("Tokenscope: Open Visualizer");
    await until("band", async () => (await lines("solid")).length > 0);
  });
});
