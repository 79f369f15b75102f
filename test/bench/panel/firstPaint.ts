import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../../.ci/support/folders";
import { texts } from "../texts";
import { head, median, row } from "../timing";
import { closePanel, openPanel, reload, rest, restorePanel, watchedWorkbench } from "./watched";
import type { Opened } from "./watched";

const INSTALLATIONS = 3;
const RELOADS = 2;
const REOPENINGS = 3;
/** Characters of the document, about those of the book's story. */
const LENGTH = 20_000;
/** Milliseconds from VS Code's frame to tokens and heatmap: the page's own share. */
const TARGET = 400;

/** Times the way from the command to a panel that can be read, in a real VS Code. */
export async function firstPaint(): Promise<void> {
  const folder = freshFolder("workspace");
  const file = "prose.txt";
  writeFileSync(join(folder, file), (texts["prose"]?.() ?? "").slice(0, LENGTH));
  const runs = {
    "first use ever: VS Code activates it, and the default model is built": [] as Opened[],
    "first use in a window: it is activated, the model lies on the disk": [] as Opened[],
    "opened again": [] as Opened[],
    "restored with its window": [] as Opened[],
  };
  const [built, kept, again, restored] = Object.values(runs);
  for (let round = 0; round < INSTALLATIONS; round++) {
    const workbench = await watchedWorkbench({ folder }, file);
    await rest(workbench);
    built?.push(await openPanel(workbench));
    for (let each = 0; each < RELOADS; each++) {
      await closePanel(workbench);
      await reload(workbench);
      await rest(workbench);
      kept?.push(await openPanel(workbench));
    }
    for (let each = 0; each < REOPENINGS; each++) {
      await closePanel(workbench);
      again?.push(await openPanel(workbench));
    }
    for (let each = 0; each < RELOADS; each++) {
      restored?.push(await restorePanel(workbench));
      await rest(workbench);
    }
    await workbench.close();
  }
  head(
    "Milliseconds from the command until this is there, in a running VS Code, medians, worst in brackets:",
    ...["", "runs", "VS Code's frame", "the page's script", "tokens", "tokens and heatmaps"],
    ...["the page's own share", `target: a share of at most ${TARGET}`],
  );
  for (const [name, opened] of Object.entries(runs)) {
    const all = opened.map((run) => Math.max(run.tokens, run.heatmap));
    const shares = opened.map((run, at) => (all[at] ?? NaN) - run.page);
    const of = (times: readonly number[]): string =>
      `${median(times).toFixed(0)} (${Math.max(...times).toFixed(0)})`;
    row(
      ...[name, String(opened.length)],
      ...[of(opened.map((run) => run.page)), of(opened.map((run) => run.script))],
      ...[of(opened.map((run) => run.tokens)), of(all), of(shares)],
      median(shares) <= TARGET ? "met" : "missed",
    );
  }
}
