import { commands, Uri, type Disposable } from "vscode";
import type { Pane } from "../../shared/values/panes";
import { command } from "../ui/command";

/** Shows the page on a part of the panel, which the extension brings along. */
export async function showPaneHelp(extensionUri: Uri, pane: Pane): Promise<void> {
  await showPage(Uri.joinPath(extensionUri, "docs", "panes", `${pane}.md`));
}

/** **Tokenscope: Show the Notebook, Cell by Cell**: where the panel has what each cell prints. */
export function notebookHelp(extensionUri: Uri): Disposable {
  return command("showNotebook", () => showPage(Uri.joinPath(extensionUri, "docs", "notebook.md")));
}

async function showPage(page: Uri): Promise<void> {
  try {
    await commands.executeCommand("markdown.showPreview", page);
  } catch {
    // Where somebody has turned VS Code's own Markdown extension off, the page is still readable.
    await commands.executeCommand("vscode.open", page);
  }
}
