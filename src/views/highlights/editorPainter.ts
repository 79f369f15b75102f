import {
  Position,
  Range,
  window,
  type DecorationOptions,
  type Disposable,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { Analysis } from "../../analysis/analysis";
import type { DocumentScores, Scores } from "../../analysis/scores";
import { Latest } from "../../shared/base/latest";
import { surpriseStep } from "../../shared/values/surpriseSteps";
import type { TokenSpans } from "../../tokens/document/tokenSpans";
import type { DecorationTypes } from "./decorationTypes";
import type { IdleScores } from "./idleScores";
import { layOut, type Kind, type LayoutOptions, type Places } from "./layout";
import {
  covers,
  LEAST_OF_A_LINE,
  neededOf,
  RESTED,
  SCROLLED,
  stretchesOf,
  TYPED,
  type Lines,
  type LineStretch,
  type Margin,
} from "./stretches";

/** What is to be coloured. */
interface Paintwork {
  readonly version: number;
  readonly stretches: LineStretch[];
  readonly margin: Margin;
}

/** How tokens are drawn now. */
export interface Drawing {
  readonly types: DecorationTypes;
  readonly layout: LayoutOptions;
  /** Of the tokens, where they are coloured by it. */
  readonly scores: Scores | undefined;
  /** What scores the rest of the document then. */
  readonly idle: IdleScores | undefined;
  readonly contextLength: number | undefined;
  /** Said where the context ends. */
  readonly contextHover: string;
  /** Columns that the editor draws of a line that is not wrapped. */
  readonly columns: () => number;
}

/** Milliseconds without an edit after which all that is drawn is coloured, also of long lines. */
const REST = 150;

/** Colours the tokens in one editor, and takes the colours away when it is disposed. */
export class EditorPainter implements Disposable {
  private readonly latest = new Latest();
  /** What is coloured or will be; undefined where nothing is. */
  private paintwork: Paintwork | undefined;
  /** Kinds that have places in the editor now. */
  private readonly drawn = new Set<Kind | "beyond">();
  /** The document as the worker read it when it was last coloured. */
  private key: string | undefined;
  /** Whether anything was coloured yet. */
  hasPainted = false;
  private hasFailed = false;
  /** Column of a long line that the mouse was last on. */
  private pointed: number | undefined;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners: Disposable[];

  constructor(
    readonly editor: TextEditor,
    private readonly analysis: Analysis,
    private readonly drawing: () => Drawing,
  ) {
    this.listeners = [
      analysis.onDidTell(() => {
        this.onEdit();
      }),
      analysis.onDidChange(() => {
        this.mend();
      }),
    ];
    void this.paint();
  }

  /** What is visible is another part. */
  onScroll(): void {
    if (!this.isPainted(SCROLLED)) void this.paint(SCROLLED);
  }

  /** Of a long line only what is near the cursor may be coloured. */
  cursorMoved(): void {
    const { document, selection } = this.editor;
    if (document.lineAt(selection.active).text.length <= LEAST_OF_A_LINE) return;
    // The move that a key press makes is told of too.
    const margin = this.paintwork?.margin ?? SCROLLED;
    if (!this.isPainted(margin)) void this.paint(margin);
  }

  /** The mouse rests on a character: nothing else tells where a long line is scrolled to. */
  mouseAt(position: Position): void {
    if (this.editor.document.lineAt(position).text.length <= LEAST_OF_A_LINE) return;
    this.pointed = position.character;
    this.onScroll();
  }

  /** While a person types, what they see is near the cursor. */
  private onEdit(): void {
    clearTimeout(this.resting);
    if (this.paintwork === undefined) {
      void this.paint();
      return;
    }
    // Another editor of the same document may be scrolled anywhere.
    void this.paint(window.activeTextEditor === this.editor ? TYPED : RESTED);
    this.resting = setTimeout(() => {
      // What was typed last has no score yet, even where all of a short text is coloured.
      if (this.drawing().scores !== undefined || !this.isPainted(RESTED)) void this.paint();
    }, REST);
  }

  /** Whether so much around what is visible is coloured already that it will do for a while. */
  private isPainted(margin: Margin): boolean {
    const { paintwork } = this;
    const { document } = this.editor;
    if (paintwork?.version !== document.version) return false;
    return covers(paintwork.stretches, this.stretches(linesOf(document), neededOf(margin)));
  }

  /** Colours what is visible anew, and a margin around it. */
  async paint(margin = RESTED): Promise<void> {
    const { editor, analysis } = this;
    const { document } = editor;
    if (this.key !== undefined && this.key !== analysis.key) this.clear();
    const lines = linesOf(document);
    const { version } = document;
    const stretches = this.stretches(lines, margin);
    this.paintwork = { version, stretches, margin };
    const signal = this.latest.begin();
    try {
      const spans = await analysis.call.spans(stretches, this.drawing().contextLength);
      // The worker may soon be told of another edit.
      const isOld = (): boolean => signal.aborted || version !== document.version;
      if (isOld() || version !== spans.version) return;
      const scores = await this.scoresOf(spans);
      if (isOld()) return;
      this.key = analysis.key;
      this.draw(spans, stretches, lines, scores);
      this.hasPainted = true;
      this.hasFailed = false;
      // While a person types, each key would stop what the one before began.
      if (scores === undefined || margin === TYPED) return;
      const drawMore = (): void => {
        if (version === document.version) this.draw(spans, stretches, lines, scores);
      };
      const near = (): number => this.tokenInView(spans);
      await scores.complete(near, drawMore, signal);
      const rest = this.drawing().idle?.complete(analysis, spans.tokenCount, near, signal);
      // What fails of text that nobody looks at takes no colour away.
      await rest?.catch(() => undefined);
    } catch {
      // The document was closed, or its analysis has said what is wrong. Old colours would lie.
      if (!signal.aborted) this.clear();
    }
  }

  /** Takes all colours away, until something is painted again. */
  clear(): void {
    this.latest.stop();
    this.paintwork = undefined;
    const { types } = this.drawing();
    for (const kind of this.drawn) this.editor.setDecorations(types.of(kind), []);
    this.drawn.clear();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    clearTimeout(this.resting);
    this.latest.stop();
    this.paintwork = undefined;
    // VS Code forgets what it drew in an editor that is shown no more.
    if (window.visibleTextEditors.includes(this.editor)) this.clear();
  }

  /** A worker that died has forgotten the document; asked again, another one starts. */
  private mend(): void {
    if (this.analysis.failure === undefined || this.hasFailed) return;
    this.hasFailed = true;
    void this.paint();
  }

  /** What is known of the tokens' surprisal; undefined where they are not coloured by it. */
  private async scoresOf({ rows, firsts }: TokenSpans): Promise<DocumentScores | undefined> {
    const { scores } = this.drawing();
    const [first, last] = [firsts[0], firsts.at(-1)];
    if (scores === undefined || first === undefined || last === undefined) return undefined;
    const rowsOfLast = (rows.at(-1) ?? 0) - (rows.at(-2) ?? 0);
    // Where the model cannot be had, panel and status bar say why.
    return scores.of(this.analysis, first, last + rowsOfLast).catch(() => undefined);
  }

  /** The token in the middle of what is visible, as far as the spans tell. */
  private tokenInView({ starts, firsts }: TokenSpans): number {
    const { visibleRanges, document } = this.editor;
    const [range] = visibleRanges;
    if (range === undefined) return firsts[0] ?? 0;
    const line = Math.floor((range.start.line + range.end.line) / 2);
    const offset = document.offsetAt(new Position(line, 0));
    const row = starts.findIndex((start) => start >= offset);
    return (firsts[0] ?? 0) + Math.max(row, 0);
  }

  private draw(
    spans: TokenSpans,
    stretches: readonly LineStretch[],
    lines: Lines,
    scores: DocumentScores | undefined,
  ): void {
    const { editor, drawn } = this;
    const { types, layout, contextHover } = this.drawing();
    const surprise = (token: number): number | undefined => {
      const nats = scores?.surprisalOf(token);
      return nats === undefined ? undefined : surpriseStep(nats);
    };
    const places = layOut(spans, stretches, lines, { ...layout, surprise });
    for (const kind of drawn) {
      if (kind === "beyond" ? spans.beyond !== undefined : places.has(kind)) continue;
      editor.setDecorations(types.of(kind), []);
      drawn.delete(kind);
    }
    for (const [kind, each] of places) {
      editor.setDecorations(types.of(kind), rangesOf(each));
      drawn.add(kind);
    }
    if (spans.beyond === undefined) return;
    const mark = beyondMark(editor.document, spans.beyond, contextHover);
    editor.setDecorations(types.of("beyond"), [mark]);
    drawn.add("beyond");
  }

  private stretches(lines: Lines, margin: Margin): LineStretch[] {
    const { visibleRanges, selection } = this.editor;
    const views = visibleRanges.map(({ start, end }) => ({
      firstLine: start.line,
      firstCharacter: start.character,
      lastLine: Math.min(end.line, lines.count - 1),
      lastCharacter: end.character,
    }));
    const seen = [
      selection.active.character,
      ...(this.pointed === undefined ? [] : [this.pointed]),
    ];
    return stretchesOf(lines, views, margin, { drawn: this.drawing().columns, seen });
  }
}

function rangesOf(places: Places): Range[] {
  const ranges: Range[] = [];
  for (let at = 0; at < places.length; at += 3) {
    const line = places[at] as number;
    ranges.push(new Range(line, places[at + 1] as number, line, places[at + 2] as number));
  }
  return ranges;
}

function linesOf(document: TextDocument): Lines {
  return {
    count: document.lineCount,
    start: (line) => document.offsetAt(new Position(line, 0)),
    text: (line) => document.lineAt(line).text,
  };
}

/** Before the first token that the model does not see, or what of it stands in its first line. */
function beyondMark(
  document: TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
  hoverMessage: string,
): DecorationOptions {
  const from = document.positionAt(start);
  const to = document.positionAt(end);
  const lineEnd = document.lineAt(from.line).range.end;
  return { range: new Range(from, to.isBefore(lineEnd) ? to : lineEnd), hoverMessage };
}
