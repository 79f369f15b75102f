import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { goldenFolder } from "./golden";

/** A golden file of raw little-endian float32 values. */
export function goldenFloats(name: string): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(readFileSync(resolve(goldenFolder, name))).buffer);
}
