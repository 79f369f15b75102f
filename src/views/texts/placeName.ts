import * as l10n from "../../shared/base/l10n";
import { workspace, type Uri } from "vscode";
import { cellOf } from "../../analysis/documentName";

/**
 * What a table calls a place: a path within the workspace, with the folder's name where there are
 * several, the whole path of another file, or the address of what is no file.
 */
export function placeName(uri: Uri): string {
  const document = workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  const cell = document && cellOf(document);
  if (cell !== undefined) {
    return l10n.t("{0}, cell {1}", placeName(cell.notebook.uri), cell.index + 1);
  }
  if (workspace.getWorkspaceFolder(uri) !== undefined) return workspace.asRelativePath(uri);
  return uri.scheme === "file" || uri.scheme === "untitled" ? uri.fsPath : uri.toString(true);
}
