import type { Locator } from "playwright-core";
import type { PanelPage } from "./panelPage";

export const LONG = 3_000_000;

export const token = ({ page }: PanelPage, index: number): Locator =>
  page.locator(`[data-token="${String(index)}"]`);
export const windowHead = ({ page }: PanelPage, index: number): Locator =>
  page.locator(`[data-window="${String(index)}"]`);
export const field = ({ page }: PanelPage, name: string): Locator =>
  page.locator(`[name="${name}"]`);
export const readout = ({ page }: PanelPage): Locator => page.locator("#readout");

/** Waits for a sentence anywhere in the page. */
export const says = ({ page }: PanelPage, sentence: string | RegExp): Promise<void> =>
  page.getByText(sentence).first().waitFor();

/** Chooses how heatmaps are drawn, behind the button for it. */
export async function setOption({ page }: PanelPage, name: string, value: string): Promise<void> {
  await page.getByRole("button", { name: "Options", exact: true }).click();
  await page.locator(`picture-options select[name="${name}"]`).selectOption(value);
  await page.keyboard.press("Escape");
  await page.locator("picture-options .choices").waitFor({ state: "hidden" });
}

/** The three numbers of the readout. */
export async function sum(panel: PanelPage): Promise<number[]> {
  const text = (await panel.page.locator("#readout .sum").textContent()) ?? "";
  return text.split(/[+=]/).map((part) => Number(part.trim().replace("−", "-")));
}

/** How far the page is wider than its window, shadow roots included. CSS pixels. */
export const overflow = ({ page }: PanelPage): Promise<number> =>
  page.evaluate(() => {
    const panel = document.querySelector("tokenscope-panel");
    return (panel?.scrollWidth ?? 0) - innerWidth;
  });

/** Sum of a heatmap's pixels: another picture, another sum. */
export const picture = ({ page }: PanelPage): Promise<number> =>
  page
    .locator("heat-map canvas")
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      return data?.reduce((total, byte) => total + byte, 0) ?? 0;
    });
