import { join } from "node:path";
import { root } from "./support/folders";
import type { PictureCamera } from "./pictureCamera";
import { pictureOfPositions } from "./walkthroughPictures";

const file = (name: string): string => join(root, "docs/pictures", name);

/** A window whose panel has its panes side by side. */
const WHOLE = { width: 1280, height: 920 };
/** One whose panel has room for a detail or for two pictures of positions. */
const TALL = { width: 1280, height: 1100 };
const TEXT_WIDTH = 400;

/** All of the product: the text, its tokens and windows, and what enters the model. */
export async function takeVisualizer(camera: PictureCamera): Promise<void> {
  const { window } = camera;
  const { bench, panel } = window;
  await window.layOut(WHOLE, TEXT_WIDTH);
  await bench.runCommand("Tokenscope: Toggle Token Highlights");
  await bench.clickBefore("letters");
  await panel.locator('[data-token][aria-selected="true"]').first().waitFor();
  await panel.locator("vector-pane canvas").first().waitFor();
  await camera.take({ file: file("visualizer") });
}

/** What a stride beyond `max_length` skips. */
export async function takeLostTokens(camera: PictureCamera): Promise<void> {
  const { window } = camera;
  const { panel } = window;
  await window.layOut(WHOLE, TEXT_WIDTH);
  await window.setLoader({ stride: 7 });
  const skips = panel.locator("coverage-strip", { hasText: "stride 7 skips" });
  await skips.waitFor();
  const of = [panel.locator("loader-controls"), panel.locator("coverage-strip")];
  await camera.take({ file: file("lost-tokens"), of });
  await window.setLoader({ stride: 4 });
  await skips.waitFor({ state: "hidden" });
}

/** The places of one token, with one token vector and several positions. */
export async function takeSameToken(camera: PictureCamera): Promise<void> {
  const { window } = camera;
  const { bench, panel } = window;
  await window.layOut(TALL, TEXT_WIDTH);
  await bench.clickBefore("and its");
  const open = panel.locator('[data-detail="sameToken"]');
  await open.click();
  await panel.locator("same-token-list [data-row]").first().waitFor();
  await camera.take({ file: file("same-token"), of: [panel.locator("section.pictures")] });
  await open.click();
}

/** GPT-2's positions as a curve, beside the same rows shuffled. */
export async function takePositions(camera: PictureCamera): Promise<void> {
  const { window } = camera;
  const { panel } = window;
  await window.layOut(TALL, TEXT_WIDTH);
  await panel.getByRole("tab", { name: "Positions" }).click();
  await panel.locator('position-pane [name="baseline"]').click();
  await panel.getByRole("tab", { name: "PCA" }).click();
  await panel.locator("position-helix canvas").nth(1).waitFor();
  await camera.take({ file: file("positions"), of: pictureOfPositions(panel) });
}
