import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { freshFolder, root } from "../test/support/folders";
import { main } from "../test/support/main";
import { until } from "../test/support/until";
import { Workbench, type Theme } from "../test/support/workbench";
import { goldenFolder } from "../test/support/golden";
import { WeightsServer } from "../test/support/weightsServer";
import { makePackages } from "./makePackage";
import { ownTarget } from "./packageFiles";
import { STEP_VIEWPORT, takePositions, takeSteps, WALKTHROUGH } from "./walkthroughPictures";

const PICTURES = join(root, "docs/pictures");
const THEMES: readonly [name: string, theme: Theme][] = [
  ["dark", "Dark Modern"],
  ["light", "Light Modern"],
];

/** Milliseconds that a busy machine may take for 157 MB that come from itself. */
const FETCHED = 180_000;

/**
 * Remakes every picture of the README and the walkthrough from the product itself. GPT-2's positions
 * come from the golden data; where there is none, their picture stays as it is. The machine's fonts show: Debian's
 * `fonts-noto-core`, `fonts-noto-cjk` and `fonts-noto-color-emoji` have all that the sample needs.
 */
async function makePictures(): Promise<void> {
  const [made] = await makePackages([ownTarget()]);
  const vsix = made?.file ?? "";
  mkdirSync(PICTURES, { recursive: true });
  const folder = freshFolder("sample");
  copyFileSync(join(root, "media/sample.txt"), join(folder, "sample.txt"));
  const weights = existsSync(goldenFolder) ? new WeightsServer() : undefined;
  await weights?.listen();
  const bench = await Workbench.open({
    folder,
    vsix,
    viewport: { width: 1500, height: 940 },
    settings: {
      "editor.wordWrap": "on",
      "workbench.sideBar.location": "right",
      "workbench.activityBar.location": "hidden",
      "breadcrumbs.enabled": false,
      "editor.overviewRulerBorder": false,
      ...(weights && { "tokenscope.gpt2.endpoint": weights.endpoint }),
    },
  });
  try {
    await bench.openFile("sample.txt");
    await bench.runCommand("View: Close Primary Side Bar");
    await bench.runCommand("Tokenscope: Toggle Token Highlights");
    await bench.runCommand("Tokenscope: Open Visualizer");
    const panel = await bench.panel();
    await bench.clickBefore("letters");
    await panel.locator('[data-token][aria-selected="true"]').first().waitFor();
    for (const [name, theme] of THEMES) {
      await bench.useTheme(theme);
      await panel.locator("vector-pane canvas").first().waitFor();
      // Where nothing lights up under it.
      await bench.page.mouse.move(400, 700);
      await settle(bench.page);
      await bench.page.screenshot({ path: join(PICTURES, `visualizer-${name}.png`) });
      const hover = await bench.hover("encoder");
      await hover.locator("img").first().waitFor();
      const box = await hover.boundingBox();
      if (box === null) throw new Error("The hover went away before its picture was taken.");
      const clip = {
        x: box.x - 12,
        y: box.y - 12,
        width: box.width + 24,
        height: box.height + 24,
      };
      await bench.page.screenshot({ path: join(PICTURES, `hover-${name}.png`), clip });
    }
    await bench.page.setViewportSize(STEP_VIEWPORT);
    for (const [name, theme] of THEMES) {
      await bench.useTheme(theme);
      await bench.page.mouse.move(400, 700);
      await settle(bench.page);
      await takeSteps(bench, panel, name);
    }
    if (weights === undefined) console.log("There is no golden data for GPT-2's positions.");
    else await makePositions(bench, panel);
  } finally {
    await bench.close();
    await weights?.close();
  }
}

/** GPT-2's positions as a curve: the walkthrough's last step. */
async function makePositions(bench: Workbench, panel: Frame): Promise<void> {
  await bench.runCommand("Tokenscope: Get GPT-2 Weights");
  await bench.answerModal("Download");
  await panel.locator(".chip", { hasText: /GPT-2/ }).waitFor({ timeout: FETCHED });
  await bench.runCommand("Notifications: Clear All Notifications");
  await panel.getByRole("tab", { name: "Positions" }).click();
  await panel.getByRole("tab", { name: "PCA" }).click();
  await panel.locator("position-helix canvas").first().waitFor();
  for (const [name, theme] of THEMES) {
    await bench.useTheme(theme);
    await bench.page.mouse.move(400, 700);
    await settle(bench.page);
    await takePositions(bench, panel, name);
  }
}

/** Waits until two pictures in a row are the same. */
async function settle(page: Page): Promise<void> {
  let last = "";
  await until("a still picture", async () => {
    const now = (await page.screenshot()).toString("base64");
    const still = now === last;
    last = now;
    return still;
  });
}

main(async () => {
  await makePictures();
  console.log(`The pictures are in ${PICTURES} and ${WALKTHROUGH}`);
  return 0;
});
