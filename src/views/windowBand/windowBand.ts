import {
  DecorationRangeBehavior,
  OverviewRulerLane,
  Range,
  ThemeColor,
  window,
  type DecorationOptions,
  type Disposable,
  type Event,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { Focus } from "../../analysis/focus";
import type { CallSignal } from "../../shared/base/callSignal";
import { Latest } from "../../shared/base/latest";

/** What the band needs to know of the panel. */
interface Openable {
  readonly isOpen: boolean;
  readonly onDidToggle: Event<void>;
}

/** While the panel is open, the chosen window stands as a band in its document's editors. */
export class WindowBand implements Disposable {
  private drawn: DrawnBand | undefined;
  private readonly listener: Disposable;

  constructor(
    private readonly focus: Focus,
    private readonly panel: Openable,
  ) {
    this.listener = panel.onDidToggle(() => {
      this.follow();
    });
    this.follow();
  }

  dispose(): void {
    this.listener.dispose();
    this.drawn?.dispose();
  }

  private follow(): void {
    if (this.panel.isOpen) this.drawn ??= new DrawnBand(this.focus);
    else {
      this.drawn?.dispose();
      this.drawn = undefined;
    }
  }
}

/** Where the window is in a document, in UTF-16 code units, half-open. */
interface Place {
  readonly document: TextDocument;
  readonly inputs: readonly [start: number, end: number];
  /** The target of the last input: the other targets are inputs too. */
  readonly target: readonly [start: number, end: number];
}

class DrawnBand implements Disposable {
  private readonly inputs = lineUnder("tokenscope.windowInput", "solid");
  private readonly target = lineUnder("tokenscope.windowTarget", "dashed");
  private readonly listeners: readonly Disposable[];
  private place: Place | undefined;
  private readonly latest = new Latest();
  /** What the place depends on, as it was looked for last. */
  private origin: readonly unknown[] = [];

  constructor(private readonly focus: Focus) {
    this.listeners = [
      focus.onDidChange(() => {
        this.update();
      }),
      window.onDidChangeVisibleTextEditors((editors) => {
        this.draw(editors);
      }),
    ];
    this.update();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    // What they drew goes with them.
    this.inputs.dispose();
    this.target.dispose();
    this.latest.stop();
  }

  /** The focus changes with every step of the cursor, the window less often. */
  private update(): void {
    const { analysis, windows } = this.focus;
    const { chosen, shape } = windows;
    const start = chosen === undefined ? undefined : windows.startOf(chosen);
    const origin = [analysis, analysis?.revision, start, shape?.maxLength];
    const { origin: before } = this;
    if (origin.length === before.length && origin.every((part, at) => part === before[at])) return;
    this.origin = origin;
    void this.find(start, this.latest.begin());
  }

  private async find(start: number | undefined, signal: CallSignal): Promise<void> {
    const { analysis } = this.focus;
    const { shape } = this.focus.windows;
    let found: Place | undefined;
    if (analysis !== undefined && shape !== undefined && start !== undefined) {
      const { document, revision } = analysis;
      const end = start + shape.maxLength;
      try {
        // Two short slices, however long the window is.
        const [first, last] = await Promise.all([
          analysis.call.slice(start, start + 1),
          analysis.call.slice(end - 1, end + 1),
        ]);
        // After an edit the editor moves what is drawn until the next answer.
        if (signal.aborted) return;
        const versions = [first.version, last.version];
        const current = versions.every(
          (version) => version === document.version && analysis.isOf(revision, version),
        );
        if (!current) return;
        found = placeOf(document, first, last);
      } catch {
        // The document was closed, or its analysis has said what is wrong. An old band would lie.
        if (signal.aborted) return;
        this.origin = [];
      }
    }
    this.place = found;
    this.draw(window.visibleTextEditors);
  }

  private draw(editors: readonly TextEditor[]): void {
    const { place } = this;
    for (const editor of editors) {
      const here = editor.document === place?.document ? place : undefined;
      const options = (
        units: readonly [number, number] | undefined,
        colour: string,
      ): DecorationOptions[] =>
        units === undefined ? [] : [markOf(editor.document, units, colour)];
      editor.setDecorations(this.inputs, options(here?.inputs, "tokenscope.windowInput"));
      editor.setDecorations(this.target, options(here?.target, "tokenscope.windowTarget"));
    }
  }
}

interface Spans {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** @param last the last input and its target */
function placeOf(document: TextDocument, first: Spans, last: Spans): Place | undefined {
  const [start, [end, targetEnd], targetStart] = [first.starts[0], last.ends, last.starts[1]];
  if (start === undefined || end === undefined) return undefined;
  if (targetStart === undefined || targetEnd === undefined) return undefined;
  return { document, inputs: [start, end], target: [targetStart, targetEnd] };
}

/** Lines under the text leave its colours, and those of the tokens, as they are. */
function lineUnder(colour: string, style: "solid" | "dashed") {
  return window.createTextEditorDecorationType({
    borderColor: new ThemeColor(colour),
    borderStyle: style,
    borderWidth: "0 0 2px 0",
    overviewRulerColor: new ThemeColor(colour),
    overviewRulerLane: OverviewRulerLane.Center,
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
  });
}

/** A line end has no width in an editor: its mark stands behind the line. */
function markOf(
  document: TextDocument,
  [start, end]: readonly [number, number],
  colour: string,
): DecorationOptions {
  const range = new Range(document.positionAt(start), document.positionAt(end));
  if (hasWidth(document, range)) return { range };
  const after = { contentText: "↵", color: new ThemeColor(colour) };
  return { range: new Range(range.start, range.start), renderOptions: { after } };
}

function hasWidth(document: TextDocument, range: Range): boolean {
  for (let line = range.start.line; line <= range.end.line; line++) {
    const part = document.lineAt(line).range.intersection(range);
    if (part !== undefined && !part.isEmpty) return true;
  }
  return false;
}
