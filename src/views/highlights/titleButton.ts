import { commands, type TextDocument } from "vscode";

/** True while the tokens of any document are coloured. */
const ON = "tokenscope.highlightsOn";
/** Paths of the open documents whose tokens are coloured, for `resourcePath in …`. */
const PATHS = "tokenscope.highlightedPaths";

/** Tells the menus of VS Code which documents are coloured, so that their buttons say so. */
export class TitleButton {
  private last = "";

  show(documents: readonly TextDocument[]): void {
    // VS Code's own key holds one or the other, which differ on Windows.
    const paths = [...new Set(documents.flatMap(({ uri }) => [uri.path, uri.fsPath]))].sort();
    const text = JSON.stringify(paths);
    if (text === this.last) return;
    this.last = text;
    void commands.executeCommand("setContext", PATHS, paths);
    void commands.executeCommand("setContext", ON, paths.length > 0);
  }
}
