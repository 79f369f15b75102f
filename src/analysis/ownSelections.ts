import type { Selection } from "vscode";

/**
 * Selections that this extension has made in an editor. VS Code tells of each a while later, so of
 * several made at once the newest stands in the editor, then the first again, and so on.
 */
export class OwnSelections {
  private selections: Selection[] = [];
  /** How many of them, from the first on, VS Code has told of. */
  private toldCount = 0;

  add(selection: Selection): void {
    if (this.selections.at(-1)?.isEqual(selection) !== true) this.selections.push(selection);
  }

  /** Whether VS Code has yet to tell of one: whatever it tells before happened before that one. */
  get isPending(): boolean {
    return this.toldCount < this.selections.length;
  }

  /**
   * VS Code tells of a selection, in the order in which they were made.
   * @returns whether it is one of them, and none that a person made since
   */
  tell(selection: Selection): boolean {
    const at = this.selections.findIndex(
      (own, index) => index >= this.toldCount && own.isEqual(selection),
    );
    if (at >= 0) this.toldCount = at + 1;
    return this.has(selection);
  }

  /** VS Code has told all that it had to tell when this one was the newest. */
  settle(selection: Selection): void {
    const newest = this.selections.at(-1);
    const at =
      newest?.isEqual(selection) === true
        ? this.selections.length - 1
        : this.selections.indexOf(selection);
    this.toldCount = Math.max(this.toldCount, at + 1);
  }

  /** Whether a selection in the editor is one of them, and none that a person made since. */
  has(selection: Selection): boolean {
    const at = this.selections.findLastIndex((own) => own.isEqual(selection));
    if (at < 0) return false;
    // Those before it have been told of.
    this.selections = this.selections.slice(at);
    this.toldCount = Math.max(this.toldCount - at, 0);
    return true;
  }

  /** A person has made a selection since those that were told of. */
  clear(): void {
    this.selections = this.selections.slice(this.toldCount);
    this.toldCount = 0;
  }
}
