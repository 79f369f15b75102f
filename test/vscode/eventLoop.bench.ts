import { monitorEventLoopDelay } from "node:perf_hooks";
import * as vscode from "vscode";
import { openText, tokenscope } from "./tokenscope";

/** Milliseconds between looks at the loop; a delay is what comes on top. */
const RESOLUTION = 1;
const SECONDS = 3;

/** Milliseconds that the extension host's loop was held up by, at the 99th percentile. */
async function delayDuring(work: () => Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
  const end = performance.now() + 1000 * SECONDS;
  histogram.enable();
  do await work();
  while (performance.now() < end);
  histogram.disable();
  return histogram.percentile(99) / 1e6;
}

describe("The extension host's event loop", () => {
  it("is held up by no model", async function () {
    this.timeout(120_000);
    const api = await tokenscope();
    await openText("Every effort moves you forward.\n".repeat(100));
    await vscode.commands.executeCommand("tokenscope.openVisualizer");
    await api.useModel({ source: "seeded", dimensions: 768 });
    const rows = Array.from({ length: 8 }, () => Array.from({ length: 1024 }, (_, id) => id));
    const idle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 100));
    let seed = 1000;
    const works: Record<string, () => Promise<unknown>> = {
      "building a seeded model": () => api.useModel({ source: "seeded", seed: seed++ }),
      "opening a kept model": async () => {
        await api.useModel({ source: "seeded", dimensions: 768 });
        await api.useModel({ source: "seeded" });
      },
      "vectors of [8, 1024]": () => api.embed(rows),
      "nearest of the vocabulary": () => api.nearestTokens(seed++ % 50257, 10),
    };
    console.log("\nEvent loop of the extension host, 99th percentile of its delay, ms:\n");
    console.log("| work | busy | idle before | difference | target |");
    console.log("| --- | --- | --- | --- | --- |");
    for (const [name, work] of Object.entries(works)) {
      const before = await delayDuring(idle);
      const busy = await delayDuring(work);
      const difference = busy - before;
      const target = `≤ 10: ${difference <= 10 ? "met" : "missed"}`;
      console.log(
        `| ${name} | ${busy.toFixed(1)} | ${before.toFixed(1)} | ${difference.toFixed(1)} | ${target} |`,
      );
    }
  });
});
