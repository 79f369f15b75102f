import { EventEmitter, window, type Disposable, type TextEditor } from "vscode";
import type { Analyses } from "./analyses";
import type { Analysis } from "./analysis";
import type { OpenDocuments } from "./openDocuments";

/** Tables of token counts. */
export const COUNTS_SCHEME = "tokenscope-counts";

/** Documents that no person reads for their tokens. */
const IGNORED_SCHEMES = new Set(["output", COUNTS_SCHEME]);

/** The text editor that was used last: it stays while the panel, or nothing at all, is active. */
export class LastEditor implements Disposable {
  editor: TextEditor | undefined;
  analysis: Analysis | undefined;

  private readonly changed = new EventEmitter<void>();
  /** Another editor, or other tokens of its document. */
  readonly onDidChange = this.changed.event;
  private readonly listeners: readonly Disposable[];
  private listener: Disposable | undefined;

  constructor(
    private readonly analyses: Analyses,
    documents: OpenDocuments,
  ) {
    this.listeners = [
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined && isRead(editor)) this.follow(editor);
      }),
      // A window that is loaded anew shows its texts late, and the panel may have the focus by then.
      window.onDidChangeVisibleTextEditors(() => {
        if (this.editor === undefined) this.follow(shownEditors()[0]);
      }),
      documents.onDidClose((document) => {
        if (document !== this.editor?.document) return;
        const others = shownEditors().filter((editor) => documents.isOpen(editor.document));
        this.follow(others[0]);
      }),
    ];
    this.follow(shownEditors()[0]);
  }

  dispose(): void {
    this.listener?.dispose();
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }

  private follow(editor: TextEditor | undefined): void {
    const analysis = editor && this.analyses.of(editor.document);
    this.editor = editor;
    if (analysis !== this.analysis) {
      this.listener?.dispose();
      this.analysis = analysis;
      this.listener = analysis?.onDidChange(() => {
        this.changed.fire();
      });
    }
    this.changed.fire();
  }
}

function isRead({ document }: TextEditor): boolean {
  return !IGNORED_SCHEMES.has(document.uri.scheme);
}

/** The active editor first. */
function shownEditors(): TextEditor[] {
  const active = window.activeTextEditor;
  return [...(active === undefined ? [] : [active]), ...window.visibleTextEditors].filter(isRead);
}
