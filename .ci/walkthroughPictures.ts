import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Locator } from "playwright-core";
import { root } from "../test/support/folders";
import type { Workbench } from "../test/support/workbench";

export const WALKTHROUGH = join(root, "media/walkthrough");

/** CSS pixels of a window in which a pane is as wide as a step has room for. */
export const STEP_VIEWPORT = { width: 1260, height: 1080 };
/** CSS pixels: what a tall pane has below this is left out. */
const MOST_HEIGHT = 400;

/** Takes the pictures of the steps that the sample and the seeded model show. */
export async function takeSteps(bench: Workbench, panel: Frame, theme: string): Promise<void> {
  await take(bench, panel.locator("token-pane"), `tokens-${theme}`);
  await take(bench, panel.locator("window-pane"), `windows-${theme}`);
  await take(bench, panel.locator("vector-pane"), `vectors-${theme}`);
}

/** Takes the picture of the step that shows a curve of positions. */
export async function takePositions(bench: Workbench, panel: Frame, theme: string): Promise<void> {
  await take(bench, panel.locator("position-pane"), `positions-${theme}`);
}

async function take({ page }: Workbench, pane: Locator, name: string): Promise<void> {
  mkdirSync(WALKTHROUGH, { recursive: true });
  const box = await pane.boundingBox();
  const bar = await page.locator(".monaco-workbench .statusbar").boundingBox();
  if (box === null || bar === null) throw new Error(`There is nothing to see for ${name}.`);
  // A pane that scrolls goes on below what the window shows of it.
  const height = Math.min(box.height, MOST_HEIGHT, bar.y - box.y);
  await page.screenshot({ path: join(WALKTHROUGH, `${name}.png`), clip: { ...box, height } });
}
