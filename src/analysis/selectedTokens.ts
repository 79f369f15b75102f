import { EventEmitter, window, type Disposable, type TextEditor } from "vscode";
import type { TouchedCount } from "../tokens/document/touched";
import type { LastEditor } from "./lastEditor";

/** How many tokens the selections of the editor used last touch. Nothing runs while none is. */
export class SelectedTokens implements Disposable {
  /** Undefined where nothing is selected. */
  count: TouchedCount | undefined;

  private readonly changed = new EventEmitter<void>();
  /** `count` is another. */
  readonly onDidChange = this.changed.event;
  private readonly listeners: readonly Disposable[];
  private asking = false;
  /** Something changed while the answer to a question was under way. */
  private isStale = false;

  constructor(private readonly last: LastEditor) {
    this.listeners = [
      last.onDidChange(() => {
        void this.update();
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === last.editor) void this.update();
      }),
    ];
    void this.update();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }

  /** One question at a time: what comes meanwhile is asked about once, as it is then. */
  private async update(): Promise<void> {
    const { editor, analysis } = this.last;
    if (editor === undefined || analysis === undefined || !hasSelection(editor)) {
      this.set(undefined);
      return;
    }
    if (this.asking) {
      this.isStale = true;
      return;
    }
    this.asking = true;
    this.isStale = false;
    try {
      const { version, ...count } = await analysis.call.touched(selectedSpans(editor));
      const isNewest = this.last.editor === editor && hasSelection(editor);
      if (isNewest && version === editor.document.version) this.set(count);
    } catch {
      // The document was closed, or its analysis has said what is wrong.
    } finally {
      this.asking = false;
    }
    await this.updateIfStale();
  }

  private async updateIfStale(): Promise<void> {
    if (this.isStale) await this.update();
  }

  private set(count: TouchedCount | undefined): void {
    if (this.count?.tokens === count?.tokens && this.count?.cut === count?.cut) return;
    this.count = count;
    this.changed.fire();
  }
}

export function hasSelection({ selections }: TextEditor): boolean {
  return selections.some((selection) => !selection.isEmpty);
}

/** The selections that are not empty, as code units `[spans[2i], spans[2i + 1])`. */
export function selectedSpans({ document, selections }: TextEditor): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(
    selections
      .filter((selection) => !selection.isEmpty)
      .flatMap(({ start, end }) => [document.offsetAt(start), document.offsetAt(end)]),
  );
}
