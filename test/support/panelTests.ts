import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../.ci/support/browser";
import { servePanel, type OpenOptions, type PanelPage, type PanelServer } from "./panelPage";
import { until } from "../../.ci/support/until";

/** Where page tests put their screenshots. */
export const SCREENSHOTS = "out/screenshots";

let browser: Browser;
let server: PanelServer;

/** Gives the suite that calls this a browser and a server of the page, for `withPanel`. */
export function panelTests(): void {
  before(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    [browser, server] = await Promise.all([launchBrowser(), servePanel()]);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });
}

/** Opens the page, does what the test says, and asserts that nothing went wrong unseen. */
export async function withPanel(
  options: OpenOptions,
  test: (panel: PanelPage) => Promise<void>,
): Promise<void> {
  await withForeignCode(options, async (panel) => {
    await test(panel);
    assert.deepEqual(panel.errors, []);
    assert.deepEqual(await panel.page.evaluate(() => fakeHost.violations), []);
  });
}

/** As `withPanel`, for a test that brings code into the page which the page's policy complains of. */
export async function withForeignCode(
  options: OpenOptions,
  test: (panel: PanelPage) => Promise<void>,
): Promise<void> {
  const panel = await server.open(browser, options);
  try {
    await test(panel);
  } finally {
    await panel.close();
  }
}

/** Arguments of the last call of a method, once there are `count`. */
export async function lastCall(
  panel: PanelPage,
  method: Parameters<PanelPage["calls"]>[0],
  count = 1,
): Promise<readonly unknown[]> {
  const calls = await until(`${String(count)} calls of ${method}`, async () => {
    const found = await panel.calls(method);
    return found.length >= count ? found : undefined;
  });
  return calls.at(-1)?.args ?? [];
}
