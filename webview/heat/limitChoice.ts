import { clamp } from "../../src/shared/base/numbers";
import { quantileOf } from "./groupLimits";
import { commonLimit } from "./limits";
import type { HeatLimit } from "./limits";

/** Which |x| gets the full colour. */
export type LimitChoice = "p95" | "p99" | "p99.9" | "max" | "row" | "dimension";

/** Share of the values that are within the limit. */
const SHARES: Readonly<Record<LimitChoice, number>> = {
  p95: 0.95,
  p99: 0.99,
  "p99.9": 0.999,
  max: 1,
  row: 0.99,
  dimension: 0.99,
};

/** A limit, how it was found, and for rows or dimensions that have their own, these. */
export interface ChosenLimit extends HeatLimit {
  /** "max" also where all but a few values are 0, so that any smaller limit would be 0. */
  readonly rule: "p95" | "p99" | "p99.9" | "max";
  /** For each row, or for each dimension; `limit` is then the largest of them. */
  readonly each: { readonly of: "row" | "dimension"; readonly limits: Float32Array } | undefined;
}

/**
 * The limit that tables of one shape share: a row's or a dimension's own counts its values in all
 * of them. Linear in the values.
 */
export function chosenLimit(
  tables: readonly Float32Array[],
  columns: number,
  choice: LimitChoice,
): ChosenLimit {
  if (choice === "row" || choice === "dimension") return eachLimit(tables, columns, choice);
  const found = commonLimit(tables, SHARES[choice]);
  if (found.limit === 0 && found.clipped > 0) {
    return { ...commonLimit(tables, 1), rule: "max", each: undefined };
  }
  return { ...found, rule: choice, each: undefined };
}

function eachLimit(
  tables: readonly Float32Array[],
  columns: number,
  of: "row" | "dimension",
): ChosenLimit {
  const length = tables[0]?.length ?? 0;
  const rows = columns === 0 ? 0 : length / columns;
  const groups = of === "row" ? rows : columns;
  const perTable = of === "row" ? columns : rows;
  const step = of === "row" ? 1 : columns;
  const sizes = new Float32Array(perTable * tables.length);
  const limits = new Float32Array(groups);
  let finite = 0;
  let clipped = 0;
  for (let group = 0; group < groups; group++) {
    const first = of === "row" ? group * columns : group;
    let count = 0;
    for (const values of tables) {
      for (let i = 0, at = first; i < perTable; i++, at += step) {
        const size = Math.abs(values[at] as number);
        if (size < Infinity) sizes[count++] = size;
      }
    }
    const own = quantileOf(sizes.subarray(0, count), SHARES[of]);
    limits[group] = own.limit;
    finite += count;
    clipped += own.beyond;
  }
  const limit = limits.reduce((most, each) => Math.max(most, each), 0);
  const nonFinite = length * tables.length - finite;
  return { limit, finite, clipped, nonFinite, rule: "p99", each: { of, limits } };
}

/**
 * The table as it is coloured with one limit: where rows or dimensions have their own, each value
 * as a share of its own.
 */
export function limitTable(
  values: Float32Array,
  columns: number,
  { limit, each }: Pick<ChosenLimit, "limit" | "each">,
): { readonly values: Float32Array; readonly limit: number } {
  if (each === undefined) return { values, limit };
  const { of, limits } = each;
  const shares = new Float32Array(values.length);
  for (let row = 0, at = 0; at < values.length; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const value = values[at] as number;
      const own = limits[of === "row" ? row : column] as number;
      shares[at] = shareOf(value, own);
    }
  }
  return { values: shares, limit: 1 };
}

/** A finite value has a finite share, also of a tiny limit or of none. */
function shareOf(value: number, limit: number): number {
  if (!Number.isFinite(value)) return value;
  if (limit === 0) return 0;
  return clamp(value / limit, -LARGEST, LARGEST);
}

/** The largest float32. */
const LARGEST = (2 - 2 ** -23) * 2 ** 127;
