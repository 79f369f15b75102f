import type { Vectors } from "../../shared/values/vectors";

/** How rows of one window's vectors stand to one of them, in the order of the rows asked for. */
export interface ComparedRows {
  /** Largest |difference| of any of their token vectors from the one row's. */
  readonly tokenDifference: number;
  /** Euclidean distance of the position vectors. */
  readonly distances: Float64Array<ArrayBuffer>;
  /** Cosine of the input vectors, from -1 to 1; 0 where either is all zeros. */
  readonly cosines: Float64Array<ArrayBuffer>;
}

/** Compares rows of one window, B = 1, in float64; a row that is undefined gives NaN. */
export function comparedRows(
  { shape, token, position, input }: Vectors,
  row: number,
  others: readonly (number | undefined)[],
): ComparedRows {
  const width = shape[2];
  const rowOf = (table: Float32Array, at: number): Float32Array =>
    table.subarray(at * width, (at + 1) * width);
  let tokenDifference = 0;
  const distances = new Float64Array(others.length).fill(NaN);
  const cosines = new Float64Array(others.length).fill(NaN);
  others.forEach((other, at) => {
    if (other === undefined) return;
    const largest = largestDifference(rowOf(token, row), rowOf(token, other));
    tokenDifference = Math.max(tokenDifference, largest);
    distances[at] = distance(rowOf(position, row), rowOf(position, other));
    cosines[at] = cosine(rowOf(input, row), rowOf(input, other));
  });
  return { tokenDifference, distances, cosines };
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let at = 0; at < a.length; at++) {
    largest = Math.max(largest, Math.abs((a[at] as number) - (b[at] as number)));
  }
  return largest;
}

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += ((a[at] as number) - (b[at] as number)) ** 2;
  return Math.sqrt(sum);
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [both, ofA, ofB] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at] as number, b[at] as number];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  if (ofA === 0 || ofB === 0) return 0;
  // Rounding can carry the cosine of a vector with itself a hair beyond 1.
  return Math.min(1, Math.max(-1, both / Math.sqrt(ofA * ofB)));
}
