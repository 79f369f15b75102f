import * as l10n from "../../shared/base/l10n";
import {
  EventEmitter,
  languages,
  window,
  workspace,
  type Disposable,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { Analyses } from "../../analysis/analyses";
import type { Focus } from "../../analysis/focus";
import type { OpenDocuments } from "../../analysis/openDocuments";
import type { Scores } from "../../analysis/scores";
import type { RememberedDocuments } from "../../analysis/rememberedDocuments";
import { formatCount } from "../../shared/base/numbers";
import { DecorationTypes } from "./decorationTypes";
import { EditorPainter, type Drawing } from "./editorPainter";
import { IdleScores, type DocumentLoss } from "./idleScores";
import type { EditorShows, HighlightSettings } from "../../settings/settings";
import { TitleButton } from "./titleButton";

/** What the highlights look at besides the documents. */
export interface HighlightSources {
  readonly documents: OpenDocuments;
  readonly analyses: Analyses;
  readonly focus: Focus;
  readonly settings: () => HighlightSettings;
  readonly editorShows: (document: TextDocument) => EditorShows;
  /** Columns that an editor draws of a line that is not wrapped. */
  readonly columnsDrawn: (document: TextDocument) => number;
  /** Tokens that the model takes; undefined where that is not known. */
  readonly contextLength: () => number | undefined;
  readonly remembered: RememberedDocuments;
  readonly scores: Scores;
}

/** Colours the tokens in the editors of chosen documents. Nothing runs while there is none. */
export class Highlights implements Disposable {
  private readonly toggled = new EventEmitter<void>();
  readonly onDidToggle = this.toggled.event;
  private readonly button = new TitleButton();
  private readonly painters = new Map<TextEditor, EditorPainter>();
  private listeners: Disposable[] = [];
  private types: DecorationTypes | undefined;
  /** Whether the types were made with borders. */
  private hasBorders = false;

  /** Also while nothing open is coloured: what is remembered may be renamed. */
  private readonly moves: Disposable;

  private readonly idle: IdleScores;

  constructor(private readonly sources: HighlightSources) {
    const { documents, remembered, scores } = sources;
    this.idle = new IdleScores(scores);
    this.moves = documents.onDidMove((move) => {
      if (!remembered.move(move)) return;
      this.reconcile();
      this.toggled.fire();
    });
    this.reconcile();
  }

  isOn(document: TextDocument): boolean {
    return this.sources.remembered.has(document);
  }

  /**
   * Whether a document is coloured as far as a person can tell. After VS Code was started, what is
   * remembered is coloured at the first use: who asks for colours by that use has seen none yet.
   */
  isSeen(document: TextDocument): boolean {
    if (!this.isOn(document)) return false;
    const painters = [...this.painters.values()].filter(
      ({ editor }) => editor.document === document,
    );
    return painters.length === 0 || painters.some(({ hasPainted }) => hasPainted);
  }

  /** What a document that is coloured by surprisal comes to, once the editor was idle. */
  lossOf(document: TextDocument): DocumentLoss | undefined {
    const isShown = this.isOn(document) && this.sources.settings().colourBy === "surprisal";
    return isShown ? this.idle.lossOf(document) : undefined;
  }

  turn(document: TextDocument, on: boolean): void {
    const { remembered } = this.sources;
    if (on) remembered.add(document);
    else remembered.delete(document);
    this.reconcile();
    this.toggled.fire();
  }

  /** The settings are others. */
  follow(): void {
    const { borders } = this.sources.settings();
    if (this.types !== undefined && borders !== this.hasBorders) {
      for (const painter of this.painters.values()) painter.clear();
      this.types.dispose();
      this.types = undefined;
    }
    this.repaint();
  }

  dispose(): void {
    this.moves.dispose();
    for (const listener of this.listeners) listener.dispose();
    for (const painter of this.painters.values()) painter.dispose();
    this.painters.clear();
    this.types?.dispose();
    this.toggled.dispose();
  }

  /** Gives every visible editor of a chosen document its painter, and no other. */
  private reconcile(): void {
    const { remembered, analyses } = this.sources;
    if (remembered.size > 0) this.listen();
    else this.rest();
    const visible = remembered.size === 0 ? [] : window.visibleTextEditors;
    const wanted = new Set(visible.filter(({ document }) => this.isOn(document)));
    for (const [editor, painter] of this.painters) {
      if (wanted.has(editor)) continue;
      painter.dispose();
      this.painters.delete(editor);
    }
    for (const editor of wanted) {
      if (this.painters.has(editor)) continue;
      const { document } = editor;
      const drawing = (): Drawing => this.drawing(document);
      this.painters.set(editor, new EditorPainter(editor, analyses.of(document), drawing));
    }
    const open = workspace.textDocuments.filter((document) => this.isOn(document));
    this.button.show(open);
  }

  private listen(): void {
    if (this.listeners.length > 0) return;
    const { documents, focus, remembered } = this.sources;
    this.shape = this.shapeNow;
    this.listeners = [
      window.onDidChangeVisibleTextEditors(() => {
        this.reconcile();
      }),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        this.painters.get(textEditor)?.onScroll();
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        this.painters.get(textEditor)?.cursorMoved();
      }),
      documents.onDidClose((document) => {
        if (document.isUntitled) remembered.delete(document);
        this.reconcile();
      }),
      // It says nothing: the mouse alone tells where in a long line a person looks.
      languages.registerHoverProvider(
        { pattern: "**" },
        {
          provideHover: (document, position) => {
            for (const painter of this.painters.values()) {
              if (painter.editor.document === document) painter.mouseAt(position);
            }
            return undefined;
          },
        },
      ),
      focus.onDidChange(() => {
        if (this.shape !== (this.shape = this.shapeNow)) this.repaint();
      }),
    ];
  }

  private rest(): void {
    for (const listener of this.listeners) listener.dispose();
    this.listeners = [];
  }

  private repaint(): void {
    for (const painter of this.painters.values()) void painter.paint();
  }

  /** What the focus says that is drawn: it tells of much more, such as every move of the cursor. */
  private shape = "";
  private get shapeNow(): string {
    const { options, order } = this.sources.focus.windows;
    // Which windows drop_last leaves out of a shuffled order is known when that is drawn.
    const { scores, contextLength } = this.sources;
    return JSON.stringify([options, order?.samples, contextLength(), scores.model]);
  }

  private drawing(document: TextDocument): Drawing {
    const { settings, focus, contextLength, editorShows, columnsDrawn, scores } = this.sources;
    const { borders, whitespace, windows, ...rest } = settings();
    if (this.types === undefined) {
      this.types = new DecorationTypes(borders);
      this.hasBorders = borders;
    }
    const length = contextLength();
    const { maxLength, stride } = focus.windows.options;
    // Windows beyond the context are none: the model has no positions for them.
    const areThere = windows && maxLength <= (length ?? Infinity);
    return {
      types: this.types,
      layout: {
        ...rest,
        windows: areThere ? { maxLength, stride } : undefined,
        use: (tokenCount) => focus.windows.useOf({ document, tokenCount }),
        signs: whitespace ? editorShows(document) : undefined,
      },
      ...(rest.colourBy === "surprisal"
        ? { scores, idle: this.idle }
        : { scores: undefined, idle: undefined }),
      contextLength: length,
      columns: () => columnsDrawn(document),
      contextHover: l10n.t(
        "The model's context of {0} tokens ends here. It sees nothing of what follows.",
        formatCount(length ?? 0),
      ),
    };
  }
}
