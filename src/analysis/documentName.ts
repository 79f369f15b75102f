import * as l10n from "../shared/base/l10n";
import { workspace, type NotebookCell, type TextDocument } from "vscode";
import { baseName } from "../shared/base/baseName";

/** The cell of an open notebook that a document is the text of. */
export function cellOf(document: TextDocument): NotebookCell | undefined {
  if (document.uri.scheme !== "vscode-notebook-cell") return undefined;
  for (const notebook of workspace.notebookDocuments) {
    const cell = notebook.getCells().find((each) => each.document === document);
    if (cell !== undefined) return cell;
  }
  return undefined;
}

/** What a person calls a document: its file's name, and which cell of a notebook it is. */
export function documentName(document: TextDocument): string {
  const name = baseName(document.uri.path);
  const cell = cellOf(document);
  return cell === undefined ? name : l10n.t("{0}, cell {1}", name, cell.index + 1);
}
