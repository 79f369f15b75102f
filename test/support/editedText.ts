import type { TextChange } from "../../src/shared/values/tokens";

/** Edits that can be undone, as in an editor: the last ones, so that old texts can be let go. */
const MOST_UNDOS = 100;

/** A plain string with an editor's edits and undo: the model that a document is held against. */
export class EditedText {
  private readonly undos: TextChange[][] = [];

  constructor(public text = "") {}

  /** @param changes in offsets of the text before, rising, not overlapping */
  edit(changes: readonly TextChange[]): void {
    this.undos.push(this.apply(changes));
    if (this.undos.length > MOST_UNDOS) this.undos.shift();
  }

  /** Takes the last edit back. Returns the changes that did it, or undefined where there is none. */
  undo(): TextChange[] | undefined {
    const changes = this.undos.pop();
    if (changes !== undefined) this.apply(changes);
    return changes;
  }

  /** Returns the changes that take these ones back. */
  private apply(changes: readonly TextChange[]): TextChange[] {
    const back: TextChange[] = [];
    let text = "";
    let copied = 0;
    for (const { start, end, text: inserted } of changes) {
      text += this.text.slice(copied, start);
      const taken = this.text.slice(start, end);
      const last = back.at(-1);
      // Two that put back at one place are one: they would have no order otherwise.
      if (last?.start === text.length && inserted === "") {
        back[back.length - 1] = { ...last, text: last.text + taken };
      } else {
        back.push({ start: text.length, end: text.length + inserted.length, text: taken });
      }
      text += inserted;
      copied = end;
    }
    this.text = text + this.text.slice(copied);
    return back;
  }
}
