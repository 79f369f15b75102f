import { cpus } from "node:os";
import { launchBrowser } from "../support/browser";
import { main } from "../support/main";
import { servePanel } from "../support/panelPage";
import { firstPaint } from "./panel/firstPaint";
import { frames } from "./panel/frames";
import { memory } from "./panel/memory";
import { painting } from "./panel/paint";
import { largeDocument } from "./panel/workbench";

/** Times the panel in a real browser and in a running VS Code, in one run. */
async function run(): Promise<number> {
  const browser = await launchBrowser();
  console.log(
    `Chromium ${browser.version()}, ${cpus()[0]?.model ?? "?"}, ${cpus().length} processors, ` +
      new Date().toISOString().slice(0, 10),
  );
  const server = await servePanel();
  await painting(browser, server);
  await frames(browser, server);
  await browser.close();
  await largeDocument();
  await firstPaint();
  await memory(server);
  await server.close();
  return 0;
}

main(run);
