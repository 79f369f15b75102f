import * as l10n from "../../shared/base/l10n";
import { window, type Uri } from "vscode";
import { foreignPath, shownValue } from "../../shared/base/shown";
import { isUri } from "../ui/command";
import type { SetParts } from "./buildTrainingSet";
import { askSet, encodingOf } from "./askedSet";
import { askAndShow, type FileOfSet } from "./showStoredTokens";
import { withSetWorker } from "./setWorkers";

/**
 * **Tokenscope: Check Training Set…**: what is in a folder or a file that somebody wrote, and what is
 * wrong with it, as a page.
 * @returns by the command, the address of the page as a read-only document
 */
export async function checkTrainingSet(
  parts: SetParts,
  clicked: unknown,
): Promise<Uri | undefined> {
  if (clicked !== undefined && !isUri(clicked)) {
    throw new TypeError(
      l10n.t(
        "A training set to check must be given as a Uri of VS Code, not as {0}.",
        shownValue(clicked),
      ),
    );
  }
  const chosen = clicked ?? (await askSet(l10n.t("Check")));
  if (chosen === undefined) return undefined;
  if (chosen.scheme !== "file") {
    throw new Error(
      l10n.t("{0} is not a file on this machine.", foreignPath(chosen.toString(true))),
    );
  }
  const { markdown, files, problems } = await withSetWorker(
    parts.startSetWorker,
    l10n.t("Checking the training set"),
    parts.log,
    (call, signal) => call.check(chosen.fsPath, encodingOf(parts.reading()), signal),
  );
  const page = parts.pages.add(l10n.t("Check of a training set"), markdown);
  await parts.pages.show(page);
  offerTokens(chosen, files, problems);
  return page;
}

/** Tells what came of it, with a way to the tokens themselves. */
function offerTokens(chosen: Uri, files: readonly FileOfSet[], problems: number): void {
  const show = l10n.t("Show Tokens…");
  const offered = files.length > 0 ? [show] : [];
  const path = foreignPath(chosen.fsPath);
  const told =
    problems > 0
      ? window.showWarningMessage(l10n.t("{0}: {1} things to look at.", path, problems), ...offered)
      : window.showInformationMessage(l10n.t("{0}: nothing is wrong.", path), ...offered);
  void told.then(async (picked) => {
    if (picked === show) await askAndShow(files);
  });
}
