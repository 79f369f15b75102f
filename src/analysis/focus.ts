import {
  EventEmitter,
  Selection,
  window,
  type Disposable,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { PanelChoice } from "../shared/protocol/panel";
import { optionsProblem } from "../windows/loaderOptions";
import type { Analyses } from "./analyses";
import type { Analysis } from "./analysis";
import { FocusWindows, type FocusOptions } from "./focusWindows";
import type { LastEditor } from "./lastEditor";
import type { Models } from "./models";
import type { OpenDocuments } from "./openDocuments";
import { OwnSelections } from "./ownSelections";
import { revealSelection, selectionsTold } from "./revealSelection";

/**
 * What is being looked at: the document of the editor used last, or the one that was pinned, the
 * token under its cursor and a window that holds it. The panel and the hover share it.
 */
export class Focus implements Disposable {
  /** Of the document that is looked at, the editor whose cursor counts; it may be hidden by now. */
  editor: TextEditor | undefined;
  analysis: Analysis | undefined;
  /** Document token. */
  token: number | undefined;
  /** What is cut of the document, and the window that is chosen. */
  readonly windows: FocusWindows;

  /** Address of the document that it stays with whenever that is open. */
  private pinnedTo: string | undefined;
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly chosen = new EventEmitter<PanelChoice>();
  /** A token or a window was chosen that the text's cursor did not choose. */
  readonly onDidChoose = this.chosen.event;
  private readonly listeners: Disposable[];
  private listener: Disposable | undefined;
  /** The selections that choices made, and that must not be taken for the person's. */
  private own = new OwnSelections();
  /** The cursor was looked at while one of them was still to be told of. */
  private isBehind = false;

  constructor(
    private readonly last: LastEditor,
    private readonly documents: OpenDocuments,
    private readonly analyses: Analyses,
    models: Models,
    options: FocusOptions,
  ) {
    const cutAnew = (): void => {
      this.windows.choose(this.token);
      this.changed.fire();
    };
    this.windows = new FocusWindows(
      {
        document: () => this.analysis?.document,
        tokenCount: () => this.analysis?.summary?.tokenCount,
        contextLength: () => models.info?.contextLength,
      },
      options,
      (shuffle) => analyses.shuffledOrder(shuffle),
      cutAnew,
    );
    this.listeners = [
      last.onDidChange(() => {
        const isOther = last.editor?.document !== this.analysis?.document;
        if (last.editor !== this.editor && !(this.isPinned && isOther)) this.follow(last.editor);
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor !== this.editor) return;
        // Where one of its own is still to be told of, a person's was before that.
        if (this.own.tell(textEditor.selection) || this.own.isPending) return;
        void this.moveToCursor();
      }),
      window.onDidChangeVisibleTextEditors((editors) => {
        const pinned = this.isPinned
          ? undefined
          : editors.find((each) => this.isPin(each.document));
        if (pinned !== undefined) this.follow(pinned);
        else this.followVisible(editors);
      }),
      documents.onDidMove((move) => {
        const to = this.pinnedTo === undefined ? undefined : move.to(this.pinnedTo);
        if (to !== undefined) this.pinTo(to);
      }),
      documents.onDidClose((document) => {
        // Another untitled document may be given the name.
        if (document.isUntitled && this.isPin(document)) this.pinnedTo = undefined;
        if (document === this.analysis?.document) this.follow(last.editor);
      }),
      models.onDidChange(cutAnew),
    ];
    this.follow(last.editor);
  }

  /** @throws {RangeError} when the options cannot work for any text; the old ones stay */
  setOptions(options: FocusOptions): void {
    const problem = optionsProblem(options);
    if (problem !== undefined) throw new RangeError(problem);
    this.windows.options = options;
    this.windows.choose(this.token);
    this.changed.fire();
  }

  /** Whether it stays with its document when another editor is used. */
  get isPinned(): boolean {
    return this.analysis !== undefined && this.isPin(this.analysis.document);
  }

  /**
   * Stays with a document from when it is open, unless somebody pins another before. Where it is
   * closed and opened again, it stays with it again.
   */
  pinTo(address: string): void {
    this.pinnedTo = address;
    const document = this.documents.at(address);
    if (document !== undefined) this.look(document, visibleEditorOf(document));
  }

  /** Stays with the document that is looked at, or goes back to the editor used last. */
  pin(isPinned: boolean): void {
    this.pinnedTo = isPinned ? this.analysis?.document.uri.toString() : undefined;
    if (!isPinned && this.last.editor !== this.editor) this.follow(this.last.editor);
    else this.changed.fire();
  }

  /** Comes up with a cursor whose last move has not been told of yet. */
  async catchUp(): Promise<void> {
    for (;;) {
      const { editor } = this;
      if (this.own.isPending) return;
      if (editor !== undefined && this.own.has(editor.selection)) return;
      if (await this.moveToCursor()) return;
    }
  }

  /** Looks at an editor that a person pointed at, though another may have been used last. */
  lookAt(editor: TextEditor): void {
    if (editor.document !== this.analysis?.document) this.pinnedTo = undefined;
    if (editor !== this.editor) this.follow(editor);
  }

  /** Selects what was chosen in the panel and reveals it in the editor. */
  async choose(choice: PanelChoice): Promise<void> {
    const { analysis, windows } = this;
    const { shape } = windows;
    if (analysis === undefined || shape === undefined) return;
    const from = choice.kind === "token" ? choice.index : windows.startOf(choice.index);
    if (from === undefined) return;
    const to = choice.kind === "token" ? from + 1 : from + shape.maxLength;
    const { first, ids, starts, ends, version } = await analysis.call.slice(from, to);
    const [start, end] = [starts[0], ends[ids.length - 1]];
    if (start === undefined || end === undefined || first !== from) return;
    const { document } = analysis;
    if (version !== document.version || this.analysis !== analysis) return;

    this.token = from;
    if (choice.kind === "window") windows.chosen = choice.index;
    windows.choose(from);
    // The cursor goes to the start, into the first token.
    const selection = new Selection(document.positionAt(end), document.positionAt(start));
    const made = this.own.add(selection);
    this.chosen.fire(choice);
    this.changed.fire();
    const { editor } = this;
    const shown = await revealSelection(document, selection, editor);
    if (this.editor === editor && this.analysis === analysis) this.editor = shown;
    void this.settle(made);
  }

  /** Waits until VS Code has told what came of a selection: nothing, where it was cut by an edit. */
  private async settle(made: number): Promise<void> {
    const { own } = this;
    await selectionsTold();
    own.settle(made);
    if (own !== this.own || own.isPending || this.editor === undefined) return;
    if (this.isBehind || !own.has(this.editor.selection)) void this.moveToCursor();
  }

  dispose(): void {
    this.listener?.dispose();
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
    this.chosen.dispose();
  }

  private isPin({ uri }: TextDocument): boolean {
    return this.pinnedTo !== undefined && uri.toString() === this.pinnedTo;
  }

  private follow(editor: TextEditor | undefined): void {
    this.look(editor?.document, editor);
  }

  /** The editor is hidden, or there was none, and another one shows the document now. */
  private followVisible(editors: readonly TextEditor[]): void {
    if (this.editor !== undefined && editors.includes(this.editor)) return;
    const other = editors.find(({ document }) => document === this.analysis?.document);
    if (other !== undefined) this.follow(other);
  }

  /** Looks at a document, and at the token under the cursor of the editor that shows it. */
  private look(document: TextDocument | undefined, editor: TextEditor | undefined): void {
    const analysis = document && this.analyses.of(document);
    this.editor = editor;
    if (analysis !== this.analysis) {
      this.listener?.dispose();
      this.analysis = analysis;
      this.token = undefined;
      this.windows.forget();
      this.own = new OwnSelections();
      this.isBehind = false;
      this.listener = analysis?.onDidChange(() => {
        void this.moveToCursor();
        this.changed.fire();
      });
    }
    void this.moveToCursor();
    this.changed.fire();
  }

  /** @returns false where the cursor has moved on meanwhile */
  private async moveToCursor(): Promise<boolean> {
    const { analysis, editor } = this;
    if (analysis === undefined) return true;
    if (editor === undefined) {
      this.token ??= 0;
      this.windows.choose(this.token);
      return true;
    }
    const cursor = editor.selection.active;
    try {
      const { version, index } = await analysis.call.indexAt(editor.document.offsetAt(cursor));
      // Newest wins: the person has moved on, and another answer is under way.
      if (this.editor !== editor || version !== editor.document.version) return false;
      if (!editor.selection.active.isEqual(cursor)) return false;
      this.isBehind = this.own.isPending;
      if (this.isBehind) return false;
      this.own.clear();
      this.token = index < 0 ? undefined : index;
      this.windows.choose(this.token);
      this.changed.fire();
    } catch {
      // The document was closed, or its analysis has said what is wrong.
    }
    return true;
  }
}

function visibleEditorOf(sought: TextDocument): TextEditor | undefined {
  return window.visibleTextEditors.find(({ document }) => document === sought);
}
