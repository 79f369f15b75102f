import { TextEditorRevealType, type Selection, type TextEditor } from "vscode";
import { Latest } from "../../shared/base/latest";

/**
 * Shows places in an editor while a person is still choosing one, and goes back to where the cursor
 * was when they change their mind.
 */
export class CursorPreview {
  private readonly before: Selection;
  private shown: Selection | undefined;
  private readonly latest = new Latest();
  private busy: Promise<void> = Promise.resolve();

  constructor(private readonly editor: TextEditor) {
    this.before = editor.selection;
  }

  /** Newest wins: places that another one has followed meanwhile are left out. */
  show(select: () => Promise<void>): Promise<void> {
    const signal = this.latest.begin();
    this.busy = this.busy
      .then(async () => {
        if (signal.aborted) return;
        await select();
        this.shown = this.editor.selection;
      })
      // What went wrong is told when the place is chosen.
      .catch(() => undefined);
    return this.busy;
  }

  /** Back to the cursor of before, unless the person has put it elsewhere meanwhile. */
  async goBack(): Promise<void> {
    this.latest.stop();
    await this.busy;
    const { editor, shown, before } = this;
    if (shown === undefined || !editor.selection.isEqual(shown)) return;
    editor.selection = before;
    editor.revealRange(before, TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
