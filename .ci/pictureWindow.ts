import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder, root } from "./support/folders";
import { goldenFolder, gpt2Positions } from "./support/golden";
import { until } from "./support/until";
import { WeightsServer } from "../test/support/weightsServer";
import { Workbench } from "./support/workbench";
import { makePackages } from "./makePackage";
import { ownTarget } from "./packageFiles";

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pictures are shown smaller than they are, and on sharper screens. */
const DEVICE_PIXELS = 2;

const settings = {
  "editor.wordWrap": "on",
  "editor.lineNumbers": "off",
  "editor.folding": false,
  "editor.glyphMargin": false,
  "editor.occurrencesHighlight": "off",
  "editor.overviewRulerBorder": false,
  "editor.hideCursorInOverviewRuler": true,
  "editor.scrollbar.vertical": "hidden",
  "breadcrumbs.enabled": false,
  "window.commandCenter": false,
  "window.menuBarVisibility": "hidden",
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
};

/** VS Code with the packaged extension, the sample at the left and the panel at the right of it. */
export class PictureWindow {
  constructor(
    readonly bench: Workbench,
    readonly panel: Frame,
    /** The workspace's. */
    readonly folder: string,
    private readonly weights: WeightsServer | undefined,
  ) {}

  /** Sizes the window and lets the panel have all of its width but that of the text. */
  async layOut(size: Size, textWidth: number): Promise<void> {
    const { page } = this.bench;
    await page.setViewportSize(size);
    const bar = page.locator(".monaco-workbench .statusbar");
    await until("a workbench of the window's size", async () => {
      const box = await bar.boundingBox();
      return box?.width === size.width && box.y + box.height === size.height;
    });
    const sash = page.locator(".part.editor .monaco-sash.vertical:not(.disabled)").first();
    await until("a text of the wanted width", async () => {
      const box = await sash.boundingBox();
      if (box === null) return undefined;
      const x = box.x + box.width / 2;
      if (Math.abs(x - textWidth) <= 1) return true;
      await page.mouse.move(x, size.height / 2);
      await page.mouse.down();
      await page.mouse.move(textWidth, size.height / 2, { steps: 4 });
      await page.mouse.up();
      return undefined;
    });
  }

  /** Types numbers into fields of the loader, and waits until the windows are those. */
  async setLoader(options: Readonly<Record<string, number | boolean>>): Promise<void> {
    for (const [name, value] of Object.entries(options)) {
      const field = this.panel.locator(`loader-controls [name="${name}"]`);
      if (typeof value === "boolean") {
        await field.setChecked(value);
        continue;
      }
      await field.fill(String(value));
      await field.press("Enter");
    }
  }

  /** Takes GPT-2's tables as a person does; answers false where there are none to be had. */
  async useGpt2(): Promise<boolean> {
    if (this.weights === undefined) return false;
    await this.bench.runCommand("Tokenscope: Get GPT-2 Weights");
    await this.bench.answerModal("Download");
    await this.panel.locator(".chip", { hasText: /GPT-2/ }).waitFor();
    await this.bench.runCommand("Notifications: Clear All Notifications");
    return true;
  }

  async close(): Promise<void> {
    await this.bench.close();
    await this.weights?.close();
  }
}

export async function openPictureWindow(): Promise<PictureWindow> {
  const [made] = await makePackages([ownTarget()]);
  if (made === undefined) throw new Error("There is no package to take pictures of.");
  const folder = freshFolder("sample");
  copyFileSync(join(root, "media/sample.txt"), join(folder, "sample.txt"));
  const weights = existsSync(goldenFolder)
    ? new WeightsServer(new Uint8Array(gpt2Positions().values.buffer))
    : undefined;
  await weights?.listen();
  const endpoint = weights && { "tokenscope.gpt2.endpoint": weights.endpoint };
  const bench = await Workbench.open({
    folder,
    vsix: made.file,
    deviceScaleFactor: DEVICE_PIXELS,
    settings: { ...settings, ...endpoint },
  });
  await bench.openFile("sample.txt");
  await bench.runCommand("View: Close Primary Side Bar");
  await bench.runCommand("Tokenscope: Open Visualizer");
  return new PictureWindow(bench, await bench.panel(), folder, weights);
}
