import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Locator } from "playwright-core";
import { until } from "./support/until";
import type { Theme } from "./support/workbench";
import { inFewColours } from "./fewColours";
import type { PictureWindow } from "./pictureWindow";

const THEMES: readonly [name: string, theme: Theme][] = [
  ["dark", "Dark Modern"],
  ["light", "Light Modern"],
];

/** CSS pixels beneath what a picture ends with. */
const MARGIN = 8;

export interface Shot {
  /** Path without its end: `-dark.png` and `-light.png` are put to it. */
  readonly file: string;
  /** What is seen, from the first to the last; all of the window where it is left out. */
  readonly of?: readonly Locator[];
  /** What is below this is left out. */
  readonly downTo?: Locator;
  /** Done in each theme, since the choice of a theme takes the mouse and the focus. */
  readonly before?: () => Promise<void>;
  /** Done once it is taken: a menu is closed, which a choice of a theme would wait for. */
  readonly after?: () => Promise<void>;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes a picture of the product in each theme, once nothing moves. */
export class PictureCamera {
  constructor(readonly window: PictureWindow) {}

  async take(shot: Shot): Promise<void> {
    const { bench } = this.window;
    mkdirSync(dirname(shot.file), { recursive: true });
    for (const [name, theme] of THEMES) {
      await bench.useTheme(theme);
      // Where nothing lights up under the mouse: in the middle of the status bar.
      const { width, height } = bench.page.viewportSize() ?? { width: 0, height: 0 };
      await bench.page.mouse.move(width / 2, height - 4);
      await shot.before?.();
      await this.settle();
      const clip = shot.of && (await this.clip(shot.of, shot.downTo));
      const picture = await bench.page.screenshot(clip && { clip });
      writeFileSync(`${shot.file}-${name}.png`, inFewColours(picture));
      await shot.after?.();
    }
  }

  /** Around all of them, as far as the window shows them. */
  private async clip(all: readonly Locator[], downTo?: Locator): Promise<Box> {
    const { page } = this.window.bench;
    const boxes = await Promise.all(all.map((each) => each.boundingBox()));
    const seen = boxes.filter((box) => box !== null);
    const bar = await page.locator(".monaco-workbench .statusbar").boundingBox();
    const last = downTo && (await downTo.boundingBox());
    if (seen.length < all.length || bar === null || last === null) {
      throw new Error("There is nothing to see.");
    }
    const x = Math.min(...seen.map((box) => box.x));
    const y = Math.min(...seen.map((box) => box.y));
    const right = Math.max(...seen.map((box) => box.x + box.width));
    const bottom = Math.max(...seen.map((box) => box.y + box.height));
    const end = last ? last.y + last.height + MARGIN : bottom;
    const room = page.viewportSize()?.width ?? right;
    return {
      x,
      y,
      width: Math.min(right, room) - x,
      height: Math.min(bottom, end, bar.y) - y,
    };
  }

  /** Waits until two pictures in a row are the same. */
  private async settle(): Promise<void> {
    let last = "";
    await until("a still picture", async () => {
      const now = (await this.window.bench.page.screenshot()).toString("base64");
      const still = now === last;
      last = now;
      return still;
    });
  }
}
