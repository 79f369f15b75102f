import { TO_THE_PAGE } from "../base/paneEvents";
import type { Turn } from "../drawing/helixLayout";

/** The pointer is at a row of a picture, as the picture orders its rows, and at a column of it. */
export class PlaceEvent extends Event {
  static readonly type = "place";
  constructor(
    readonly row: number,
    readonly column: number | undefined,
  ) {
    super(PlaceEvent.type);
  }
}

/** The helix was dragged. */
export class TurnEvent extends Event {
  static readonly type = "turn";
  constructor(readonly turn: Turn) {
    super(TurnEvent.type);
  }
}

/** A heatmap has another size, or shows a table of another size. */
export class StageEvent extends Event {
  static readonly type = "stage";
  constructor() {
    super(StageEvent.type, { bubbles: true });
  }
}

/** Another column is to be shown: a dimension, a pair or a head. */
export class ColumnEvent extends Event {
  static readonly type = "column";
  constructor(readonly column: number) {
    super(ColumnEvent.type, TO_THE_PAGE);
  }
}

/** The column before or the next one is to be shown, in the order of the columns. */
export class ColumnStepEvent extends Event {
  static readonly type = "column-step";
  constructor(readonly step: -1 | 1) {
    super(ColumnStepEvent.type, TO_THE_PAGE);
  }
}

declare global {
  interface HTMLElementEventMap {
    [PlaceEvent.type]: PlaceEvent;
    [TurnEvent.type]: TurnEvent;
    [StageEvent.type]: StageEvent;
    [ColumnEvent.type]: ColumnEvent;
    [ColumnStepEvent.type]: ColumnStepEvent;
  }
}
