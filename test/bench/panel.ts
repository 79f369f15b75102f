import { cpus, loadavg } from "node:os";
import { launchBrowser } from "../../.ci/support/browser";
import { main } from "../../.ci/support/main";
import { servePanel } from "../support/panelPage";
import { firstPaint } from "./panel/firstPaint";
import { frames } from "./panel/frames";
import { memory } from "./panel/memory";
import { painting } from "./panel/paint";
import { largeDocument } from "./panel/workbench";

const PARTS = ["paint", "frames", "large", "first", "memory"] as const;

/**
 * Times the panel in a real browser and in a running VS Code, in one run: `npm run bench:panel`, or
 * some parts of it, `npm run bench:panel -- paint frames`.
 */
async function run(): Promise<number> {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`“${unknown}” is none of ${PARTS.join(", ")}.`);
  const wants = (part: (typeof PARTS)[number]): boolean =>
    named.length === 0 || named.includes(part);
  const browser = await launchBrowser();
  console.log(
    `Chromium ${browser.version()}, ${cpus()[0]?.model ?? "?"}, ${cpus().length} processors, ` +
      `${new Date().toISOString().slice(0, 10)}, load ${load()} when it began`,
  );
  const server = await servePanel();
  if (wants("paint")) await painting(browser, server);
  if (wants("frames")) await frames(browser, server);
  await browser.close();
  if (wants("large")) await largeDocument();
  if (wants("first")) await firstPaint();
  if (wants("memory")) await memory(server);
  await server.close();
  console.log(`\nLoad ${load()} when it ended`);
  return 0;
}

/** Processes that wanted to run in the last minute. */
const load = (): string => (loadavg()[0] ?? NaN).toFixed(1);

main(run);
