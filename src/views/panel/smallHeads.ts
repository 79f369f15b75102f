import * as l10n from "../../shared/base/l10n";
import {
  SMALL_SIDE,
  type HeadAttention,
  type SmallHeads,
} from "../../shared/values/predictionAnswers";
import type { Attention } from "../../shared/values/predictions";

/**
 * All heads in small squares. Of a long window a cell has the largest weight of those that it stands
 * for: what a head looks at by a single line is still seen.
 */
export function smallHeads({ shape, values }: Attention): SmallHeads {
  const [heads, length] = shape;
  const side = Math.min(SMALL_SIDE, length);
  const small = new Float32Array(heads * side * side);
  // Which cell each place goes to: the same sideways and downwards.
  const cells = Uint32Array.from({ length }, (_, at) => Math.floor((at * side) / length));
  for (let head = 0; head < heads; head++) {
    for (let row = 0; row < length; row++) {
      const from = (head * length + row) * length;
      const to = (head * side + (cells[row] ?? 0)) * side;
      // Nobody looks ahead: the rest of a row is 0.
      for (let column = 0; column <= row; column++) {
        const value = values[from + column] ?? 0;
        const cell = to + (cells[column] ?? 0);
        if (value > (small[cell] ?? 0)) small[cell] = value;
      }
    }
  }
  return { shape: [heads, side, side], length, values: small };
}

/** @throws {RangeError} where there is no such head */
export function headOf({ shape, values }: Attention, head: number): HeadAttention {
  const [heads, length] = shape;
  if (head >= heads) {
    throw new RangeError(l10n.t("The head must be a whole number from {0} to {1}.", 0, heads - 1));
  }
  const size = length * length;
  return { length, values: values.slice(head * size, (head + 1) * size) };
}
