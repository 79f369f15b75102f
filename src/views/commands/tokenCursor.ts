import * as l10n from "../../shared/base/l10n";
import { Selection, type TextEditor } from "vscode";
import type { Analysis } from "../../analysis/analysis";
import type { Focus } from "../../analysis/focus";
import type { LastEditor } from "../../analysis/lastEditor";
import { OwnSelections } from "../../analysis/ownSelections";
import { revealSelection, selectionsTold } from "../../analysis/revealSelection";

/** The document of the editor used last, counted. */
export interface TokenPlace {
  readonly editor: TextEditor;
  readonly analysis: Analysis;
  readonly tokenCount: number;
}

/** Which token the cursor of the editor used last is on, and puts it on others. */
export class TokenCursor {
  /**
   * Where it put a selection that the focus does not know of, because that is pinned to another
   * document: of the parts of a character the selection alone would always tell the first.
   */
  private ownPlace: { editor: TextEditor; index: number; revision: number } | undefined;
  private own = new OwnSelections();

  constructor(
    private readonly focus: Focus,
    private readonly last: LastEditor,
  ) {}

  /** @throws with what to do, where no text is open or it has no tokens */
  async place(): Promise<TokenPlace> {
    const { editor, analysis } = this.last;
    if (editor === undefined || analysis === undefined) {
      throw new Error(l10n.t("Open a text file to see its tokens."));
    }
    await analysis.call.indexAt(0);
    const tokenCount = analysis.summary?.tokenCount ?? 0;
    if (tokenCount === 0) throw new Error(l10n.t("The document is empty. It has no tokens."));
    return { editor, analysis, tokenCount };
  }

  /** Document token under the cursor. */
  async index({ editor, analysis }: TokenPlace): Promise<number> {
    const { focus, ownPlace: placed } = this;
    if (focus.editor === editor) {
      await focus.catchUp();
      if (focus.token !== undefined) return focus.token;
    }
    const { selection, document } = editor;
    const isPlaced = placed?.editor === editor && placed.revision === analysis.revision;
    if (isPlaced && this.own.has(selection)) return placed.index;
    return (await analysis.call.indexAt(document.offsetAt(selection.active))).index;
  }

  /** Selects document tokens `[from, to)`, with the cursor at their start, and reveals them. */
  async select({ editor, analysis }: TokenPlace, from: number, to = from + 1): Promise<void> {
    const { focus } = this;
    if (focus.editor === editor && to === from + 1) {
      await focus.choose({ kind: "token", index: from });
      return;
    }
    const { version, starts, ends } = await analysis.call.slice(from, to);
    const [start, end] = [starts[0], ends.at(-1)];
    const { document } = editor;
    if (start === undefined || end === undefined || version !== document.version) return;
    const selection = new Selection(document.positionAt(end), document.positionAt(start));
    if (this.ownPlace?.editor !== editor) this.own = new OwnSelections();
    const { own } = this;
    const made = own.add(selection);
    this.ownPlace = { editor, index: from, revision: analysis.revision };
    await revealSelection(document, selection, editor);
    void selectionsTold().then(() => {
      own.settle(made);
    });
  }
}
