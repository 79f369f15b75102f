import { EventEmitter, workspace, type Disposable, type TextDocument } from "vscode";

/**
 * Which documents are open: the one place that decides it. What VS Code lists is open, whatever its
 * events say: it tells of another language of a document as of the document's end and of a new
 * beginning, with the same TextDocument, which is listed all the while.
 */
export class OpenDocuments implements Disposable {
  private readonly closed = new EventEmitter<TextDocument>();
  /** A document that was open is so no more, for good: opened again it is another TextDocument. */
  readonly onDidClose = this.closed.event;
  private readonly listener = workspace.onDidCloseTextDocument((document) => {
    if (!this.isOpen(document)) this.closed.fire(document);
  });

  isOpen(document: TextDocument): boolean {
    return !document.isClosed && workspace.textDocuments.includes(document);
  }

  /** The open document with this address. */
  at(address: string): TextDocument | undefined {
    return workspace.textDocuments.find(({ uri }) => uri.toString() === address);
  }

  dispose(): void {
    this.listener.dispose();
    this.closed.dispose();
  }
}
