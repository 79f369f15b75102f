import { join } from "node:path";
import { freshFolder, root } from "./support/folders";
import { useModelFile } from "./support/modelFileDialog";
import type { PictureCamera } from "./pictureCamera";
import { trainSample } from "./training/trainedSample";

const file = (name: string): string => join(root, "docs/pictures", name);

/** A laptop's window. */
const LAPTOP = { width: 1366, height: 768 };
/** So that the menu leaves all of the text to be seen. */
const NARROW_TEXT = 376;
const TEXT_WIDTH = 480;

/**
 * What surprises a small GPT that knows the sample by heart: a word that another one stands in place
 * of. The text in its colours, beside the legend, and what was expected there.
 */
export async function takeSurprisal(camera: PictureCamera): Promise<void> {
  const { window } = camera;
  const { bench, panel } = window;
  const { page } = bench;
  const { path } = trainSample(freshFolder("sample-gpt"));
  await useModelFile(bench, path);
  await panel.locator(".chip", { hasText: "sample-gpt" }).waitFor();
  await bench.runCommand("Notifications: Clear All Notifications");
  await window.layOut(LAPTOP, TEXT_WIDTH);
  await window.setLoader({ maxLength: 32, stride: 32, dropLast: false });
  await panel.getByRole("tab", { name: "Predictions" }).click();
  await bench.clickBefore("letters");
  await bench.press("ControlOrMeta+Delete", "Ln 1, Col 18");
  await bench.type("colors", () => bench.cursor("Ln 1, Col 24"));
  await bench.runCommand("Tokenscope: Color Tokens by Surprisal");
  await bench.clickBefore("sees colors");
  await panel.locator('next-tokens .row.chosen[data-row="4"]').waitFor();
  await camera.take({ file: file("surprisal-predictions") });
  await window.layOut(LAPTOP, NARROW_TEXT);
  const menu = page.locator(".quick-input-widget");
  await camera.take({
    file: file("surprisal"),
    before: async () => {
      await bench.runCommand("Tokenscope: Show Menu");
      await menu.getByText("Color Tokens by Surprisal").waitFor();
    },
    after: async () => {
      await page.keyboard.press("Escape");
      await menu.waitFor({ state: "hidden" });
    },
  });
  await bench.runCommand("Tokenscope: Color Tokens by Surprisal");
  await bench.focusText();
  await bench.runCommand("Undo");
  await window.setLoader({ stride: 4, maxLength: 4 });
  await panel.getByRole("tab", { name: "Vectors" }).click();
}
