import {
  Range,
  ThemeColor,
  window,
  type DecorationOptions,
  type Disposable,
  type TextDocument,
  type TextEditorDecorationType,
} from "vscode";
import type { Focus } from "../../analysis/focus";
import { ofRevision } from "../../analysis/ofRevision";
import { Latest } from "../../shared/base/latest";
import { partsByLine } from "../ui/tokenRanges";

const COLOUR = "tokenscope.pointedToken";

/** Marks in the editors the token that the mouse or the keys are on in the panel. */
export class PointedToken implements Disposable {
  /** Made when something is first pointed at. */
  private type: TextEditorDecorationType | undefined;
  /** The tokens that what is marked is one of. */
  private marked: number | undefined;
  private readonly latest = new Latest();
  private readonly listener: Disposable;

  constructor(private readonly focus: Focus) {
    // Another document, or other tokens: the page points anew if the mouse is still there.
    this.listener = focus.onDidChange(() => {
      if (this.marked !== undefined && this.marked !== focus.analysis?.revision) this.clear();
    });
  }

  /**
   * @param version as the page knows the document's tokens; an old one marks nothing
   * @param token document token
   */
  async show(version: number, token: number): Promise<void> {
    const signal = this.latest.begin();
    const { analysis } = this.focus;
    const slice = await ofRevision(analysis, version, ({ call }) => call.slice(token, token + 1));
    if (signal.aborted || analysis === undefined || slice === undefined) return;
    const [start, end] = [slice.starts[0], slice.ends[0]];
    const { document, summary } = analysis;
    if (start === undefined || end === undefined || summary?.version !== document.version) return;
    this.type ??= window.createTextEditorDecorationType({
      border: "1px solid",
      borderColor: new ThemeColor(COLOUR),
      borderRadius: "3px",
    });
    this.marked = version;
    const options = marks(document, start, end);
    for (const editor of window.visibleTextEditors) {
      if (editor.document === document) editor.setDecorations(this.type, options);
    }
  }

  clear(): void {
    this.latest.stop();
    if (this.type === undefined || this.marked === undefined) return;
    this.marked = undefined;
    for (const editor of window.visibleTextEditors) editor.setDecorations(this.type, []);
  }

  /** Until something is pointed at again, nothing is kept. */
  release(): void {
    this.latest.stop();
    this.marked = undefined;
    this.type?.dispose();
    this.type = undefined;
  }

  dispose(): void {
    this.listener.dispose();
    this.release();
  }
}

/** A frame around a token's text; a line end, which has no width there, as a sign behind its line. */
function marks(document: TextDocument, start: number, end: number): DecorationOptions[] {
  const parts = partsByLine(document, start, end);
  if (parts.some((part) => !part.isEmpty)) return parts.map((range) => ({ range }));
  const at = document.positionAt(start);
  const after = { contentText: "↵", color: new ThemeColor(COLOUR) };
  return [{ range: new Range(at, at), renderOptions: { after } }];
}
