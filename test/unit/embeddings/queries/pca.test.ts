import assert from "node:assert/strict";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { matrixOf, topEigenpairs, type Step } from "../../../../src/embeddings/queries/eigenpairs";
import { DEFAULT_MEMORY_LIMIT } from "../../../../src/embeddings/store/memoryLimit";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import { nativeRuntime } from "../../../../src/embeddings/runtime/node/nativeRuntime";
import { pcaOf } from "../../../../src/embeddings/queries/pca";
import { Sessions } from "../../../../src/embeddings/runtime/sessions";
import type { Pca } from "../../../../src/shared/values/vectors";
import { standInPositions, STAND_IN_SHAPE } from "../../../support/gpt2StandIn";
import { randomRows, rowsOf, withModel, type GivenRows } from "../../../support/openedModel";

/** Residuals ‖A·v − λ·v‖ of eigenvectors, as a share of the largest eigenvalue. */
const RESIDUAL = 1e-5;

describe("Principal components", () => {
  const sessions = new Sessions("given.onnx", new DiskFiles("nowhere"), nativeRuntime);
  after(() => sessions.close());
  const ofTable = (table: GivenRows): Promise<Pca> => pcaOf(table, sessions, DEFAULT_MEMORY_LIMIT);

  it("are those of a full decomposition of the float64 covariance", async () => {
    for (const [rows, width] of [
      [50, 6],
      [20, 40],
      [200, 90],
    ] as const) {
      const table = randomRows(rows, width, rows);
      // Columns of different spread, so that the components are far enough apart to compare.
      table.values.forEach((value, at) => (table.values[at] = value / (1 + (at % width) / 3)));
      const pca = await ofTable(table);
      const { covariance, values, vectors } = decomposed(table);
      assert.deepEqual(pca.shape, [rows, 3]);
      for (let k = 0; k < 3; k++) {
        nearly(pca.variances[k], values[k]!, 1e-5 * values[0]!);
        nearly(pca.ratios[k], values[k]! / covariance.trace(), 1e-5);
        const component = pca.components.subarray(k * width, (k + 1) * width);
        const along = vectors.getColumn(k).reduce((sum, x, at) => sum + x * component[at]!, 0);
        nearly(Math.abs(along), 1, 1e-5);
      }
      nearly(pca.totalVariance, covariance.trace(), 1e-5 * covariance.trace());
      checkScores(pca, table);
    }
  });

  it("converge where eigenvalues lie close together", async () => {
    const table = randomRows(400, 300, 7);
    checkResiduals(await ofTable(table), table);
  });

  it("are the same of so many rows that they are multiplied in several runs", async () => {
    const few = randomRows(250, 500, 9);
    few.values.forEach((value, at) => (few.values[at] = value / (1 + (at % 500) / 3)));
    const values = new Float32Array(20 * few.values.length);
    for (let at = 0; at < 20; at++) values.set(few.values, at * few.values.length);
    const table = { values, shape: [5000, 500] as const };
    let steps = 0;
    const pca = await pcaOf(table, sessions, DEFAULT_MEMORY_LIMIT, async () => {
      steps++;
    });
    assert.ok(steps > 1);
    const { components, ratios } = await ofTable(few);
    for (let k = 0; k < 3; k++) {
      nearly(pca.ratios[k], ratios[k]!, 1e-5);
      const [one, other] = [pca.components, components].map((all) =>
        all.subarray(k * 500, (k + 1) * 500),
      );
      nearly(
        one!.reduce((sum, x, at) => sum + x * other![at]!, 0),
        1,
        1e-4,
      );
    }
    const given = pcaOf(table, sessions, DEFAULT_MEMORY_LIMIT, () =>
      Promise.reject(new Error("given up")),
    );
    await assert.rejects(given, /given up/);
  });

  it("have the first value of largest size positive, run after run", async () => {
    const first = await ofTable(rowsOf([1, -1], [-1, 1], [2, -2], [0, 0]));
    nearly(first.components[0], Math.SQRT1_2, 1e-6);
    nearly(first.components[1], -Math.SQRT1_2, 1e-6);
    const table = randomRows(60, 50, 8);
    const pca = await ofTable(table);
    for (let k = 0; k < 3; k++) {
      const component = [...pca.components.subarray(k * 50, (k + 1) * 50)];
      const sizes = component.map(Math.abs);
      assert.ok(component[sizes.indexOf(Math.max(...sizes))]! > 0);
    }
    assert.deepEqual(await ofTable(table), pca);
  });

  it("are fewer in narrow tables", async () => {
    const two = await ofTable(rowsOf([1, 0], [0, 3], [2, 2]));
    assert.deepEqual([two.shape, two.components.length], [[3, 2], 4]);
    nearly(two.ratios[0]! + two.ratios[1]!, 1, 1e-6);
    const one = await ofTable(rowsOf([1], [4]));
    assert.deepEqual([one.shape, [...one.components]], [[2, 1], [1]]);
    assert.deepEqual([...one.variances, ...one.ratios, one.totalVariance], [4.5, 1, 4.5]);
    assert.deepEqual([...one.scores], [-1.5, 1.5]);
    assert.deepEqual([...one.mean], [2.5]);
  });

  it("explain nothing in a table of equal rows or of a single one", async () => {
    for (const table of [
      { values: new Float32Array(30 * 100).fill(0.1), shape: [30, 100] as const },
      rowsOf([0.3, 0.7, -5, 2]),
      rowsOf([0, 0, 0], [0, 0, 0]),
    ]) {
      const pca = await ofTable(table);
      assert.deepEqual([...pca.variances, ...pca.ratios], [0, 0, 0, 0, 0, 0]);
      assert.equal(pca.totalVariance, 0);
      assert.ok(pca.scores.every((score) => score === 0));
      assert.ok(pca.components.every(Number.isFinite));
    }
  });

  it("find the one direction of two rows, in a wide table", async () => {
    const table = randomRows(2, 70, 9);
    const { ratios, variances, scores } = await ofTable(table);
    nearly(ratios[0], 1, 1e-5);
    nearly(variances[1]! + variances[2]!, 0, 1e-5 * variances[0]!);
    nearly(scores[0]! + scores[3]!, 0, 1e-4);
  });

  it("keep their shares for values whose squares no float32 holds", async () => {
    const table = randomRows(40, 5, 10);
    const { ratios } = await ofTable(table);
    for (const scale of [2 ** 90, 2 ** -90]) {
      const scaled = { ...table, values: table.values.map((value) => value * scale) };
      assert.deepEqual((await ofTable(scaled)).ratios, ratios);
    }
  });

  it("are refused for values that are not finite and for covariances too large", async () => {
    await assert.rejects(ofTable(rowsOf([1, NaN], [2, 3])), /not finite/);
    await assert.rejects(ofTable(rowsOf([1, Infinity], [2, 3])), /not finite/);
    await assert.rejects(pcaOf(randomRows(2, 600, 11), sessions, 2 ** 20), {
      name: "RangeError",
      message: /covariance \[600, 600\] of 2 rows would take 1\.4 MiB, more than .* 1\.0 MiB/,
    });
  });

  it("come from the whole decomposition when the products do not converge", async () => {
    const { values } = randomRows(40, 40, 12);
    const half = matrixOf(values, 40);
    const matrix = half.mmul(half.transpose());
    const wrong: Step = async (_scale, y) =>
      Matrix.mul(matrixOf(randomRows(1, y.rows * y.columns, 13).values, y.columns), 1);
    const { values: found } = await topEigenpairs(
      Float32Array.from(matrix.to1DArray()),
      40,
      2,
      wrong,
    );
    const expected = new EigenvalueDecomposition(matrix).realEigenvalues.sort((a, b) => b - a);
    nearly(found[0], expected[0]!, 1e-4);
    nearly(found[1], expected[1]!, 1e-4);
  });

  it("of a table of GPT-2's size satisfy the equation and explain what they say", async () => {
    const table = { values: standInPositions(), shape: STAND_IN_SHAPE };
    const pca = await withModel(randomRows(1, 768, 14), table, (model) => model.positionPca());
    checkResiduals(pca, table);
    checkScores(pca, table);
    assert.equal(pca.scores.buffer.byteLength, 4 * 1024 * 3);
    assert.ok(pca.ratios[0]! > pca.ratios[1]! && pca.ratios[1]! > pca.ratios[2]!);
  });
});

