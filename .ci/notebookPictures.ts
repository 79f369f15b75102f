import { join } from "node:path";
import { root } from "./support/folders";
import type { PictureCamera } from "./pictureCamera";

const file = (name: string): string => join(root, "docs/notebook", name);

/** A window whose panel has its panes below each other, as wide as a page. */
const PAGE = { width: 1180, height: 1310 };
/** One whose panel has room for two pictures side by side, or for a detail beside the heatmaps. */
const WIDE = { width: 1640, height: 1000 };
/** One whose pictures lie beneath everything else, in all of the panel's width. */
const BROAD = { width: 1580, height: 860 };
const TEXT_WIDTH = 400;

/** The pictures of `docs/notebook.md` that the sample shows: loader, batch, vectors, positions. */
export async function takeNotebook(camera: PictureCamera): Promise<void> {
  const { window } = camera;
  const { bench, panel } = window;
  await window.layOut(PAGE, TEXT_WIDTH);
  await bench.clickBefore("letters");
  const chapter = panel.locator("loader-controls .chapter button");
  await chapter.nth(1).click();
  await panel.locator('loader-controls .chapter button[aria-pressed="true"]').waitFor();
  await camera.take({ file: file("loader"), of: [panel.locator("loader-controls")] });
  const downTo = panel.locator('window-pane .targets [data-of-window="1"]').first();
  await camera.take({ file: file("windows"), of: [panel.locator("window-pane")], downTo });
  await window.layOut(WIDE, TEXT_WIDTH);
  const stack = panel.locator('[data-detail="batch"]');
  await stack.click();
  await panel.locator("batch-stack").waitFor();
  await camera.take({ file: file("batch"), of: [panel.locator("section.pictures")] });
  await stack.click();
  await window.layOut(PAGE, TEXT_WIDTH);
  const menu = panel.getByRole("menu");
  await camera.take({
    file: file("copy"),
    of: [panel.locator("vector-pane")],
    before: async () => {
      if (!(await menu.isVisible())) {
        await panel.getByRole("button", { name: "Copy, save… Token vectors" }).click();
      }
      await menu.getByRole("menuitem", { name: "Copy as PyTorch" }).hover();
    },
  });
  await bench.page.keyboard.press("Escape");
  await window.layOut(BROAD, TEXT_WIDTH);
  await panel.getByRole("tab", { name: "Positions" }).click();
  await panel.locator('position-pane [name="compared"]').selectOption("sinusoidal");
  await panel.getByRole("button", { name: "Example", exact: true }).click();
  await panel.locator("position-pane .kind table").nth(1).waitFor();
  await camera.take({ file: file("positions"), of: [panel.locator("section.pictures")] });
  await panel.getByRole("button", { name: "Example", exact: true }).click();
  await panel.locator('position-pane [name="compared"]').selectOption("");
  await panel.getByRole("tab", { name: "Vectors" }).click();
}

/** The toy layer, whose document covers the sample: the last of all. */
export async function takeToyLayer(camera: PictureCamera): Promise<void> {
  const { window } = camera;
  const { bench } = window;
  await window.layOut(PAGE, TEXT_WIDTH);
  // So that it opens at the left, and the panel stays where it is.
  await bench.clickBefore("letters");
  await bench.runCommand("Tokenscope: Open the Toy Example");
  const panel = await bench.panel();
  await panel.locator("layer-pane .value").first().waitFor();
  const downTo = panel.getByRole("button", { name: "Vocabulary and width…" });
  await camera.take({ file: file("toy"), of: [panel.locator("layer-pane")], downTo });
}
