import { join } from "node:path";
import type { Frame, Locator } from "playwright-core";
import { root } from "./support/folders";
import type { PictureCamera } from "./pictureCamera";

const file = (name: string): string => join(root, "media/walkthrough", name);

/** A window in which a pane is as wide as a step has room for. */
const STEP = { width: 1000, height: 1310 };
const TEXT_WIDTH = 400;

/** The steps that the sample and the seeded model show. */
export async function takeSteps(camera: PictureCamera): Promise<void> {
  const { window } = camera;
  const { bench, panel } = window;
  await window.layOut(STEP, TEXT_WIDTH);
  await bench.clickBefore("letters");
  await camera.take({ file: file("tokens"), of: [panel.locator("token-pane")] });
  // Whole windows: that of the token and the one before it.
  const downTo = panel.locator('window-pane .targets [data-of-window="1"]').first();
  await camera.take({ file: file("windows"), of: [panel.locator("window-pane")], downTo });
  await camera.take({ file: file("vectors"), of: [panel.locator("vector-pane")] });
}

/** The last step: GPT-2's positions as a curve. */
export async function takePositionStep(camera: PictureCamera): Promise<void> {
  const { window } = camera;
  const { panel } = window;
  await window.layOut(STEP, TEXT_WIDTH);
  await panel.getByRole("tab", { name: "Positions" }).click();
  await panel.getByRole("tab", { name: "PCA" }).click();
  await panel.locator("position-helix canvas").first().waitFor();
  await camera.take({ file: file("positions"), of: pictureOfPositions(panel) });
}

/** The switches and the picture, without the line that tells of what the mouse points at. */
export function pictureOfPositions(panel: Frame): Locator[] {
  return [panel.locator("position-pane .switches"), panel.locator("position-pane .sides")];
}
