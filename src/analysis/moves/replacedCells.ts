import { workspace, type Disposable } from "vscode";
import { addressesOf, haveSameTexts, pairs } from "./cellPairs";
import { moveOf, type TellMove } from "./move";

/** Cells of a notebook that VS Code replaces by others of the same text, e.g. of another kind. */
export class ReplacedCells implements Disposable {
  private readonly listener: Disposable;

  constructor(tell: TellMove) {
    this.listener = workspace.onDidChangeNotebookDocument(({ contentChanges }) => {
      for (const { removedCells, addedCells } of contentChanges) {
        if (addedCells.length === 0 || !haveSameTexts(removedCells, addedCells)) continue;
        tell(moveOf(pairs(addressesOf(removedCells), addressesOf(addedCells))));
      }
    });
  }

  dispose(): void {
    this.listener.dispose();
  }
}
