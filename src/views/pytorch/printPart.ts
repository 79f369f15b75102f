import type { PythonPart } from "./pythonPart";

/** Values of one tensor that are printed one and all; of more, PyTorch prints the corners. */
const MOST_PRINTED = 2 ** 14;

/** Prints values as the panel shows them: four decimals, and none left out. */
export function printPart(lines: readonly string[]): PythonPart {
  return {
    packages: ["import torch"],
    lines: [
      `torch.set_printoptions(precision=4, sci_mode=False, threshold=${MOST_PRINTED}, linewidth=160)`,
      ...lines,
    ],
  };
}
