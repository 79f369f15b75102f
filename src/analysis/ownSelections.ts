import type { Selection } from "vscode";

/**
 * Selections that this extension has made in an editor. VS Code tells of each a while later, so of
 * several made at once the newest stands in the editor, then the first again, and so on.
 */
export class OwnSelections {
  private made: Selection[] = [];
  /** How many of them, from the first on, VS Code has told of. */
  private told = 0;

  add(selection: Selection): void {
    if (this.made.at(-1)?.isEqual(selection) !== true) this.made.push(selection);
  }

  /** Whether VS Code has yet to tell of one: whatever it tells before happened before that one. */
  get isPending(): boolean {
    return this.told < this.made.length;
  }

  /**
   * VS Code tells of a selection, in the order in which they were made.
   * @returns whether it is one of them, and none that a person made since
   */
  tell(selection: Selection): boolean {
    const at = this.made.findIndex((own, index) => index >= this.told && own.isEqual(selection));
    if (at >= 0) this.told = at + 1;
    return this.has(selection);
  }

  /** VS Code has told all that it had to tell when this one was the newest. */
  settle(selection: Selection): void {
    const newest = this.made.at(-1);
    const at =
      newest?.isEqual(selection) === true ? this.made.length - 1 : this.made.indexOf(selection);
    this.told = Math.max(this.told, at + 1);
  }

  /** Whether a selection in the editor is one of them, and none that a person made since. */
  has(selection: Selection): boolean {
    const at = this.made.findLastIndex((own) => own.isEqual(selection));
    if (at < 0) return false;
    // Those before it have been told of.
    this.made = this.made.slice(at);
    this.told = Math.max(this.told - at, 0);
    return true;
  }

  /** A person has made a selection since those that were told of. */
  clear(): void {
    this.made = this.made.slice(this.told);
    this.told = 0;
  }
}
