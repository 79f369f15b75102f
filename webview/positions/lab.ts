import type { HeatZoom } from "../heat/heatZoom";
import type { Palette } from "../base/palette";
import type { PictureChoices } from "../heat/pictureChoices";
import type { Turn } from "../drawing/helixLayout";
import type { PositionChoices } from "./positionChoices";
import type { PositionTables } from "./positionTables";
import type { Side } from "./side";

/** What is pointed at in the lab; it stays when the picture changes. */
export interface Mark {
  /** Position or distance under the crosshair. */
  readonly row: number | undefined;
  /** Dimension, pair or head under the crosshair. */
  readonly column: number;
  /** The other position of a cosine. */
  readonly against: number;
  /** Columns whose curves stay beside the current one's, the newest first. */
  readonly kept: readonly number[];
  /** How the helix is turned. */
  readonly turn: Turn;
}

/** What every picture of the lab is drawn from. */
export interface Lab {
  readonly choices: PositionChoices;
  /** How heatmaps are drawn. */
  readonly drawing: PictureChoices;
  readonly palette: Palette | undefined;
  /** One for all sides: they show the same part. */
  readonly zoom: HeatZoom;
  readonly tables: PositionTables;
  /** The rows as they are, and behind them shuffled where that is wanted. */
  readonly sides: readonly [Side, ...Side[]];
  readonly mark: Mark;
  /** Points at something else. */
  point(change: Partial<Mark>): void;
}

/** Does what a key asks for, which then does nothing else. */
export function consume(event: KeyboardEvent, act: () => void): void {
  event.preventDefault();
  act();
}
