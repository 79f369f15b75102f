import * as l10n from "../../src/shared/base/l10n";
import { inverseOrder } from "../../src/windows/windowOrder";
import { memo } from "../base/memo";
import { rowNorms } from "./arrangement";
import { dimensionOrder, dimensionStats } from "./dimensionStats";
import type { PositionFeed } from "../feeds/positionFeed";
import { alibiRows, rotaryRows, sinusoidalRows } from "./positionRows";
import type { PositionRows, Source } from "./positionRows";

/** Of curves by distance, where no model tells how long its context is. */
const DISTANCES = 1024;

/** The tables of positions and what is computed from them, each made once. */
export class PositionTables {
  /** Mean and spread of each dimension. */
  readonly stats = memo((rows: PositionRows) => dimensionStats(rows.values, rows.shape));
  /** Which dimension each column shows. */
  readonly columns = memo(dimensionOrder);
  /** Which column shows each dimension, of such an order. */
  readonly places = memo(inverseOrder);
  readonly norms = memo((rows: PositionRows) => rowNorms(rows.values, rows.shape));
  private readonly learned = memo(tableRows);
  private readonly gpt2 = memo(tableRows);
  private readonly sinusoidal = memo(sinusoidalRows);
  private readonly rotary = memo(rotaryRows);
  private readonly alibi = memo(alibiRows);

  /** The table of one kind of positions, undefined while there is none. */
  rows(feed: PositionFeed | undefined, source: Source): PositionRows | undefined {
    const { contextLength = DISTANCES, dimensions } = feed?.name ?? {};
    switch (source) {
      case "learned": {
        const last = feed?.table.last;
        return last && this.learned(last.wish.name, last.answer);
      }
      case "gpt2": {
        const last = feed?.gpt2.last;
        return last && this.gpt2(last.wish.name, last.answer);
      }
      case "sinusoidal":
        return dimensions === undefined ? undefined : this.sinusoidal(contextLength, dimensions);
      case "rotary":
        return this.rotary(contextLength);
      case "alibi":
        return this.alibi(contextLength);
    }
  }
}

function tableRows(
  name: string,
  { values, shape }: { values: Float32Array; shape: readonly [number, number] },
): PositionRows {
  return {
    title: l10n.t("Position table of {0}", name),
    values,
    shape,
    rowName: "position",
    columnName: "dimension",
  };
}
