import assert from "node:assert/strict";
import {
  alibiBiases,
  alibiSlopes,
  rotaryAngles,
  sinusoidalPositions,
} from "../../../../src/shared/values/positionKinds";

function near(actual: ArrayLike<number>, expected: readonly number[], tolerance = 1e-7): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, at) => {
    assert.ok(Math.abs((actual[at] ?? NaN) - value) <= tolerance, `${at}: ${actual[at]}`);
  });
}

describe("Sinusoidal positions", () => {
  it("have the values that the formula gives by hand", () => {
    const { shape, values } = sinusoidalPositions(3, 4);
    assert.deepEqual(shape, [3, 4]);
    // Wavelengths 2π and 200π: the second pair turns by a hundredth.
    near(values, [
      ...[0, 1, 0, 1],
      ...[0.8414709848, 0.5403023059, 0.0099998333, 0.9999500004],
      ...[0.9092974268, -0.4161468365, 0.0199986667, 0.9998000067],
    ]);
  });

  it("end with a sine where the width is odd", () => {
    const { values } = sinusoidalPositions(2, 3);
    near(values, [0, 1, 0, Math.sin(1), Math.cos(1), Math.sin(1 / 10000 ** (2 / 3))]);
    near(sinusoidalPositions(2, 1).values, [0, Math.sin(1)]);
  });
});

describe("Rotary angles", () => {
  it("grow with the distance, each pair at its own rate", () => {
    const { shape, angles, meanCosines } = rotaryAngles(3, 4);
    assert.deepEqual(shape, [3, 2]);
    near(angles, [0, 0, 1, 0.01, 2, 0.02], 1e-12);
    near(meanCosines, [1, (0.5403023059 + 0.9999500004) / 2, (-0.4161468365 + 0.9998000067) / 2]);
  });

  it("are those between two turned vectors, whatever their positions", () => {
    const { angles } = rotaryAngles(6, 2);
    const turned = (by: number): [number, number] => [Math.cos(by), Math.sin(by)];
    const [a, b] = [turned(angles[5]!), turned(angles[2]!)];
    near([a[0] * b[0] + a[1] * b[1]], [Math.cos(angles[3]!)], 1e-12);
  });
});

describe("ALiBi", () => {
  it("has the paper's slopes for powers of two", () => {
    near(alibiSlopes(8), [1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32, 1 / 64, 1 / 128, 1 / 256], 0);
    const sixteen = alibiSlopes(16);
    near(sixteen.slice(0, 3), [2 ** -0.5, 2 ** -1, 2 ** -1.5], 1e-15);
    near(alibiSlopes(1), [1 / 256], 0);
    near(alibiSlopes(2), [1 / 16, 1 / 256], 0);
  });

  it("adds every other slope of twice as many heads for other numbers", () => {
    near(alibiSlopes(3), [1 / 16, 1 / 256, 1 / 4], 0);
    const twelve = alibiSlopes(12);
    near(twelve.slice(0, 8), [...alibiSlopes(8)], 0);
    near(twelve.slice(8), [2 ** -0.5, 2 ** -1.5, 2 ** -2.5, 2 ** -3.5], 1e-15);
  });

  it("takes the slope off the score for each token of distance", () => {
    const { shape, slopes, biases } = alibiBiases(3, 2);
    assert.deepEqual(shape, [2, 3]);
    assert.deepEqual([...slopes], [1 / 16, 1 / 256]);
    assert.deepEqual([...biases], [0, -1 / 16, -2 / 16, 0, -1 / 256, -2 / 256]);
  });
});

describe("Position kinds", () => {
  it("refuse sizes that are none", () => {
    assert.throws(() => sinusoidalPositions(0, 4), /contextLength must be .* not 0/);
    assert.throws(() => sinusoidalPositions(4, 1.5), /dimensions must be .* not 1.5/);
    assert.throws(() => rotaryAngles(4, 3), /must be even, not 3/);
    assert.throws(() => rotaryAngles(-1, 4), /distances must be/);
    assert.throws(() => alibiBiases(4, 0), /heads must be/);
    assert.throws(() => alibiSlopes(NaN), /not NaN/);
  });
});
