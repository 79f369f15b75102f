import type { Frame } from "playwright-core";
import type { Workbench } from "../../../.ci/support/workbench";
import { head, median, percentile, row } from "../timing";

/** Letters that are typed for each length of window. */
const CHARACTERS = 60;
/** Milliseconds between two letters, a fast typist's. */
const PAUSE = 120;
/** Times the character's own repaint in the editor. */
const TARGET = 3;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Where typing begins: a line of the document that stands there once. */
export const MARK = "typedhere";

/** Times typed characters in the editor and in the panel, in the middle of the document. */
export async function typing(
  workbench: Workbench,
  panel: Frame,
  line: number,
  lengths: readonly number[],
): Promise<void> {
  head(
    `Milliseconds from a typed character until it is painted, ${CHARACTERS} of them in the middle of 1 MB:`,
    ...["max_length", "editor, median", "p95", "panel's tokens, median", "p95"],
    `target: p95 at most ${TARGET} times`,
  );
  let typed = MARK;
  for (const length of lengths) {
    const field = panel.locator('[name="maxLength"]');
    await field.fill(String(length));
    await field.press("Enter");
    await workbench.focusText();
    await goToLine(workbench, line);
    const [editor, pane]: [number[], number[]] = [[], []];
    for (let at = 0; at < CHARACTERS; at++) {
      // Too long a word is broken off in the pane; a space begins another.
      const letter = LETTERS[at % LETTERS.length] ?? "";
      const times = await typeLetter(workbench, panel, letter, (typed += letter));
      if (at % 6 === 5) await workbench.page.keyboard.type(" ");
      await workbench.page.waitForTimeout(PAUSE);
      // The first ones find the way.
      if (at < 5) continue;
      editor.push(times.editor);
      pane.push(times.pane);
    }
    const [own, other] = [percentile(editor, 0.95), percentile(pane, 0.95)];
    const verdict = other <= TARGET * own ? "met" : "missed";
    row(
      ...[length.toLocaleString("en"), median(editor), own, median(pane), other],
      `${(other / own).toFixed(2)}: ${verdict}`,
    );
  }
}

/** Puts the cursor at the end of a line, counted from 1. */
export async function goToLine({ page }: Workbench, line: number): Promise<void> {
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-widget input.input").waitFor();
  await page.keyboard.type(String(line));
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.waitForTimeout(1000);
}

async function typeLetter(
  { page }: Workbench,
  panel: Frame,
  letter: string,
  typed: string,
): Promise<{ editor: number; pane: number }> {
  // What is awaited before the key would hold it up; the promises stay in the pages.
  await page.evaluate((text) => void (globalThis.shown = watch.shows(text)), typed);
  await panel.evaluate((text) => void (globalThis.shown = watch.shows(text)), typed.slice(-MOST));
  await page.keyboard.type(letter);
  const [input, editor, pane] = await Promise.all([
    page.evaluate(() => watch.input),
    page.evaluate(() => globalThis.shown),
    panel.evaluate(() => globalThis.shown),
  ]);
  return { editor: (editor ?? NaN) - input, pane: (pane ?? NaN) - input };
}

/** Letters that are looked for in the pane, whose rows begin anywhere. */
const MOST = 40;

declare global {
  /** In a page: when the text of the moment was painted. */
  var shown: Promise<number> | undefined;
}
