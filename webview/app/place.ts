import { Observable } from "../../src/shared/base/observable";
import type { HeatCell } from "../base/heatCell";
import { NOTHING } from "../feeds/selection";
import type { Selection } from "../feeds/selection";
import type { WindowVectors } from "../feeds/windowVectors";

/** Where the person is: the one selection of the page, and the cell that is looked at. */
export class Place extends Observable {
  selection: Selection = NOTHING;
  /** Row of the window, where it is not the chosen token's. */
  private row: number | undefined;
  private column = 0;

  /** To another selection, and to its token's row. */
  select(selection: Selection): void {
    this.selection = selection;
    this.row = undefined;
    this.notify();
  }

  /** To a cell of the window's vectors. */
  look({ row, column }: HeatCell): void {
    this.row = row;
    this.column = column;
    this.notify();
  }

  /** To a document token, wherever the person looks. */
  choose(token: number): void {
    this.selection = { ...this.selection, token };
    this.notify();
  }

  /** The cell that is looked at in the heatmaps of a window. */
  cross(shown: WindowVectors | undefined): HeatCell | undefined {
    if (shown === undefined) return undefined;
    const [, rows] = shown.vectors.shape;
    const position = (this.selection.token ?? -1) - shown.start;
    const chosen = position >= 0 && position < rows ? position : 0;
    return { row: Math.min(this.row ?? chosen, rows - 1), column: this.column };
  }
}
