import { EigenvalueDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import { noPause, type NextStep } from "../steps";
import { TorchRandom } from "../seeded/torchRandom";

/** Eigenvalues of a symmetric matrix, largest first, with orthonormal eigenvectors. */
export interface Eigenpairs {
  /** `[count]` */
  readonly values: readonly number[];
  /** One a row, `[count, size]`. */
  readonly vectors: Matrix;
}

/** A product with the matrix: scale·(y·matrix) + shift·y + back·y0 for rows y and y0, [B, size]. */
export type Step = (
  scale: number,
  y: Matrix,
  shift: number,
  y0: Matrix,
  back: number,
) => Promise<Matrix>;

/** Up to this size all eigenpairs at once are found as fast. */
const SMALL = 32;
/** Vectors iterated together; the more beyond those wanted, the fewer rounds. */
const BLOCK = 12;
/** Of `‖A·v − λ·v‖ / λ₁`: some roundings of the float32 products. */
const TOLERANCE = 2e-6;
const MOST_ROUNDS = 60;
/** Products between two orthonormalisations. */
const MOST_DEGREE = 16;
/** How much more than the unwanted ones the first vector may grow between two, in float32. */
const MOST_GROWTH = 1e5;
/** Any; the same for everyone, so that a picture is the same each time. */
const START_SEED = 1;

/**
 * The largest eigenvalues of a positive semidefinite matrix by subspace iteration, filtered by
 * Chebyshev polynomials so that close eigenvalues take no more than some ten rounds (Zhou, Saad,
 * Tiago and Chelikowsky 2006, "Self-consistent-field calculations using Chebyshev-filtered
 * subspace iteration"). Every pair is checked by its residual; where that does not fall, the whole
 * matrix is decomposed, which takes seconds.
 * @param matrix symmetric, of finite numbers, row-major, [size, size]
 * @param count how many, at most size
 * @param step the same matrix for products
 * @param next awaited between rounds; what it throws ends the search
 */
export async function topEigenpairs(
  matrix: Float32Array,
  size: number,
  count: number,
  step: Step,
  next: NextStep = noPause,
): Promise<Eigenpairs> {
  if (size <= SMALL) return wholeDecomposition(matrix, size, count);
  let block = startBlock(size);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await next();
    const basis = new QrDecomposition(block.transpose()).orthogonalMatrix.transpose();
    const products = await step(1, basis, 0, basis, 0);
    const { values, turn } = ritz(basis, products);
    const vectors = turn.mmul(basis);
    const images = turn.mmul(products);
    if (largestResidual(values, vectors, images, count) <= TOLERANCE * Math.abs(values[0] ?? 0)) {
      return {
        values: values.slice(0, count),
        vectors: vectors.subMatrix(0, count - 1, 0, size - 1),
      };
    }
    block = await filterBlock(values, vectors, images, step);
  }
  return wholeDecomposition(matrix, size, count);
}

/**
 * A Chebyshev polynomial of the matrix times the vectors: small on [0, smallest value of the
 * block], growing fast above it.
 * @param images the matrix times the vectors
 */
async function filterBlock(
  values: readonly number[],
  vectors: Matrix,
  images: Matrix,
  step: Step,
): Promise<Matrix> {
  const largest = values[0] ?? 0;
  // What lies below is unwanted. Rounding can make it nothing or less.
  const half = Math.max((values.at(-1) ?? 0) / 2, largest / MOST_GROWTH);
  const growth = Math.acosh(Math.max(1, largest / half - 1));
  const degree = Math.min(MOST_DEGREE, Math.floor(Math.acosh(MOST_GROWTH) / growth));
  let before = vectors;
  let now = Matrix.sub(images, Matrix.mul(vectors, half)).mul(1 / half);
  for (let at = 1; at < degree; at++) {
    [before, now] = [now, await step(2 / half, now, -2, before, -1)];
  }
  return now;
}

/** Rayleigh and Ritz: the eigenpairs of the matrix within the span of a basis, largest first. */
function ritz(basis: Matrix, products: Matrix): { values: number[]; turn: Matrix } {
  const inside = basis.mmul(products.transpose());
  return sortPairs(inside.add(inside.transpose()).mul(0.5));
}

function wholeDecomposition(matrix: Float32Array, size: number, count: number): Eigenpairs {
  const { values, turn } = sortPairs(matrixOf(matrix, size));
  return { values: values.slice(0, count), vectors: turn.subMatrix(0, count - 1, 0, size - 1) };
}

/** All eigenpairs of a symmetric matrix, largest first, one eigenvector a row of `turn`. */
function sortPairs(matrix: Matrix): { values: number[]; turn: Matrix } {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues
    .map((_, at) => at)
    .sort((a, b) => (realEigenvalues[b] as number) - (realEigenvalues[a] as number) || a - b);
  return {
    values: order.map((at) => realEigenvalues[at] as number),
    turn: eigenvectorMatrix.transpose().subMatrixRow(order, 0, matrix.columns - 1),
  };
}

function largestResidual(
  values: readonly number[],
  vectors: Matrix,
  images: Matrix,
  count: number,
): number {
  let largest = 0;
  for (let at = 0; at < count; at++) {
    const value = values[at] as number;
    const residual = Matrix.sub(
      images.getRowVector(at),
      Matrix.mul(vectors.getRowVector(at), value),
    ).norm("frobenius");
    largest = Math.max(largest, residual);
  }
  return largest;
}

function startBlock(size: number): Matrix {
  const values = new Float32Array(BLOCK * size);
  new TorchRandom(START_SEED).normal(values);
  return matrixOf(values, size);
}

/** Row-major values as a matrix of rows of a width. */
export function matrixOf(values: Float32Array, width: number): Matrix {
  return Matrix.from1DArray(values.length / width, width, values);
}
