import { Uri, window, workspace } from "vscode";
import { baseName } from "../../shared/base/baseName";

/** A kind of file as the dialog names it, and how its files end. */
export interface FileKind {
  readonly name: string;
  readonly ending: string;
}

/**
 * Asks where something of a document goes: beside the document, or into the workspace where the
 * document is no file.
 * @param what ends the file's name
 */
export async function askFile(
  document: Uri | undefined,
  what: string,
  { name, ending }: FileKind,
): Promise<Uri | undefined> {
  const stem = baseName(document?.path ?? "tokenscope").replace(/\.[^.]*$/, "");
  const folder =
    document?.scheme === "file"
      ? Uri.joinPath(document, "..")
      : workspace.workspaceFolders?.[0]?.uri;
  return window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, `${stem}-${what}.${ending}`) }),
    filters: { [name]: [ending] },
  });
}
