import assert from "node:assert/strict";
import { decodeFloats, firstNonFinite } from "../../../../src/embeddings/file/floats";

/** The definition: (-1)^sign × 2^(exponent - bias) × 1.fraction, or 0.fraction where it is 0. */
function byDefinition(bits: number, exponentBits: number, fractionBits: number): number {
  const sign = bits >>> 15 === 1 ? -1 : 1;
  const exponent = (bits >>> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** (1 - bias);
  return sign * (1 + fraction) * 2 ** (exponent - bias);
}

const everyValue = Uint16Array.from({ length: 1 << 16 }, (_, bits) => bits);
const bytes = new Uint8Array(everyValue.buffer);

describe("Stored floats", () => {
  for (const [type, exponentBits, fractionBits] of [
    ["F16", 5, 10],
    ["BF16", 8, 7],
  ] as const) {
    it(`become float32 exactly, for each of the 65,536 values of ${type}`, () => {
      const values = decodeFloats(bytes, type);
      assert.equal(values.length, 1 << 16);
      values.forEach((value, at) => {
        const expected = byDefinition(at, exponentBits, fractionBits);
        assert.ok(Object.is(value, expected), `${type} ${at.toString(16)}: ${value} ≠ ${expected}`);
      });
    });
  }

  it("stay as they are when they are float32", () => {
    const values = Float32Array.of(0, -0, 1e-45, -3.4028235e38, Infinity, NaN, 0.1);
    assert.deepEqual(decodeFloats(new Uint8Array(values.buffer), "F32"), values);
  });

  it("may begin at any byte", () => {
    for (const type of ["F16", "BF16", "F32"] as const) {
      const shifted = new Uint8Array(17);
      shifted.set(bytes.subarray(0x3c00, 0x3c10), 1);
      assert.deepEqual(
        decodeFloats(shifted.subarray(1), type),
        decodeFloats(bytes.slice(0x3c00, 0x3c10), type),
      );
    }
    assert.throws(() => decodeFloats(new Uint8Array(3), "F16"), /no whole number of values/);
    assert.equal(decodeFloats(new Uint8Array(0), "F16").length, 0);
  });

  it("that are not finite are found at their first", () => {
    const largest = 3.4028234663852886e38;
    assert.equal(firstNonFinite(Float32Array.of(0, -0, largest, -largest, 1e-45)), -1);
    assert.equal(firstNonFinite(Float32Array.of(1, NaN, Infinity)), 1);
    assert.equal(firstNonFinite(Float32Array.of(-Infinity)), 0);
    assert.equal(firstNonFinite(new Float32Array(0)), -1);
  });
});
