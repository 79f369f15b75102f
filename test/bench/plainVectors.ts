import { Matrix, type AbstractMatrix } from "ml-matrix";
import { topEigenpairs, type Eigenpairs, type Step } from "../../src/embeddings/queries/eigenpairs";

/** What ONNX Runtime is measured against: the same answers by loops of plain JavaScript. */

/** The cosine matrix [rows, rows]; each pair is multiplied once, for it is symmetric. */
export function cosinesByLoops(table: Float32Array, rows: number, width: number): Float32Array {
  const units = new Float32Array(table.length);
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let at = row * width; at < (row + 1) * width; at++) squares += table[at]! * table[at]!;
    const inverse = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let at = row * width; at < (row + 1) * width; at++) units[at] = table[at]! * inverse;
  }
  return productsByLoops(units, rows, width);
}

/** The covariance by loops, and the same subspace iteration with products by loops. */
export async function pcaByLoops(
  table: Float32Array,
  rows: number,
  width: number,
): Promise<Eigenpairs> {
  // Columns as rows, so that the sums run along memory.
  const columns = new Float32Array(table.length);
  for (let column = 0; column < width; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += table[row * width + column]!;
    for (let row = 0; row < rows; row++) {
      columns[column * rows + row] = table[row * width + column]! - sum / rows;
    }
  }
  const products = productsByLoops(columns, width, rows);
  const pairs = await topEigenpairs(products, width, 3, stepsByLoops(products, width));
  // The scores, which the other answers too.
  for (let k = 0; k < 3; k++) {
    const vector = pairs.vectors.getRow(k);
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let at = 0; at < width; at++) sum += vector[at]! * columns[at * rows + row]!;
      scores[row % scores.length] = sum;
    }
  }
  return pairs;
}

/** Somewhere to put numbers, so that no compiler leaves their making out. */
const scores = new Float64Array(1024);

/** Rows times rows, [rows, rows]. */
function productsByLoops(table: Float32Array, rows: number, width: number): Float32Array {
  const products = new Float32Array(rows * rows);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b <= a; b++) {
      const sum = dot(table, a * width, table, b * width, width);
      products[a * rows + b] = sum;
      products[b * rows + a] = sum;
    }
  }
  return products;
}

function stepsByLoops(matrix: Float32Array, size: number): Step {
  return async (scale, y, shift, y0, back) => {
    const next = new Matrix(y.rows, size);
    for (let row = 0; row < y.rows; row++) {
      const values = Float32Array.from(y.getRow(row));
      const earlier = rowOf(y0, row);
      for (let at = 0; at < size; at++) {
        const product = dot(matrix, at * size, values, 0, size);
        next.set(row, at, scale * product + shift * values[at]! + back * earlier[at]!);
      }
    }
    return next;
  };
}

/** In four sums, which a processor adds at once: twice as fast as in one. */
function dot(a: Float32Array, from: number, b: Float32Array, at: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[from + i]! * b[at + i]!;
    s1 += a[from + i + 1]! * b[at + i + 1]!;
    s2 += a[from + i + 2]! * b[at + i + 2]!;
    s3 += a[from + i + 3]! * b[at + i + 3]!;
  }
  for (; i < length; i++) s0 += a[from + i]! * b[at + i]!;
  return s0 + s1 + s2 + s3;
}

function rowOf(matrix: AbstractMatrix, row: number): number[] {
  return matrix.getRow(row);
}
