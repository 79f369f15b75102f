import type { Browser, CDPSession, Page } from "playwright-core";
import type { ModelInfo } from "../../../src/shared/values/vectors";
import type { OpenOptions, PanelPage, PanelServer } from "../../support/panelPage";
import { BOOK, readyState } from "../../support/panelStates";

/** The size that the targets name: a long document, and tables as wide as GPT-2 small's. */
export const TOKENS = 100_000;
export const CONTEXT = 1024;
export const DIMENSIONS = 768;

const INFO: ModelInfo = {
  source: "seeded",
  name: "seeded 123",
  vocabularySize: 50257,
  dimensions: DIMENSIONS,
  contextLength: CONTEXT,
  seed: 123,
};

/** The panel's page with 100,000 tokens and 768 dimensions, its windows 1,024 tokens long. */
export interface BigPage extends PanelPage {
  readonly cdp: CDPSession;
}

export async function openBigPage(
  browser: Browser,
  server: PanelServer,
  size: Pick<OpenOptions, "width" | "height"> = { width: 1280, height: 900 },
): Promise<BigPage> {
  const panel = await server.open(browser, {
    ...size,
    made: { ...BOOK, dimensions: DIMENSIONS },
    state: bigState(),
  });
  const { page } = panel;
  await page.locator("token-pane [data-token] .id").first().waitFor();
  await page.locator("window-pane [data-window]").first().waitFor();
  await page.locator("vector-pane heat-map").nth(2).waitFor();
  return { ...panel, cdp: await page.context().newCDPSession(page) };
}

/** @param key of the document; another key is another document */
export function bigState(key = "big"): ReturnType<typeof readyState> {
  const options = { maxLength: CONTEXT, stride: CONTEXT, batchSize: 8, dropLast: false };
  const state = readyState(TOKENS, {}, options);
  return {
    ...state,
    document: { ...state.document, key } as typeof state.document,
    model: { kind: "ready", info: INFO, runtime: undefined },
    positions: {
      source: "model",
      name: INFO.name,
      contextLength: CONTEXT,
      dimensions: DIMENSIONS,
    },
  };
}

/** Shows the Positions pane with one of its pictures. */
export async function showPositions(page: Page, picture: "Heatmap" | "PCA"): Promise<void> {
  await page.getByRole("tab", { name: "Positions" }).click();
  await page.getByRole("tab", { name: picture }).click();
  const shown = picture === "Heatmap" ? "position-heat heat-map" : "position-helix";
  await page.locator(shown).first().waitFor();
}

export async function showVectors(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Vectors" }).click();
  await page.locator("vector-pane heat-map").first().waitFor();
}
