import { EventEmitter, window, workspace, type Disposable, type TextEditor } from "vscode";
import type { Analyses } from "./analyses";
import type { Analysis } from "./analysis";

/** Documents that no person reads as text. */
const IGNORED_SCHEMES = new Set(["output"]);

/** The text editor that was used last: it stays while the panel, or nothing at all, is active. */
export class LastEditor implements Disposable {
  editor: TextEditor | undefined;
  analysis: Analysis | undefined;

  private readonly changed = new EventEmitter<void>();
  /** Another editor, or other tokens of its document. */
  readonly onDidChange = this.changed.event;
  private readonly listeners: readonly Disposable[];
  private listener: Disposable | undefined;

  constructor(private readonly analyses: Analyses) {
    this.listeners = [
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined) this.follow(editor);
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (document !== this.editor?.document) return;
        const others = [window.activeTextEditor, ...window.visibleTextEditors];
        this.follow(others.find((editor) => editor && editor.document !== document));
      }),
    ];
    this.follow(window.activeTextEditor ?? window.visibleTextEditors[0]);
  }

  dispose(): void {
    this.listener?.dispose();
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }

  private follow(editor: TextEditor | undefined): void {
    if (editor !== undefined && IGNORED_SCHEMES.has(editor.document.uri.scheme)) return;
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
