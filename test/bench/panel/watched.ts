import type { Frame } from "playwright-core";
import { until } from "../../../.ci/support/until";
import { Workbench, type WorkbenchOptions } from "../../../.ci/support/workbench";
import { installWatch, type Watch } from "./watch";

const FIRST_GROUP = "View: Focus First Editor Group";

/** Opens VS Code with the watch in its window and in every webview, and a file of the folder. */
export async function watchedWorkbench(
  options: Omit<WorkbenchOptions, "script">,
  file: string,
): Promise<Workbench> {
  // The bundler may name functions through a helper of its own, which the page has not.
  const script = `{const __name = (f) => f;(${installWatch.toString()})();}`;
  const workbench = await Workbench.open({ ...options, script });
  await workbench.openFile(file);
  return workbench;
}

export interface Opened {
  readonly panel: Frame;
  /** Milliseconds from the click on the command until then. */
  readonly page: number;
  readonly script: number;
  readonly tokens: number;
  readonly heatmap: number;
}

/** Opens the visualizer by its command and waits for tokens and heatmap to be painted. */
export async function openPanel(workbench: Workbench): Promise<Opened> {
  await workbench.runCommand("Tokenscope: Open Visualizer");
  return painted(workbench, await workbench.page.evaluate(() => watch.input));
}

/** Loads VS Code's window anew, which restores the visualizer; times are from its navigation on. */
export async function restorePanel(workbench: Workbench): Promise<Opened> {
  await reload(workbench);
  return painted(workbench, await workbench.page.evaluate(() => performance.timeOrigin));
}

async function painted(workbench: Workbench, input: number): Promise<Opened> {
  const panel = await workbench.panel();
  const seen = await until("painted panel", () =>
    panel.evaluate(() => {
      const { page, script = 0, tokens = 0, heatmap = 0 } = watch satisfies Watch;
      return tokens > 0 && heatmap > 0 ? { page, script, tokens, heatmap } : undefined;
    }),
  );
  const since = (time: number): number => time - input;
  return {
    panel,
    page: since(seen.page),
    script: since(seen.script),
    tokens: since(seen.tokens),
    heatmap: since(seen.heatmap),
  };
}

/** Closes the visualizer, the one editor that is not in the first group. */
export async function closePanel(workbench: Workbench): Promise<void> {
  await workbench.runCommand(FIRST_GROUP);
  await workbench.runCommand("View: Close Editors in Other Groups");
  await until("window without the panel", async () => {
    const frames = workbench.page.frames().map((frame) =>
      frame
        .locator("tokenscope-panel")
        .count()
        .catch(() => 0),
    );
    return (await Promise.all(frames)).every((count) => count === 0);
  });
}

/** Loads VS Code's window anew: its extension host has activated nothing yet. */
export async function reload(workbench: Workbench): Promise<void> {
  await workbench.reload();
  await workbench.page.locator(".monaco-editor .view-line").first().waitFor();
}

/** Milliseconds after which VS Code itself has nothing left to do. */
const REST = 4000;

/** Lets VS Code finish what it starts with, so that it is not timed. */
export async function rest(workbench: Workbench): Promise<void> {
  await workbench.page.waitForTimeout(REST);
}
