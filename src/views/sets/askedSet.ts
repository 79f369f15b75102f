import * as l10n from "../../shared/base/l10n";
import { window, workspace, type Uri } from "vscode";
import type { Reading } from "../../tokens/document/tokenDocument";

/** What a set is read with that does not say so itself: a name, or the path of a tokenizer file. */
export function encodingOf({ encoding, file }: Reading): string {
  return file?.path ?? (encoding === "ids" ? "gpt2" : encoding);
}

/**
 * A folder or a file that a person chooses; undefined where none is chosen.
 * @param openLabel what the dialog's button says
 */
export async function askSet(openLabel: string): Promise<Uri | undefined> {
  const base = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showOpenDialog({
    // A dialog of some systems has one or the other: a file of a set tells its folder's.
    canSelectFiles: true,
    canSelectFolders: true,
    title: l10n.t("A training set: a folder, or one of its files"),
    openLabel,
    ...(base !== undefined && { defaultUri: base }),
  });
  return chosen?.[0];
}
