import { InvariantError } from "../../shared/base/invariantError";
/** Types of stored values that become float32 without loss, with their bytes. */
export const FLOAT_BYTES = { F32: 4, F16: 2, BF16: 2 } as const;

export type FloatType = keyof typeof FLOAT_BYTES;

export function isFloatType(type: string): type is FloatType {
  return Object.hasOwn(FLOAT_BYTES, type);
}

/**
 * Stored values as float32, exactly: also subnormal ones, infinities and NaN.
 * @param bytes little-endian, as every machine that the extension runs on; a whole number of values
 * @returns a view of the same memory where nothing had to be converted
 */
export function decodeFloats(
  bytes: Uint8Array<ArrayBuffer>,
  type: FloatType,
): Float32Array<ArrayBuffer> {
  const width = FLOAT_BYTES[type];
  if (bytes.length % width !== 0)
    throw new InvariantError("Bytes that are no whole number of values.");
  const { buffer, byteOffset } = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  const length = bytes.length / width;
  return type === "F32"
    ? new Float32Array(buffer, byteOffset, length)
    : decodeHalves(new Uint16Array(buffer, byteOffset, length), type);
}

/** Values of sixteen bits as float32, exactly. */
export function decodeHalves(halves: Uint16Array, type: "F16" | "BF16"): Float32Array<ArrayBuffer> {
  const bits = new Uint32Array(halves.length);
  if (type === "BF16") {
    for (let at = 0; at < bits.length; at++) bits[at] = (halves[at] as number) << 16;
  } else {
    const table = (f16Table ??= makeF16Table());
    for (let at = 0; at < bits.length; at++) bits[at] = table[halves[at] as number] as number;
  }
  return new Float32Array(bits.buffer);
}

/** Bits of the float32 for each of the 65,536 values; bits, because a NaN keeps its own so. */
let f16Table: Uint32Array | undefined;

function makeF16Table(): Uint32Array {
  return Uint32Array.from({ length: 1 << 16 }, (_, half) => f32Bits(half));
}

/** IEEE 754 binary16 (1 sign, 5 exponent, 10 fraction bits) to binary32 (1, 8, 23). */
function f32Bits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f80_0000 | (fraction << 13);
  // 112 lies between the biases, 127 and 15.
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // A subnormal half is a normal float: its highest set bit becomes the implied one.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}

/** Index of the first value that is infinite or no number, or -1. */
export function firstNonFinite(values: Float32Array): number {
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (value - value !== 0) return at;
  }
  return -1;
}
