import type { Workbench } from "../../../.ci/support/workbench";
import { middleOf, motion, wheel } from "../panel/frameTimes";
import { head, median, percentile, row } from "../timing";

const ROUNDS = 4;
/** CSS pixels a second: a hasty wheel, some hundred lines. */
const SPEED = 2000;
/** Times the same scroll with highlights off. */
const TARGET = 1.3;
const TOGGLE = "Tokenscope: Toggle Token Highlights";

/** Times frames while a document is scrolled by the wheel, by turns with highlights off. */
export async function scrolling(workbench: Workbench, file: string, name: string): Promise<void> {
  const { page } = workbench;
  const cdp = await page.context().newCDPSession(page);
  await workbench.openFile(file);
  const at = await middleOf(page, ".monaco-editor .overflow-guard");
  const scroll = async (round: number): Promise<readonly number[]> => {
    const down = round % 2 === 0 ? SPEED : -SPEED;
    const { frames } = await motion(page, cdp, () => wheel(cdp, at, { down }));
    return frames;
  };
  await scroll(0);
  await scroll(1);
  const off: number[] = [];
  const on: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    off.push(...(await scroll(round)));
    await workbench.runCommand(TOGGLE);
    await page.waitForTimeout(1500);
    on.push(...(await scroll(round)));
    await workbench.runCommand(TOGGLE);
    await page.waitForTimeout(500);
  }
  head(
    `Milliseconds from frame to frame while ${name} are scrolled by the wheel, by turns:`,
    ...["highlights", "frames", "median", "p95", "longest", `target: p95 at most ${TARGET} times`],
  );
  const times = percentile(on, 0.95) / percentile(off, 0.95);
  const verdict = `${times.toFixed(2)}: ${times <= TARGET ? "met" : "missed"}`;
  for (const [which, frames] of [
    ["off", off],
    ["on", on],
  ] as const) {
    const numbers = [median(frames), percentile(frames, 0.95), Math.max(...frames)];
    row(which, String(frames.length), ...numbers, which === "on" ? verdict : "");
  }
}
