import { EventEmitter, type Disposable, type Memento, type TextDocument } from "vscode";
import type { OpenDocuments } from "./openDocuments";
import { RememberedDocuments } from "./rememberedDocuments";

const KEY = "tokenscope.toys";
/** UTF-16 code units of a text by which it is seen whether it is a list of ids. */
const LOOKED_AT = 2000;

/**
 * The documents that are lists of ids for the toy layer: read so, and shown with its vectors,
 * whatever the settings say of other documents. They stay so when their window is loaded anew.
 */
export class ToyDocuments implements Disposable {
  private readonly remembered: RememberedDocuments;
  /**
   * Untitled ones of before, until their text is seen: another document may have been given the
   * name while nobody watched.
   */
  private readonly unseen: Set<string>;
  private readonly changed = new EventEmitter<void>();
  /** Others are toys now. */
  readonly onDidChange = this.changed.event;
  private readonly listeners: readonly Disposable[];

  /** @param state where they are kept */
  constructor(
    private readonly documents: OpenDocuments,
    state: Memento,
  ) {
    this.remembered = new RememberedDocuments(state, KEY, true);
    this.unseen = new Set(this.remembered.untitled);
    this.listeners = [
      documents.onDidMove((move) => {
        if (this.remembered.move(move)) this.changed.fire();
      }),
      documents.onDidClose((document) => {
        // Another untitled document may be given the name.
        if (document.isUntitled) this.remembered.delete(document);
      }),
    ];
  }

  has(document: Pick<TextDocument, "uri"> | undefined): boolean {
    if (document === undefined || !this.remembered.has(document)) return false;
    const address = document.uri.toString();
    if (!this.unseen.has(address)) return true;
    const open = this.documents.at(address);
    if (open === undefined) return true;
    this.unseen.delete(address);
    if (isListOfIds(open.getText())) return true;
    this.remembered.delete(document);
    return false;
  }

  add(document: TextDocument): void {
    this.unseen.delete(document.uri.toString());
    this.remembered.add(document);
    this.changed.fire();
  }

  /** Another model was chosen for it: it is a list of ids no more than any other text. */
  delete(document: TextDocument): void {
    if (this.remembered.delete(document)) this.changed.fire();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }
}

/** Whether at least half of the words at a text's start are whole numbers. */
function isListOfIds(text: string): boolean {
  const words = text
    .slice(0, LOOKED_AT)
    .split(/[\s,;[\](){}]+/)
    .filter((word) => word !== "");
  const numbers = words.filter((word) => /^\d+$/.test(word));
  return words.length > 0 && 2 * numbers.length >= words.length;
}
