import { workspace, type Disposable, type Uri } from "vscode";
import { cellAddresses, pairs } from "./cellPairs";
import { moveOf, type TellMove } from "./move";
import { renamedAddress } from "./renamedAddress";

interface Rename {
  readonly oldUri: Uri;
  readonly newUri: Uri;
}

/** Files and folders that are renamed in VS Code. */
export class Renames implements Disposable {
  /** Of open notebooks that are being renamed: their cells' addresses, by the notebook's new one. */
  private readonly notebooks = new Map<string, readonly string[]>();
  private readonly listeners: readonly Disposable[];

  constructor(private readonly tell: TellMove) {
    this.listeners = [
      // Afterwards the notebook may be closed already.
      workspace.onWillRenameFiles(({ files }) => {
        this.keepCells(files);
      }),
      workspace.onDidRenameFiles(({ files }) => {
        this.follow(files);
      }),
      workspace.onDidOpenNotebookDocument((notebook) => {
        const before = this.notebooks.get(notebook.uri.toString());
        if (before === undefined) return;
        this.notebooks.delete(notebook.uri.toString());
        tell(moveOf(pairs(before, cellAddresses(notebook))));
      }),
    ];
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
  }

  private keepCells(files: readonly Rename[]): void {
    this.notebooks.clear();
    for (const notebook of workspace.notebookDocuments) {
      const to = addressAfter(files, notebook.uri.toString());
      if (to !== undefined) this.notebooks.set(to, cellAddresses(notebook));
    }
  }

  private follow(files: readonly Rename[]): void {
    // A notebook numbers its cells anew when it is opened.
    const counted = new Set([...this.notebooks.values()].flat());
    this.tell({
      to: (address) => (counted.has(address) ? undefined : addressAfter(files, address)),
      isCopy: false,
    });
  }
}

function addressAfter(files: readonly Rename[], address: string): string | undefined {
  for (const { oldUri, newUri } of files) {
    const to = renamedAddress(address, oldUri.toString(), newUri.toString());
    if (to !== undefined) return to;
  }
  return undefined;
}
