import { EventEmitter, workspace, type Disposable, type TextDocument } from "vscode";
import type { Move } from "./moves/move";
import { Renames } from "./moves/renames";
import { ReplacedCells } from "./moves/replacedCells";
import { SavedAs } from "./moves/savedAs";

/**
 * Which documents are open, and which go on under another address: the one place that decides it.
 * What VS Code lists is open, whatever its events say: it tells of another language of a document as
 * of the document's end and of a new beginning, with the same TextDocument, which is listed all the
 * while.
 */
export class OpenDocuments implements Disposable {
  private readonly moved = new EventEmitter<Move>();
  /** A document goes on under another address. It may have been closed just before. */
  readonly onDidMove = this.moved.event;
  /** A document has been opened, or is of another language. */
  readonly onDidOpen = workspace.onDidOpenTextDocument;
  private readonly closed = new EventEmitter<TextDocument>();
  /** A document that was open is so no more, for good: opened again it is another TextDocument. */
  readonly onDidClose = this.closed.event;
  private readonly parts: readonly { dispose(): unknown }[];

  constructor() {
    const tell = (move: Move): void => {
      this.moved.fire(move);
    };
    const savedAs = new SavedAs(tell);
    this.parts = [
      savedAs,
      new Renames(tell),
      new ReplacedCells(tell),
      workspace.onDidCloseTextDocument((document) => {
        if (this.isOpen(document)) return;
        savedAs.close(document);
        this.closed.fire(document);
      }),
    ];
  }

  isOpen(document: TextDocument): boolean {
    return !document.isClosed && workspace.textDocuments.includes(document);
  }

  /** The open document with this address. */
  at(address: string): TextDocument | undefined {
    return workspace.textDocuments.find(({ uri }) => uri.toString() === address);
  }

  dispose(): void {
    for (const part of this.parts) part.dispose();
    this.moved.dispose();
    this.closed.dispose();
  }
}
