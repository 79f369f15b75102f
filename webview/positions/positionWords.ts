import type { Pca } from "../../src/shared/vectors";
import { formatCount, plural } from "../../src/shared/numbers";
import { fixed4, percent } from "../format";
import { scaled } from "./arrangement";
import type { Scaling } from "./arrangement";
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
  const about = changes === undefined ? "" : `, ${plural(changes, "sign change")}`;
  const shown =
    stats === undefined || scaling === "stored"
      ? ""
      : ` · ${scaling} ${fixed4(scaled(value, column, stats, scaling))}`;
  return {
    where: `${rowName} ${row} · ${columnName} ${column}${about}`,
    value: `${fixed4(value)}${shown}`,
  };
}

export function cosineWords(cosines: Float32Array, count: number, a: number, b: number): Words {
  return {
    where: `position ${a} and position ${b}`,
    value: `cosine ${fixed4(cosines[a * count + b] ?? NaN)}`,
  };
}

export function normWords(norms: Float64Array, position: number): Words {
  return { where: `position ${position}`, value: `norm ${fixed4(norms[position] ?? NaN)}` };
}

export function scoreWords({ scores, shape: [, k] }: Pca, position: number): Words {
  const along = [...scores.subarray(position * k, (position + 1) * k)].map(fixed4);
  return { where: `position ${position}`, value: `components ${along.join(", ")}` };
}

/** "41.2 % + 20.1 % + 8.0 % = 69.3 % of the variance" */
export function explainedWords({ ratios }: Pca): string {
  const sum = ratios.reduce((total, ratio) => total + ratio, 0);
  if (sum === 0) return "all positions are one point";
  return `${[...ratios].map(percent).join(" + ")} = ${percent(sum)} of the variance`;
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
  if (least < 0) return `${name}: no finite value`;
  const at = (row: number): string => `${fixed4(curve[row] ?? NaN)} at ${row}`;
  return `${name}: ${formatCount(curve.length)} values from ${at(least)} to ${at(most)}`;
}

/** How alike neighbours are on the whole, as the text alternative of a cosine matrix. */
export function similarityWords(title: string, cosines: Float32Array, count: number): string {
  let sum = 0;
  for (let row = 0; row + 1 < count; row++) sum += cosines[row * count + row + 1] ?? NaN;
  const mean = count < 2 ? "" : `, ${fixed4(sum / (count - 1))} between neighbours on average`;
  return `Cosines of all pairs of ${formatCount(count)} positions: ${title}${mean}`;
}
