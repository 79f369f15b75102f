import type { Browser } from "playwright-core";
import type { PanelServer } from "../../support/panelPage";
import { head, median, percentile, row } from "../timing";
import { openBigPage, TOKENS, CONTEXT, DIMENSIONS } from "./bigPage";
import { middleOf, motion, wheel } from "./frameTimes";
import type { Motion } from "./frameTimes";
import { motions } from "./motions";

const ROUNDS = 3;
/** Times the 95th percentile of an empty page's frames. */
const TARGET = 1.5;
const SPEED = 2000;

const EMPTY_PAGE = `<!doctype html><body style="margin: 0">
  <div id="scroller" style="height: 100vh; overflow: auto"><div style="height: 8000000px"></div></div>
</body>`;

/**
 * Times frames while a person scrolls, points, zooms and rotates, by turns with the scroll of a page
 * that holds nothing.
 */
export async function frames(browser: Browser, server: PanelServer): Promise<void> {
  const panel = await openBigPage(browser, server);
  const empty = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await empty.setContent(EMPTY_PAGE);
  const emptyCdp = await empty.context().newCDPSession(empty);
  const scrollEmpty = async (): Promise<Motion> => {
    await empty.bringToFront();
    const at = await middleOf(empty, "#scroller");
    return motion(empty, emptyCdp, () => wheel(emptyCdp, at, { down: SPEED }));
  };

  head(
    `Milliseconds from frame to frame at ${TOKENS.toLocaleString("en")} tokens × ${DIMENSIONS} ` +
      `dimensions, max_length ${CONTEXT.toLocaleString("en")}, and while an empty page scrolls, by turns:`,
    ...["motion", "frames", "median", "p95", "longest", "main thread a frame"],
    ...["empty page's p95", `target: p95 at most ${TARGET} times`],
  );
  await scrollEmpty();
  for (const { name, prepare, move } of motions) {
    await panel.page.bringToFront();
    if ((await prepare(panel)) === false) {
      row(name, ...Array<string>(6).fill(""), "not in this build");
      continue;
    }
    const [own, plain]: [Motion[], Motion[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      plain.push(await scrollEmpty());
      await panel.page.bringToFront();
      own.push(await motion(panel.page, panel.cdp, () => move(panel, round)));
    }
    const times = own.flatMap((each) => each.frames);
    const busy = own.reduce((sum, each) => sum + each.busy, 0) / times.length;
    const p95 = percentile(times, 0.95);
    const bare = percentile(
      plain.flatMap((each) => each.frames),
      0.95,
    );
    const verdict = p95 <= TARGET * bare ? "met" : "missed";
    row(
      ...[name, String(times.length), median(times), p95, Math.max(...times), busy, bare],
      `${(p95 / bare).toFixed(2)}: ${verdict}`,
    );
  }
  await empty.close();
  await panel.close();
}
