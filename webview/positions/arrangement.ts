import type { DimensionStats } from "./dimensionStats";

/** Values as they are stored, minus their dimension's mean, or that over its standard deviation. */
export type Scaling = "stored" | "centered" | "standardized";

/** A value of a dimension as the scaling shows it; 0 where a dimension does not vary. */
export function scale(
  value: number,
  dimension: number,
  { means, variances }: DimensionStats,
  scaling: Scaling,
): number {
  if (scaling === "stored") return value;
  const deviation = value - (means[dimension] ?? 0);
  if (scaling === "centered") return deviation;
  const spread = Math.sqrt(variances[dimension] ?? 0);
  return spread > 0 || !Number.isFinite(deviation) ? deviation / spread : 0;
}

/**
 * The table [C, D] with its values scaled and its columns and rows in another order.
 * @param columns which dimension each column shows, a permutation
 * @param rows which position each row shows, a permutation
 */
export function arrange(
  values: Float32Array,
  stats: DimensionStats,
  scaling: Scaling,
  columns: Uint32Array,
  rows: Uint32Array,
): Float32Array {
  const width = columns.length;
  const table = new Float32Array(values.length);
  let to = 0;
  for (const row of rows) {
    for (const dimension of columns) {
      table[to++] = scale(values[row * width + dimension] ?? NaN, dimension, stats, scaling);
    }
  }
  return table;
}

/** Rows of a table of `width` values each, in another order. */
export function rowsInOrder(values: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const table = new Float32Array(rows.length * width);
  rows.forEach((row, to) => {
    table.set(values.subarray(row * width, (row + 1) * width), to * width);
  });
  return table;
}

/** A square table with its rows and its columns in the same other order. */
export function pairsInOrder(values: Float32Array, order: Uint32Array): Float32Array {
  const size = order.length;
  const table = new Float32Array(size * size);
  let to = 0;
  for (const row of order) {
    for (const column of order) table[to++] = values[row * size + column] ?? NaN;
  }
  return table;
}

/** Lengths of the rows of a table [C, D]. */
export function rowNorms(
  values: Float32Array,
  [rows, width]: readonly [number, number],
): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let squares = 0;
    for (let at = row * width; at < (row + 1) * width; at++) squares += (values[at] ?? NaN) ** 2;
    return Math.sqrt(squares);
  });
}

/** One column of a table of `width` values a row. */
export function columnOf(values: Float32Array, width: number, column: number): Float64Array {
  return Float64Array.from(
    { length: width === 0 ? 0 : values.length / width },
    (_, row) => values[row * width + column] ?? NaN,
  );
}
