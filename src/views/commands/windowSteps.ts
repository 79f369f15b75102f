import * as l10n from "../../shared/base/l10n";
import type { Disposable } from "vscode";
import type { Focus } from "../../analysis/focus";
import { coverageProblem } from "../../windows/coverageWords";
import { windowsInBatches } from "../../windows/loaderWindows";
import { command, say } from "../ui/command";
import { inTurn } from "./inTurn";

/** From window to window in loader order, and the window that holds the cursor's token. */
export function windowSteps(focus: Focus): Disposable[] {
  const steps = inTurn((by: 1 | -1) => step(focus, by));
  return [
    command("nextWindow", () => steps(1)),
    command("previousWindow", () => steps(-1)),
    command("selectWindow", () => selectWindow(focus)),
  ];
}

/** @returns the window that is selected now */
async function step(focus: Focus, by: 1 | -1): Promise<number> {
  const { at, shown } = await place(focus);
  const next = at + by;
  if (next < 0) say(l10n.t("This is the first window."));
  else if (next >= shown) say(l10n.t("This is the last window."));
  else {
    await focus.choose({ kind: "window", index: next });
    return next;
  }
  return at;
}

async function selectWindow(focus: Focus): Promise<number | undefined> {
  const { at } = await place(focus);
  const { token } = focus;
  const start = focus.windows.startOf(at);
  const isInside =
    token === undefined ||
    (start !== undefined && token >= start && token < start + focus.windows.options.maxLength);
  if (!isInside) {
    say(l10n.t("No window that is shown has this token as an input."));
    return undefined;
  }
  await focus.choose({ kind: "window", index: at });
  return at;
}

/**
 * The chosen window, which holds the cursor's token where one does, and how many are shown.
 * @throws with what to do, where there is no window
 */
async function place(focus: Focus): Promise<{ at: number; shown: number }> {
  const { analysis } = focus;
  if (analysis === undefined) throw new Error(l10n.t("Open a text file to see its windows."));
  await analysis.call.indexAt(0);
  const { loader } = focus.windows;
  const { options, samples } = loader;
  const problem = coverageProblem(focus.windows.coverageOf(analysis.summary?.tokenCount ?? 0));
  if (problem !== undefined) throw new Error(problem);
  // Until the order is drawn nobody knows which window holds the token.
  if (options.shuffle) await focus.windows.shuffledOrder({ ...options, samples });
  await focus.catchUp();
  return { at: focus.windows.chosen ?? 0, shown: windowsInBatches(loader) };
}
