import type { Workbench } from "../../../.ci/support/workbench";
import { goToLine } from "../panel/typing";
import { head, median, percentile, row } from "../timing";
import type { Floor } from "./floor";

/** Each extension's turns, and letters typed in each. */
const TURNS = 3;
const LETTERS = 36;
/** Milliseconds between two letters, after which all that a letter causes is painted. */
const PAUSE = 250;
/** Times the floor. */
const MEDIAN_TARGET = 1.25;
const P95_TARGET = 1.5;
const TOGGLE = "Tokenscope: Toggle Token Highlights";

/** A document and the line in its middle that is typed in, counted from 1. */
export interface Typed {
  readonly file: string;
  readonly name: string;
  readonly line: number;
}

/** Times typed letters until the last of what they change is painted, by turns with the floor. */
export async function keyPresses(
  workbench: Workbench,
  floor: Floor,
  documents: readonly Typed[],
): Promise<void> {
  head(
    "Milliseconds from a key press to the last repaint that follows, by turns, in one window:",
    ...["document", "letters", "floor, median", "p95", "highlights, median", "p95"],
    `target: median at most ${MEDIAN_TARGET}`,
    `target: p95 at most ${P95_TARGET}`,
  );
  for (const { file, name, line } of documents) {
    await workbench.openFile(file);
    await goToLine(workbench, line);
    const plain: number[] = [];
    const own: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) {
      await floor.start(workbench);
      plain.push(...(await typed(workbench)));
      await floor.stop(workbench);
      await workbench.runCommand(TOGGLE);
      own.push(...(await typed(workbench)));
      await workbench.runCommand(TOGGLE);
    }
    const verdict = (share: number, target: number): string => {
      const times = percentile(own, share) / percentile(plain, share);
      return `${times.toFixed(2)}: ${times <= target ? "met" : "missed"}`;
    };
    row(
      ...[name, String(own.length), median(plain), percentile(plain, 0.95)],
      ...[median(own), percentile(own, 0.95)],
      ...[verdict(0.5, MEDIAN_TARGET), verdict(0.95, P95_TARGET)],
    );
  }
}

/** Types letters into the text, and times each. */
async function typed({ page }: Workbench): Promise<number[]> {
  const times: number[] = [];
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1000);
  for (let at = 0; at < LETTERS; at++) {
    await page.keyboard.type("abcdefghijklmnopqrstuvwxyz"[at % 26] ?? "");
    await page.waitForTimeout(PAUSE);
    const { pressed, painted } = await page.evaluate(() => globalThis.repaints);
    // The first ones find the way.
    if (at >= 4) times.push(painted - pressed);
    if (at % 6 !== 5) continue;
    await page.keyboard.type(" ");
    await page.waitForTimeout(PAUSE);
  }
  return times;
}
