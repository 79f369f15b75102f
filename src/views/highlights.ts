import {
  EventEmitter,
  ThemeColor,
  window,
  workspace,
  type Disposable,
  type Range,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { Analyses } from "../analysis/analyses";
import { partsByLine } from "./tokenRanges";

/** Neighbouring tokens take turns. Each is a colour that package.json contributes. */
const COLOURS = 6;
/** Lines coloured above and below the visible ones, so that scrolling does not show bare text. */
const MARGIN_LINES = 40;
/** Longer stretches of one line are left plain: the editor draws no more of a line either. */
const MOST_UNITS = 100_000;

/** Colours the tokens in the editors of chosen documents. */
export class Highlights implements Disposable {
  private readonly types = Array.from({ length: COLOURS }, (_, index) =>
    window.createTextEditorDecorationType({
      backgroundColor: new ThemeColor(`tokenscope.token${index + 1}`),
      border: "1px solid",
      borderColor: new ThemeColor("tokenscope.tokenBorder"),
      borderRadius: "3px",
    }),
  );
  private readonly listening = new Map<TextDocument, Disposable>();
  private readonly toggled = new EventEmitter<void>();
  readonly onDidToggle = this.toggled.event;
  private readonly listeners = [
    window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
      void this.paint(textEditor);
    }),
    window.onDidChangeVisibleTextEditors((editors) => {
      for (const editor of editors) void this.paint(editor);
    }),
    workspace.onDidCloseTextDocument((document) => {
      this.stop(document);
    }),
  ];

  constructor(private readonly analyses: Analyses) {}

  isOn(document: TextDocument): boolean {
    return this.listening.has(document);
  }

  toggle(document: TextDocument): void {
    if (this.isOn(document)) this.stop(document);
    else {
      const follow = this.analyses.of(document).onDidChange(() => {
        this.paintAll(document);
      });
      this.listening.set(document, follow);
    }
    this.paintAll(document);
    this.toggled.fire();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    for (const follow of this.listening.values()) follow.dispose();
    for (const type of this.types) type.dispose();
    this.toggled.dispose();
  }

  private stop(document: TextDocument): void {
    this.listening.get(document)?.dispose();
    this.listening.delete(document);
  }

  private paintAll(document: TextDocument): void {
    for (const editor of window.visibleTextEditors) {
      if (editor.document === document) void this.paint(editor);
    }
  }

  private async paint(editor: TextEditor): Promise<void> {
    const { document } = editor;
    const ranges: Range[][] = this.types.map(() => []);
    if (this.isOn(document)) {
      try {
        for (const visible of editor.visibleRanges) {
          const [start, end] = withMargin(document, visible);
          const { version, first, starts, ends } = await this.analyses
            .of(document)
            .touching(start, end);
          // Newest wins: the next answer is under way and repaints.
          if (version !== document.version) return;
          starts.forEach((from, at) => {
            const parts = partsByLine(document, from, ends[at] as number);
            ranges[(first + at) % COLOURS]?.push(...parts);
          });
        }
      } catch {
        // The document was closed, or its analysis has said what is wrong. Old colours would lie.
      }
    }
    this.types.forEach((type, index) => {
      editor.setDecorations(type, ranges[index] ?? []);
    });
  }
}

/** The code units of the visible lines and some around them. */
function withMargin(document: TextDocument, visible: Range): [start: number, end: number] {
  const first = Math.max(0, visible.start.line - MARGIN_LINES);
  const last = Math.min(document.lineCount - 1, visible.end.line + MARGIN_LINES);
  const start = document.offsetAt(document.lineAt(first).range.start);
  const end = document.offsetAt(document.lineAt(last).range.end);
  if (end - start <= MOST_UNITS) return [start, end];
  const from = document.offsetAt(visible.start);
  return [from, Math.min(document.offsetAt(visible.end), from + MOST_UNITS)];
}
