import type { IdType } from "../rules/setRules";

/** Bytes before the values, so many that every count fits and the values lie well. */
const NPY_HEADER_BYTES = 128;

/** The header of a `.npy` file with one row of ids. */
export function npyHeader(type: IdType, count: number): Uint8Array<ArrayBuffer> {
  const descr = type === "uint16" ? "<u2" : "<u4";
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${count},), }`;
  const bytes = new Uint8Array(NPY_HEADER_BYTES).fill(0x20);
  const start = `\x93NUMPY\x01\x00${String.fromCharCode(NPY_HEADER_BYTES - 10, 0)}${text}`;
  for (let at = 0; at < start.length; at++) bytes[at] = start.charCodeAt(at);
  bytes[NPY_HEADER_BYTES - 1] = 0x0a;
  return bytes;
}
