import {
  window,
  workspace,
  type Disposable,
  type NotebookDocument,
  type TextDocument,
} from "vscode";
import { cellAddresses, haveSameTexts, pairs } from "./cellPairs";
import { moveOf, type TellMove } from "./move";

interface Copy<T> {
  readonly from: T;
  readonly to: T;
}

/**
 * Texts and notebooks that are saved under another name. No event tells of it: VS Code opens the new
 * document behind the old one's back, gives it the same text and saves it, and closes the old one.
 */
export class SavedAs implements Disposable {
  /** What was given another text's content, before others format it as it is saved. */
  private filled: Copy<TextDocument> | undefined;
  private saved: Copy<TextDocument> | undefined;
  private notebook: Copy<NotebookDocument> | undefined;
  private readonly listeners: readonly Disposable[];

  constructor(private readonly tell: TellMove) {
    this.listeners = [
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.filled = copyTo(document) ?? this.filled;
      }),
      workspace.onDidSaveTextDocument((document) => {
        this.saved = this.filled?.to === document ? this.filled : copyTo(document);
        this.filled = undefined;
      }),
      window.onDidChangeActiveTextEditor((editor) => {
        const { saved } = this;
        if (editor === undefined || saved === undefined) return;
        // The old one is left open, so that the new one takes nothing of it.
        if (editor.document !== saved.from && editor.document !== saved.to) this.saved = undefined;
      }),
      workspace.onDidOpenNotebookDocument((to) => {
        const from = notebooksToSave().find(
          (each) => each !== to && haveSameTexts(each.getCells(), to.getCells()),
        );
        this.notebook = from && { from, to };
      }),
      workspace.onDidCloseNotebookDocument((from) => {
        if (this.notebook?.from !== from) return;
        const { to } = this.notebook;
        this.notebook = undefined;
        tell(moveOf(pairs(cellAddresses(from), cellAddresses(to)), !from.isUntitled));
      }),
    ];
  }

  /** Is to be told that a document is closed before anybody forgets it. */
  close(document: TextDocument): void {
    const { saved } = this;
    if (saved?.from !== document) return;
    this.saved = undefined;
    const pair = [document.uri.toString(), saved.to.uri.toString()] as const;
    this.tell(moveOf([pair], !document.isUntitled));
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
  }
}

/** Pairs a document that nobody types in with the one that it has the text of, and may be a copy of. */
function copyTo(to: TextDocument): Copy<TextDocument> | undefined {
  const active = window.activeTextEditor?.document;
  if (to === active) return undefined;
  const untitled = workspace.textDocuments.filter(
    ({ isUntitled, isDirty }) => isUntitled && isDirty,
  );
  const from = [active, ...untitled].find((each) => each !== undefined && hasSameText(each, to));
  return from && { from, to };
}

function hasSameText(one: TextDocument, other: TextDocument): boolean {
  if (one === other || one.lineCount !== other.lineCount) return false;
  const [text, otherText] = [one, other].map((each) => each.getText().replaceAll("\r\n", "\n"));
  return text === otherText;
}

function notebooksToSave(): NotebookDocument[] {
  const active = window.activeNotebookEditor?.notebook;
  const untitled = workspace.notebookDocuments.filter(({ isUntitled }) => isUntitled);
  return active === undefined ? untitled : [active, ...untitled];
}
