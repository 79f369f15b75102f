import type { Page } from "playwright-core";
import { until } from "../../../.ci/support/until";
import { showPositions, showVectors } from "./bigPage";
import type { BigPage } from "./bigPage";
import { dragBar, middleOf, steps, wheel } from "./frameTimes";
import type { Point } from "./frameTimes";

/** Something a person does to the panel for a while, and what the empty page does meanwhile. */
export interface MotionOfPanel {
  readonly name: string;
  /** Brings the page to where the motion begins; answers false where this build cannot do it. */
  readonly prepare: (panel: BigPage) => Promise<unknown>;
  readonly move: (panel: BigPage, round: number) => Promise<unknown>;
}

/** CSS pixels a second: a hasty wheel, some 50 rows or 60 columns. */
const SPEED = 2000;
const TOKEN_SCROLLER = "token-pane .scroller";
const WINDOW_SCROLLER = "window-pane .scroller";
const VECTOR_SCROLLER = "vector-pane .scroller";
const HEATMAP = "position-heat heat-map";
const HELIX = "position-helix .space";

export const motions: readonly MotionOfPanel[] = [
  {
    name: "Tokens pane by the wheel",
    prepare: ({ page }) => showVectors(page),
    move: async ({ page, cdp }) =>
      wheel(cdp, await middleOf(page, TOKEN_SCROLLER), { down: SPEED }),
  },
  {
    name: "Tokens pane by its bar, 100,000 tokens in 1.5 s",
    prepare: ({ page }) => showVectors(page),
    move: ({ page }) => dragBar(page, TOKEN_SCROLLER),
  },
  {
    name: "Windows pane sideways by the wheel",
    prepare: ({ page }) => showVectors(page),
    move: async ({ page, cdp }, round) =>
      wheel(cdp, await middleOf(page, WINDOW_SCROLLER), {
        right: round % 2 === 0 ? SPEED : -SPEED,
      }),
  },
  {
    name: "Vectors pane by the wheel",
    prepare: ({ page }) => showVectors(page),
    move: async ({ page, cdp }, round) =>
      wheel(cdp, await middleOf(page, VECTOR_SCROLLER), { down: round % 2 === 0 ? SPEED : -SPEED }),
  },
  {
    name: "crosshair in the Vectors pane by the mouse",
    prepare: ({ page }) => showVectors(page),
    move: async ({ page }) => circle(page, await middleOf(page, "vector-pane heat-map"), 40, 400),
  },
  {
    name: "crosshair in the Vectors pane by the keys, down",
    prepare: async ({ page }) => {
      await showVectors(page);
      await page.locator(VECTOR_SCROLLER).focus();
      await page.keyboard.press("Control+Home");
    },
    move: ({ page }, round) =>
      steps(() => page.keyboard.press(round % 2 === 0 ? "ArrowDown" : "ArrowUp")),
  },
  {
    name: "crosshair in the position table by the mouse",
    prepare: ({ page }) => showPositions(page, "Heatmap"),
    move: async ({ page }) => circle(page, await middleOf(page, HEATMAP), 100, 400),
  },
  {
    name: "zoom of the position table, Ctrl and the wheel",
    prepare: async ({ page }) => {
      await showPositions(page, "Heatmap");
      return zooms(page);
    },
    move: async ({ page }) => {
      const { x, y } = await middleOf(page, HEATMAP);
      await page.mouse.move(x, y);
      await page.keyboard.down("Control");
      // In for a while and out again.
      await steps((at) => page.mouse.wheel(0, Math.floor(at / 12) % 2 === 0 ? -60 : 60));
      await page.keyboard.up("Control");
    },
  },
  {
    name: "helix turned by the mouse",
    prepare: ({ page }) => showPositions(page, "PCA"),
    move: async ({ page }) => {
      const at = await middleOf(page, HELIX);
      await page.mouse.move(at.x, at.y);
      await page.mouse.down();
      await circle(page, at, 60, 120);
      await page.mouse.up();
    },
  },
  {
    name: "helix turned by the keys",
    prepare: async ({ page }) => {
      await showPositions(page, "PCA");
      await page.locator("position-helix .scroller").focus();
    },
    move: ({ page }) => steps(() => page.keyboard.press("ArrowRight")),
  },
];

/** Moves the mouse around a point, with these half axes. */
async function circle(page: Page, at: Point, high: number, wide: number): Promise<void> {
  await steps((step) =>
    page.mouse.move(at.x + wide * Math.sin(step / 40), at.y + high * Math.cos(step / 40)),
  );
}

/** Whether a key makes the heatmap show something else, nearer. */
async function zooms(page: Page): Promise<boolean> {
  const pixels = (): Promise<string> =>
    page
      .locator(`${HEATMAP} canvas`)
      .first()
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const whole = await pixels();
  await page.locator("position-heat .scroller").first().focus();
  await page.keyboard.press("+");
  const nearer = await until("other picture", async () => (await pixels()) !== whole, 1000).then(
    () => true,
    () => false,
  );
  await page.keyboard.press("0");
  return nearer;
}
