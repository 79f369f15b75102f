import * as l10n from "../../src/shared/base/l10n";
import type { Pca } from "../../src/shared/values/vectors";
import { formatCount } from "../../src/shared/base/numbers";
import { signChangesText } from "../../src/shared/base/countWords";
import { fixed4, percent } from "../base/format";
import { scale } from "./arrangement";
import type { Scaling } from "./arrangement";
import { placeText } from "./axisNames";
import type { DimensionStats } from "./dimensionStats";
import type { PositionRows } from "./positionRows";

/** A cell or a place in words, and its value. */
export interface Words {
  readonly where: string;
  readonly value: string;
}

/** "position 12 · dimension 345", "−0.0830"; with a scaling that one too. */
export function cellWords(
  { values, shape: [, width], rowName, columnName }: PositionRows,
  row: number,
  column: number,
  stats: DimensionStats | undefined,
  scaling: Scaling,
): Words {
  const value = values[row * width + column] ?? NaN;
  const changes = stats?.signChanges[column];
  const cell = `${placeText(rowName, row)} · ${placeText(columnName, column)}`;
  const where = changes === undefined ? cell : l10n.t("{0}, {1}", cell, signChangesText(changes));
  if (stats === undefined || scaling === "stored") return { where, value: fixed4(value) };
  const shown = fixed4(scale(value, column, stats, scaling));
  return {
    where,
    value:
      scaling === "centered"
        ? l10n.t("{0} · centered {1}", fixed4(value), shown)
        : l10n.t("{0} · standardized {1}", fixed4(value), shown),
  };
}

export function cosineWords(cosines: Float32Array, count: number, a: number, b: number): Words {
  return {
    where: l10n.t("position {0} and position {1}", a, b),
    value: l10n.t("cosine {0}", fixed4(cosines[a * count + b] ?? NaN)),
  };
}

export function normWords(norms: Float64Array, position: number): Words {
  return {
    where: l10n.t("position {0}", position),
    value: l10n.t("norm {0}", fixed4(norms[position] ?? NaN)),
  };
}

export function scoreWords({ scores, shape: [, k] }: Pca, position: number): Words {
  const along = [...scores.subarray(position * k, (position + 1) * k)].map(fixed4);
  return {
    where: l10n.t("position {0}", position),
    value: l10n.t("components {0}", along.join(", ")),
  };
}

/** "41.2 % + 20.1 % + 8.0 % = 69.3 % of the variance" */
export function explainedWords({ ratios }: Pca): string {
  const sum = ratios.reduce((total, ratio) => total + ratio, 0);
  if (sum === 0) return l10n.t("all positions are one point");
  return l10n.t("{0} = {1} of the variance", [...ratios].map(percent).join(" + "), percent(sum));
}

/** Where a curve is highest and lowest, as its text alternative. */
export function curveWords(name: string, curve: Float64Array): string {
  let least = -1;
  let most = -1;
  curve.forEach((value, at) => {
    if (!Number.isFinite(value)) return;
    if (least < 0 || value < (curve[least] ?? 0)) least = at;
    if (most < 0 || value > (curve[most] ?? 0)) most = at;
  });
  if (least < 0) return l10n.t("{0}: no finite value", name);
  return l10n.t(
    "{0}: {1} values from {2} at {3} to {4} at {5}",
    name,
    formatCount(curve.length),
    fixed4(curve[least] ?? NaN),
    least,
    fixed4(curve[most] ?? NaN),
    most,
  );
}

/** How alike neighbours are on the whole, as the text alternative of a cosine matrix. */
export function similarityWords(title: string, cosines: Float32Array, count: number): string {
  let sum = 0;
  for (let row = 0; row + 1 < count; row++) sum += cosines[row * count + row + 1] ?? NaN;
  const positions = formatCount(count);
  return count < 2
    ? l10n.t("Cosines of all pairs of {0} positions: {1}", positions, title)
    : l10n.t(
        "Cosines of all pairs of {0} positions: {1}, {2} between neighbors on average",
        positions,
        title,
        fixed4(sum / (count - 1)),
      );
}
