import { TorchGenerator } from "../../src/shared/base/torchGenerator";

/** Any number does: the baseline is the same one at every look. */
const SEED = 123;

export function inOrder(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, row) => row);
}

/** Rows 0 … count − 1 in a random order that is always the same (Fisher and Yates). */
export function shuffled(count: number, seed: number = SEED): Uint32Array {
  const rows = inOrder(count);
  const generator = new TorchGenerator(seed);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor((generator.next32() / 2 ** 32) * (last + 1));
    [rows[last], rows[other]] = [rows[other] ?? 0, rows[last] ?? 0];
  }
  return rows;
}