function nearly(actual: number | undefined, expected: number, tolerance: number): void {
  const difference = Math.abs((actual ?? NaN) - expected);
  assert.ok(difference <= tolerance, `${actual} is not ${expected}`);
}

function decomposed(table: GivenRows): { covariance: Matrix; values: number[]; vectors: Matrix } {
  const centred = centredOf(table);
  const covariance = centred
    .transpose()
    .mmul(centred)
    .div(table.shape[0] - 1);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues
    .map((value, at) => ({ value, at }))
    .sort((a, b) => b.value - a.value);
  return {
    covariance,
    values: order.map(({ value }) => value),
    vectors: eigenvectorMatrix.subMatrixColumn(order.map(({ at }) => at)),
  };
}

function centredOf({ values, shape }: GivenRows): Matrix {
  return matrixOf(values, shape[1]).center("column");
}

/** Each component is an eigenvector of the covariance: that is, of Xᵀ(X·v) / (N − 1). */
function checkResiduals({ components, variances, ratios }: Pca, table: GivenRows): void {
  const [rows, width] = table.shape;
  const centred = centredOf(table);
  const vectors = matrixOf(components, width);
  const images = vectors
    .mmul(centred.transpose())
    .mmul(centred)
    .div(rows - 1);
  const total = centred.norm("frobenius") ** 2 / (rows - 1);
  for (let k = 0; k < 3; k++) {
    const expected = Matrix.mul(vectors.getRowVector(k), variances[k]!);
    const residual = Matrix.sub(images.getRowVector(k), expected).norm("frobenius");
    assert.ok(residual <= RESIDUAL * variances[0]!, `residual ${residual} of ${variances[0]}`);
    nearly(ratios[k], variances[k]! / total, 1e-5);
  }
}

function checkScores({ scores, components, variances }: Pca, table: GivenRows): void {
  const [rows, width] = table.shape;
  const expected = centredOf(table).mmul(matrixOf(components, width).transpose());
  const size = expected.norm("max") || 1;
  scores.forEach((score, at) => {
    nearly(score, expected.get(Math.floor(at / 3), at % 3), 1e-5 * size);
  });
  for (let k = 0; k < 3; k++) {
    const squares = expected.getColumn(k).reduce((sum, score) => sum + score * score, 0);
    nearly(squares / (rows - 1), variances[k]!, 1e-5 * variances[0]!);
  }
}
