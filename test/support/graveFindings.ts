import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { PanelPage } from "./panelPage";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Findings of these keep people out. */
const GRAVE = new Set(["serious", "critical"]);

/**
 * What axe-core finds in the page as it is now, a line each.
 * @param within an element below the panel by its name, one shadow root after another
 */
export async function graveFindings({ page }: PanelPage, ...within: string[]): Promise<string[]> {
  // Evaluated by the debugger, which the page's Content Security Policy does not bind.
  await page.evaluate(axe);
  const place = within.length === 0 ? [] : ["tokenscope-panel", ...within];
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(place.length === 0 ? "html" : { fromShadowDom: place })}, { resultTypes: ["violations"] })`,
  );
  return violations
    .filter(({ impact }) => GRAVE.has(impact ?? ""))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${help} ${String(target)} ${failureSummary}`,
      ),
    );
}
