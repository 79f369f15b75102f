import type { Selection } from "vscode";

/** As many are kept that VS Code has not told of: it has lost the older ones. */
const MOST_KEPT = 256;

/**
 * Selections that this extension has made in an editor. VS Code tells of each a while later, so of
 * several made at once the newest stands in the editor, then the first again, and so on. It may be many
 * steps behind, and the same selection may be made again meanwhile.
 */
export class OwnSelections {
  /** The last that VS Code has told of, and all since. */
  private selections: Selection[] = [];
  /** How many of them, from the first on, VS Code has told of. */
  private toldCount = 0;
  /** How many were made before the first of them. */
  private pastCount = 0;

  /** @returns how many were made so far, for `settle` */
  add(selection: Selection): number {
    // One that stands already is not told of again, unless a person makes another meanwhile.
    this.selections.push(selection);
    if (this.selections.length > MOST_KEPT) this.drop(1);
    return this.pastCount + this.selections.length;
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
    if (at >= 0) this.toldTo(at + 1);
    return this.has(selection);
  }

  /** VS Code has told all that it had to tell when so many were made. */
  settle(made: number): void {
    this.toldTo(made - this.pastCount);
  }

  /** Whether a selection in the editor is one of them, and none that a person made since. */
  has(selection: Selection): boolean {
    return this.selections.some((own) => own.isEqual(selection));
  }

  /** A person has made a selection since those that were told of. */
  clear(): void {
    this.drop(this.toldCount);
  }

  private toldTo(count: number): void {
    this.toldCount = Math.max(this.toldCount, Math.min(count, this.selections.length));
    // Only the last that was told of may stand in the editor still.
    this.drop(Math.max(this.toldCount - 1, 0));
  }

  private drop(count: number): void {
    this.selections.splice(0, count);
    this.pastCount += count;
    this.toldCount = Math.max(this.toldCount - count, 0);
  }
}
