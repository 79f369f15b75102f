import { commands, Uri } from "vscode";
import type { Pane } from "../shared/panes";

/** Shows the page on a part of the panel, which the extension brings along. */
export async function showPaneHelp(extensionUri: Uri, pane: Pane): Promise<void> {
  const page = Uri.joinPath(extensionUri, "docs", "panes", `${pane}.md`);
  try {
    await commands.executeCommand("markdown.showPreview", page);
  } catch {
    // Where somebody has turned VS Code's own Markdown extension off, the page is still readable.
    await commands.executeCommand("vscode.open", page);
  }
}
