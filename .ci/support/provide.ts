import { launchBrowser } from "./browser";
import { findDesktopVscode } from "./desktopVscode";
import { ensureHostedVscode } from "./hostedVscode";
import { main } from "./main";

/**
 * Has everything at hand that tests need and no package brings, so that what cannot be had is told
 * before any test: the VS Code for the extension host, the one for the browser, and the browser.
 */
async function provide(): Promise<undefined> {
  const desktop = await findDesktopVscode({ visible: false });
  const hosted = await ensureHostedVscode();
  console.log(desktop?.executable ?? hosted.folder);
  const browser = await launchBrowser();
  console.log(`Chromium ${browser.version()}`);
  await browser.close();
}

main(provide);
