import type { CDPSession, Page } from "playwright-core";
import { launchBrowser } from "../../../.ci/support/browser";
import type { PanelServer } from "../../support/panelPage";
import { head, row } from "../timing";
import { bigState, openBigPage, showPositions, showVectors } from "./bigPage";
import type { BigPage } from "./bigPage";

/** A person who never rests: a step every second, every tenth of them a switch. */
const STEPS_AN_HOUR = 3600;
const SWITCH_EVERY = 10;
/** In the first the page comes to what it keeps; in the second nothing may be added any more. */
const HOURS = 2;
const POINTS_AN_HOUR = 12;
const MEGABYTE = 1e6;
/** Share of the page's memory that the last hour may add by its slope. */
const TARGET = 0.02;

/** Taken when what nobody holds has been collected. */
interface Point {
  readonly steps: number;
  /** Megabytes of the heap, and of typed arrays beside it. */
  readonly heap: number;
  readonly buffers: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Scrolls and switches for hours' worth of steps, as fast as the page goes. */
export async function memory(server: PanelServer): Promise<void> {
  // Frames come as fast as they are made, not sixty a second.
  const browser = await launchBrowser(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
  const panel = await openBigPage(browser, server);
  const points = [await pointAt(panel, 0)];
  const pace = STEPS_AN_HOUR / POINTS_AN_HOUR;
  const begin = performance.now();
  for (let at = 1; at <= HOURS * POINTS_AN_HOUR; at++) {
    for (let step = 0; step < pace; step += SWITCH_EVERY) {
      await scroll(panel.page, (at - 1) * pace + step, SWITCH_EVERY - 1);
      await switches[(step / SWITCH_EVERY) % switches.length]?.(panel, at * pace + step);
    }
    points.push(await pointAt(panel, at * pace));
  }
  const minutes = (performance.now() - begin) / 60_000;
  print(points, minutes);
  await browser.close();
}

/** Scrolls the panes of the document, each step to another place and a frame long. */
async function scroll(page: Page, from: number, count: number): Promise<void> {
  await page.evaluate(
    async ({ from, count }) => {
      const root = document.querySelector("tokenscope-panel")?.shadowRoot;
      const scrollers = ["token-pane", "window-pane", "vector-pane"].map((name) =>
        root?.querySelector(name)?.shadowRoot?.querySelector(".scroller"),
      );
      // What the fake host keeps is not the page's.
      fakeHost.calls.length = 0;
      for (let step = from; step < from + count; step++) {
        const scroller = scrollers[step % scrollers.length];
        const place = ((step * 0.618) % 1) * (scroller?.scrollHeight ?? 0);
        scroller?.scrollTo((place * 7) % (scroller.scrollWidth || 1), place);
        await new Promise(requestAnimationFrame);
      }
    },
    { from, count },
  );
}

/** What a person switches. The last brings back what is looked at when memory is taken. */
const switches: readonly ((panel: BigPage, step: number) => Promise<unknown>)[] = [
  ({ page }, step) => choose(page, step),
  ({ page }) => page.getByRole("button", { name: "Next window" }).click(),
  ({ page }) => theme(page, "vscode-light"),
  ({ page }) => showPositions(page, "Heatmap"),
  ({ page }) => showPositions(page, "PCA"),
  ({ page }) => theme(page, "vscode-dark"),
  ({ page }) => showVectors(page),
  ({ page }) => page.getByRole("button", { name: "Nearest tokens", exact: true }).click(),
  ({ page }) => page.getByRole("button", { name: "Nearest tokens", exact: true }).click(),
  // Another document, and then another.
  (panel, step) => panel.show(bigState(`document ${step}`)),
];

async function choose(page: Page, step: number): Promise<void> {
  const cells = page.locator("token-pane [data-token]");
  await cells.nth(step % 40).dispatchEvent("click");
}

async function theme(page: Page, name: string): Promise<void> {
  await page.evaluate((theme) => (document.body.className = theme), name);
}

async function pointAt({ page, cdp }: BigPage, steps: number): Promise<Point> {
  await page.evaluate(async () => {
    const root = document.querySelector("tokenscope-panel")?.shadowRoot;
    for (const name of ["token-pane", "window-pane", "vector-pane"]) {
      root?.querySelector(name)?.shadowRoot?.querySelector(".scroller")?.scrollTo(0, 0);
    }
    // Answers come, and bars come to rest.
    await new Promise((resolve) => setTimeout(resolve, 500));
    fakeHost.calls.length = 0;
  });
  // The first collection lets go of what the second one frees.
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = NaN } = await heapOf(cdp);
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  return {
    steps,
    heap: usedSize / MEGABYTE,
    buffers: backingStorageSize / MEGABYTE,
    nodes,
    listeners: jsEventListeners,
  };
}

/** Newer browsers tell the typed arrays too, which playwright's types do not know yet. */
async function heapOf(cdp: CDPSession): Promise<{ usedSize: number; backingStorageSize?: number }> {
  return cdp.send("Runtime.getHeapUsage");
}

function print(points: readonly Point[], minutes: number): void {
  head(
    `Memory of the page in ${(HOURS * STEPS_AN_HOUR).toLocaleString("en")} steps of scrolling and switching, ${HOURS} hours' worth ` +
      `at one a second, done in ${minutes.toFixed(1)} minutes; after a forced collection:`,
    ...["steps", "heap, MB", "typed arrays, MB", "DOM nodes", "listeners"],
  );
  for (const { steps, heap, buffers, nodes, listeners } of points) {
    row(
      steps.toLocaleString("en"),
      heap.toFixed(2),
      buffers.toFixed(2),
      nodes.toLocaleString("en"),
      listeners.toLocaleString("en"),
    );
  }
  head(
    "Slopes of the last hour:",
    ...["of", "at its middle", "change in an hour", `target: at most ${100 * TARGET} % more`],
  );
  const last = points.slice(-POINTS_AN_HOUR - 1);
  for (const [name, value] of [
    ["heap, MB", (point: Point) => point.heap],
    ["typed arrays, MB", (point: Point) => point.buffers],
    ["DOM nodes", (point: Point) => point.nodes],
    ["listeners", (point: Point) => point.listeners],
  ] as const) {
    const { slope, middle } = fit(last.map((point) => [point.steps, value(point)]));
    const change = slope * STEPS_AN_HOUR;
    const verdict = change <= TARGET * middle ? "met" : "missed";
    row(
      name,
      middle.toFixed(2),
      change.toFixed(2),
      `${((100 * change) / middle).toFixed(1)} %: ${verdict}`,
    );
  }
}

/** The line of least squares through the points. */
function fit(points: readonly (readonly [number, number])[]): { slope: number; middle: number } {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(([at]) => at));
  const middle = mean(points.map(([, value]) => value));
  const over = mean(points.map(([at, value]) => (at - x) * (value - middle)));
  return { slope: over / mean(points.map(([at]) => (at - x) ** 2)), middle };
}
