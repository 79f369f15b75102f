import type { Selection } from "vscode";

/**
 * Selections that this extension has made in an editor. VS Code tells of each a while later, so of
 * several made at once the newest stands in the editor, then the first again, and so on.
 */
export class OwnSelections {
  private made: Selection[] = [];

  add(selection: Selection): void {
    if (this.made.at(-1)?.isEqual(selection) !== true) this.made.push(selection);
  }

  /** Whether a selection in the editor is one of them, and none that a person made since. */
  has(selection: Selection): boolean {
    const at = this.made.findLastIndex((own) => own.isEqual(selection));
    if (at < 0) return false;
    // Those before it have been told of.
    this.made = this.made.slice(at);
    return true;
  }

  clear(): void {
    this.made = [];
  }
}
