import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";
import { arraysByNumpy, hasNumpy } from "./numpy";

/** By array its type, its shape, and its values in one row. An `.npy` file's one has the name "". */
export type ArraysOfFile = Record<
  string,
  { dtype: string; shape: number[]; values: number[]; text?: string }
>;

/**
 * Reads a `.npy` or `.npz` file as numpy's documentation has the format. Where there is numpy, it must
 * find the same.
 */
export function readArrays(path: string): ArraysOfFile {
  const bytes = readFileSync(path);
  const files = path.endsWith(".npz") ? unzipSync(bytes) : { ".npy": new Uint8Array(bytes) };
  const arrays = Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name.replace(/\.npy$/, ""), readNpy(file)]),
  );
  if (hasNumpy()) assert.deepEqual(arraysByNumpy(path), arrays);
  return arrays;
}

const MAGIC = "\x93NUMPY\x01\x00";
const HEADER =
  /^\{'descr': '<(i8|f4|f8|U\d+)', 'fortran_order': False, 'shape': \(((?:\d+(?:, ?)?)*)\), \} *\n$/;

/** One array of version 1.0 of the format. */
function readNpy(file: Uint8Array): ArraysOfFile[string] {
  const buffer = Buffer.from(file);
  assert.equal(buffer.toString("latin1", 0, MAGIC.length), MAGIC);
  const start = MAGIC.length + 2 + buffer.readUInt16LE(MAGIC.length);
  // Values begin where numpy can map them.
  assert.equal(start % 64, 0);
  const header = buffer.toString("latin1", MAGIC.length + 2, start);
  const [, type = "", sizes = ""] = HEADER.exec(header) ?? assert.fail(header);
  const shape = sizes.split(/, ?/).filter((size) => size !== "");
  const data = file.slice(start).buffer;
  if (type.startsWith("U")) {
    const text = String.fromCodePoint(...new Uint32Array(data));
    assert.deepEqual([shape, [...text].length], [[], Number(type.slice(1))]);
    return { dtype: `<${type}`, shape: [], values: [], text };
  }
  const [dtype, values] =
    type === "i8"
      ? ["int64", Array.from(new BigInt64Array(data), Number)]
      : type === "f4"
        ? ["float32", [...new Float32Array(data)]]
        : ["float64", [...new Float64Array(data)]];
  assert.equal(
    values.length,
    shape.reduce((product, size) => product * Number(size), 1),
  );
  return { dtype, shape: shape.map(Number), values };
}
