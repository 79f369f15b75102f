import type { Browser, Page } from "playwright-core";
import type { PanelServer } from "../../support/panelPage";
import { head, median, row } from "../timing";
import { CONTEXT, DIMENSIONS, openBigPage, showPositions } from "./bigPage";

const ROUNDS = 40;
/** Times a bare putImageData of the same size. */
const TARGET = 3;

/** Milliseconds of each, medians of many by turns. */
interface Painted {
  readonly width: number;
  readonly height: number;
  readonly limit: number;
  readonly palette: number;
  readonly bare: number;
}

/**
 * Times another limit and another palette for the position table, [1,024, 768] in as many device
 * pixels, in its place in the page, against one bare putImageData of that size.
 */
export async function painting(browser: Browser, server: PanelServer): Promise<void> {
  const panel = await openBigPage(browser, server, { width: 1500, height: 1500 });
  await showPositions(panel.page, "Heatmap");
  await fitCanvas(panel.page, DIMENSIONS, CONTEXT);
  const { width, height, limit, palette, bare } = await recolour(panel.page);
  head(
    `The position table, ${CONTEXT.toLocaleString("en")} × ${DIMENSIONS} cells, recoloured and ` +
      `painted on ${height.toLocaleString("en")} × ${width} pixels, medians of ${ROUNDS} by turns:`,
    ...["change", "ms", "one bare putImageData, ms", `target: at most ${TARGET} times`],
  );
  for (const [name, time] of [
    ["another limit", limit],
    ["another palette", palette],
  ] as const) {
    const verdict = time <= TARGET * bare ? "met" : "missed";
    const [own, plain] = [time, bare].map((each) => each.toFixed(2));
    row(name, own ?? "", plain ?? "", `${(time / bare).toFixed(2)} times: ${verdict}`);
  }
  await panel.close();
}

/** Sizes the window so that the picture's canvas has these device pixels. */
async function fitCanvas(page: Page, width: number, height: number): Promise<void> {
  const canvas = page.locator("position-heat heat-map canvas").first();
  for (let attempt = 0; attempt < 8; attempt++) {
    const size = await canvas.evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      return { width, height };
    });
    if (size.width === width && size.height === height) return;
    const viewport = page.viewportSize() ?? size;
    await page.setViewportSize({
      width: viewport.width + width - size.width,
      // The panes above share the window's height with the picture.
      height: viewport.height + Math.ceil((height - size.height) * (attempt < 4 ? 1.5 : 1)),
    });
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }
}

/** All that this benchmark knows of how a heatmap is painted: what is set, and when it is done. */
async function recolour(page: Page): Promise<Painted> {
  const times = await page
    .locator("position-heat heat-map")
    .first()
    .evaluate(async (element, rounds) => {
      interface Palette {
        readonly colours: Uint32Array;
      }
      const map = element as HTMLElement & {
        limit: { readonly limit: number; readonly each: unknown };
        palette: Palette;
        readonly updateComplete: Promise<unknown>;
      };
      const own = map.shadowRoot?.querySelector("canvas");
      const target = own?.getContext("2d");
      if (!own || !target) throw new Error("The heatmap has no canvas.");
      const { width, height } = own;
      const bare = document.body.appendChild(document.createElement("canvas"));
      bare.style.cssText = "position: fixed; top: 0; left: 0; pointer-events: none";
      bare.width = width;
      bare.height = height;
      const context = bare.getContext("2d");
      if (context === null) throw new Error("There is no canvas to be had.");
      const image = context.createImageData(width, height);
      // A picture of its own: what is of one colour everywhere might be drawn faster.
      image.data.set(target.getImageData(0, 0, width, height).data);
      const pixel = document.createElement("canvas");
      pixel.width = pixel.height = 1;
      const taker = pixel.getContext("2d", { willReadFrequently: true });
      if (taker === null) throw new Error("There is no canvas to be had.");
      /** Whatever of a picture was only noted down is drawn by then. */
      const flush = (canvas: HTMLCanvasElement): void => {
        taker.drawImage(canvas, 0, 0, 1, 1, 0, 0, 1, 1);
        taker.getImageData(0, 0, 1, 1);
      };
      const rest = async (): Promise<void> => {
        await new Promise(requestAnimationFrame);
        await new Promise((resolve) => setTimeout(resolve));
      };
      const ask = globalThis.requestAnimationFrame;
      let frames = 0;
      /** From the change until its picture is in the canvas, which need not wait for a frame. */
      const timed = async (change: () => void): Promise<number> => {
        await rest();
        frames = 0;
        const painted = new Promise<void>((resolve) => {
          globalThis.requestAnimationFrame = (paint) => {
            frames++;
            queueMicrotask(() => {
              paint(performance.now());
              resolve();
            });
            return frames;
          };
        });
        const start = performance.now();
        change();
        await painted;
        flush(own);
        const end = performance.now();
        globalThis.requestAnimationFrame = ask;
        if (frames !== 1) throw new Error(`The heatmap painted itself ${String(frames)} times.`);
        return end - start;
      };
      const { limit: first, palette } = map;
      const limits = [first, { ...first, limit: first.limit * 0.8 }];
      // Minus is plus: another colour nearly everywhere.
      const palettes = [palette, { ...palette, colours: palette.colours.slice().reverse() }];
      const picture = (): string => target.getImageData(0, 0, width, height).data.join();
      const pictures = [picture()];
      const taken = { limit: [] as number[], palette: [] as number[], bare: [] as number[] };
      for (let round = 0; round < rounds + 4; round++) {
        const limit = await timed(() => (map.limit = limits[(round + 1) % 2] ?? first));
        if (round === 0) pictures.push(picture());
        await rest();
        const start = performance.now();
        context.putImageData(image, 0, 0);
        flush(bare);
        const plain = performance.now() - start;
        const other = await timed(() => (map.palette = palettes[(round + 1) % 2] ?? palette));
        if (round === 0) pictures.push(picture());
        // The first rounds warm up.
        if (round < 4) continue;
        taken.limit.push(limit);
        taken.palette.push(other);
        taken.bare.push(plain);
      }
      if (new Set(pictures).size !== 3) throw new Error("The heatmap did not change its colours.");
      bare.remove();
      return { width, height, ...taken };
    }, ROUNDS);
  const { width, height, limit, palette, bare } = times;
  return { width, height, limit: median(limit), palette: median(palette), bare: median(bare) };
}
