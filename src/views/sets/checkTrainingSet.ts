import * as l10n from "../../shared/base/l10n";
import type { Uri } from "vscode";
import { window, workspace, type Disposable } from "vscode";
import { foreignPath, shown } from "../../shared/base/shown";
import { fileCommand, isUri } from "../ui/command";
import type { SetParts } from "./buildTrainingSet";
import { withSetWorker } from "./setWorkers";

/**
 * **Tokenscope: Check Training Set…**: what is in a folder or a file that somebody wrote, and what is
 * wrong with it, as a page.
 * @returns by the command, the address of the page as a read-only document
 */
export function checkTrainingSet(parts: SetParts): Disposable {
  return fileCommand("checkTrainingSet", async (clicked): Promise<Uri | undefined> => {
    if (clicked !== undefined && !isUri(clicked)) {
      throw new TypeError(
        l10n.t(
          "A training set to check must be given as a Uri of VS Code, not as {0}.",
          shown(clicked),
        ),
      );
    }
    const chosen = clicked ?? (await askSet());
    if (chosen === undefined) return undefined;
    if (chosen.scheme !== "file") {
      throw new Error(
        l10n.t("{0} is no file of this machine.", foreignPath(chosen.toString(true))),
      );
    }
    const { encoding, file } = parts.reading();
    const name = file?.path ?? (encoding === "ids" ? "gpt2" : encoding);
    const { markdown, problems } = await withSetWorker(
      parts.startSetWorker,
      l10n.t("Checking the training set"),
      parts.log,
      (call, signal) => call.check(chosen.fsPath, name, signal),
    );
    const page = parts.pages.add(l10n.t("Check of a training set"), markdown);
    await parts.pages.show(page);
    if (problems > 0) {
      void window.showWarningMessage(
        l10n.t("{0}: {1} things to look at.", foreignPath(chosen.fsPath), problems),
      );
    }
    return page;
  });
}

async function askSet(): Promise<Uri | undefined> {
  const base = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showOpenDialog({
    // A dialog of some systems has one or the other: a file of a set tells its folder's.
    canSelectFiles: true,
    canSelectFolders: true,
    title: l10n.t("A training set: a folder, or one of its files"),
    openLabel: l10n.t("Check"),
    ...(base !== undefined && { defaultUri: base }),
  });
  return chosen?.[0];
}
