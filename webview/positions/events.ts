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
