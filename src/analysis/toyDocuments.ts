import { EventEmitter, type Disposable, type TextDocument } from "vscode";
import type { OpenDocuments } from "./openDocuments";

/**
 * The documents that are lists of ids for the toy layer: read so, and shown with its vectors,
 * whatever the settings say of other documents.
 */
export class ToyDocuments implements Disposable {
  private readonly addresses = new Set<string>();
  private readonly changed = new EventEmitter<void>();
  /** Others are toys now. */
  readonly onDidChange = this.changed.event;
  private readonly listeners: readonly Disposable[];

  constructor(documents: OpenDocuments) {
    this.listeners = [
      documents.onDidMove((move) => {
        for (const address of this.addresses) {
          const to = move.to(address);
          if (to === undefined) continue;
          if (!move.isCopy) this.addresses.delete(address);
          this.addresses.add(to);
          this.changed.fire();
        }
      }),
      documents.onDidClose(({ isUntitled, uri }) => {
        // Another untitled document may be given the name.
        if (isUntitled) this.addresses.delete(uri.toString());
      }),
    ];
  }

  has(document: Pick<TextDocument, "uri"> | undefined): boolean {
    return document !== undefined && this.addresses.has(document.uri.toString());
  }

  add({ uri }: TextDocument): void {
    this.addresses.add(uri.toString());
    this.changed.fire();
  }

  /** Another model was chosen for it: it is a list of ids no more than any other text. */
  delete({ uri }: TextDocument): void {
    if (this.addresses.delete(uri.toString())) this.changed.fire();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }
}
