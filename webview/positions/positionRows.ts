import * as l10n from "../../src/shared/base/l10n";
import {
  ALIBI_HEADS,
  alibiBiases,
  ROTARY_WIDTH,
  rotaryAngles,
  sinusoidalPositions,
} from "../../src/shared/values/positionKinds";
import { columnOf } from "./arrangement";
import type { ColumnName, RowName } from "./axisNames";

export type Source = "learned" | "gpt2" | "sinusoidal" | "rotary" | "alibi";

/** A table of positions, or of distances where positions are relative. */
export interface PositionRows {
  /** Begins the sentences about it. */
  readonly title: string;
  readonly values: Float32Array;
  /** [C, D]: positions and dimensions, or distances and pairs, or distances and heads. */
  readonly shape: readonly [number, number];
  readonly rowName: RowName;
  readonly columnName: ColumnName;
  /** Where positions are relative: that they are, and what is shown instead. */
  readonly note?: string;
  /** One more curve over the rows. */
  readonly mean?: Float64Array;
}

export function sinusoidalRows(positions: number, dimensions: number): PositionRows {
  const { shape, values } = sinusoidalPositions(positions, dimensions);
  return {
    title: l10n.t("Sinusoidal positions"),
    values,
    shape,
    rowName: "position",
    columnName: "dimension",
  };
}

/** Cosines of the angle between a query and a key so far apart, pair by pair. */
export function rotaryRows(distances: number): PositionRows {
  const { shape, angles, meanCosines } = rotaryAngles(distances, ROTARY_WIDTH);
  return {
    title: l10n.t("Rotary positions, cos(angle)"),
    values: Float32Array.from(angles, Math.cos),
    shape,
    rowName: "distance",
    columnName: "pair",
    note: l10n.t(
      "Rotary positions are relative: there is no table. Each pair of a head’s {0} dimensions is turned by an angle that grows with the distance of query and key, and what is shown is its cosine.",
      ROTARY_WIDTH,
    ),
    mean: meanCosines,
  };
}

/** Biases of each head by distance. */
export function alibiRows(distances: number): PositionRows {
  const { biases } = alibiBiases(distances, ALIBI_HEADS);
  const values = new Float32Array(biases.length);
  biases.forEach((bias, at) => {
    values[(at % distances) * ALIBI_HEADS + Math.floor(at / distances)] = bias;
  });
  return {
    title: l10n.t("ALiBi biases"),
    values,
    shape: [distances, ALIBI_HEADS],
    rowName: "distance",
    columnName: "head",
    note: l10n.t(
      "ALiBi positions are relative: there is no table. Each of {0} heads subtracts its slope times the distance from the attention score, and what is shown is that bias.",
      ALIBI_HEADS,
    ),
  };
}

/** One column over the rows, e.g. a dimension over the positions. */
export function columnCurve({ values, shape }: PositionRows, column: number): Float64Array {
  return columnOf(values, shape[1], column);
}
