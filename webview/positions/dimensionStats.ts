/** What is known of each of D dimensions over all positions; values that are not finite are left out. */
export interface DimensionStats {
  /** `[D]` */
  readonly means: Float64Array;
  /** Mean squared deviation, `[D]`. */
  readonly variances: Float64Array;
  /** How often the deviation changes its sign from one position to the next, `[D]`. */
  readonly signChanges: Uint32Array;
}

/** @param values [C, D], row-major */
export function dimensionStats(
  values: Float32Array,
  [rows, columns]: readonly [number, number],
): DimensionStats {
  const counts = new Uint32Array(columns);
  const means = new Float64Array(columns);
  const variances = new Float64Array(columns);
  const signChanges = new Uint32Array(columns);
  const signs = new Int8Array(columns);
  const eachFinite = (visit: (column: number, value: number) => void): void => {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = values[row * columns + column] ?? NaN;
        if (Number.isFinite(value)) visit(column, value);
      }
    }
  };
  eachFinite((column, value) => {
    counts[column] = (counts[column] ?? 0) + 1;
    means[column] = (means[column] ?? 0) + value;
  });
  means.forEach((sum, column) => (means[column] = sum / Math.max(1, counts[column] ?? 0)));
  eachFinite((column, value) => {
    const deviation = value - (means[column] ?? 0);
    variances[column] = (variances[column] ?? 0) + deviation ** 2;
    const sign = Math.sign(deviation);
    // A deviation of 0 is on neither side: the last side counts on.
    if (sign === 0) return;
    const before = signs[column] ?? 0;
    if (before !== 0 && sign !== before) signChanges[column] = (signChanges[column] ?? 0) + 1;
    signs[column] = sign;
  });
  variances.forEach((sum, at) => (variances[at] = sum / Math.max(1, counts[at] ?? 0)));
  return { means, variances, signChanges };
}

export type DimensionOrder = "index" | "variance" | "signChanges";

/** Dimensions in the order in which they are shown: most variance first, fewest sign changes first. */
export function dimensionOrder(
  { variances, signChanges }: DimensionStats,
  order: DimensionOrder,
): Uint32Array {
  const dimensions = Uint32Array.from(variances, (_, dimension) => dimension);
  const of = (by: Float64Array | Uint32Array, at: number): number => by[at] ?? 0;
  switch (order) {
    case "index":
      return dimensions;
    case "variance":
      return dimensions.sort((a, b) => of(variances, b) - of(variances, a) || a - b);
    case "signChanges":
      return dimensions.sort((a, b) => of(signChanges, a) - of(signChanges, b) || a - b);
  }
}
