import { commands, Uri } from "vscode";
import type { Pane } from "../shared/panes";

/** Shows the page on a part of the panel, which the extension brings along. */
export async function showPaneHelp(extensionUri: Uri, pane: Pane): Promise<void> {
  const page = Uri.joinPath(extensionUri, "docs", "panes", `${pane}.md`);
  const all = await commands.getCommands();
  // Where somebody has turned VS Code's own Markdown extension off, the page is still readable.
  const show = all.includes("markdown.showPreview") ? "markdown.showPreview" : "vscode.open";
  await commands.executeCommand(show, page);
}
