import * as l10n from "../../src/shared/base/l10n";
import { inverseOrder } from "../../src/windows/windowOrder";
import { chosenLimit } from "../heat/limitChoice";
import type { LimitChoice } from "../heat/limitChoice";
import { arrange, pairsInOrder, rowsInOrder } from "./arrangement";
import type { Scaling } from "./arrangement";
import type { DimensionStats } from "./dimensionStats";
import { cloudOf } from "../drawing/helixLayout";
import { memo } from "../base/memo";

/** The rows in one order, and what the pictures need of them, each made once. */
export class Side {
  /** Which position each row shows. */
  readonly rows: (count: number) => Uint32Array;
  /** The colour limit of its table. */
  readonly limit = memo((values: Float32Array, columns: number, choice: LimitChoice) =>
    chosenLimit([values], columns, choice),
  );
  private readonly places = memo(inverseOrder);
  private readonly table = memo(arrange);
  private readonly square = memo(pairsInOrder);
  private readonly alongScores = memo(rowsInOrder);
  private readonly space = memo((scores: Float32Array, components: number, rows: Uint32Array) =>
    cloudOf(rowsInOrder(scores, components, rows), components),
  );

  constructor(
    readonly isShuffled: boolean,
    order: (count: number) => Uint32Array,
  ) {
    this.rows = memo(order);
  }

  /** What something is called on this side. */
  nameOf(text: string): string {
    return this.isShuffled ? l10n.t("{0}, rows shuffled", text) : text;
  }

  /** The row that shows a position; 0 for none. */
  placeOf(position: number | undefined, count: number): number {
    return position === undefined ? 0 : (this.places(this.rows(count))[position] ?? 0);
  }

  arrange(
    values: Float32Array,
    stats: DimensionStats,
    scaling: Scaling,
    columns: Uint32Array,
  ): Float32Array {
    const count = columns.length === 0 ? 0 : values.length / columns.length;
    return this.table(values, stats, scaling, columns, this.rows(count));
  }

  pairs(cosines: Float32Array, count: number): Float32Array {
    return this.square(cosines, this.rows(count));
  }

  cloud(scores: Float32Array, components: number, count: number) {
    return this.space(scores, components, this.rows(count));
  }

  scores(scores: Float32Array, components: number, count: number): Float32Array {
    return this.alongScores(scores, components, this.rows(count));
  }

  inOrder(curve: Float64Array): Float64Array {
    return Float64Array.from(this.rows(curve.length), (row) => curve[row] ?? NaN);
  }
}
