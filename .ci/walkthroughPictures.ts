import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Locator } from "playwright-core";
import { root } from "../test/support/folders";
import type { Workbench } from "../test/support/workbench";

export const WALKTHROUGH = join(root, "media/walkthrough");

/** CSS pixels of the largest part of a pane that a picture shows: as much as a step has room for. */
const MOST = { width: 620, height: 380 };

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
  if (box === null) throw new Error(`There is nothing to see for ${name}.`);
  const { x, y } = box;
  const clip = {
    x,
    y,
    width: Math.min(box.width, MOST.width),
    height: Math.min(box.height, MOST.height),
  };
  await page.screenshot({ path: join(WALKTHROUGH, `${name}.png`), clip });
}
