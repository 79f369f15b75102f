/**
 * The windows that `GPTDatasetV1` cuts: one at each of `range(0, tokenCount - maxLength, stride)`.
 * A window needs one token more than it is long, because its targets stand one token further.
 */
export interface WindowShape {
  readonly tokenCount: number;
  readonly maxLength: number;
  readonly stride: number;
}

export function windowCount({ tokenCount, maxLength, stride }: WindowShape): number {
  return Math.max(0, Math.ceil((tokenCount - maxLength) / stride));
}

/** The windows, as `[from, to)` in text order, that hold token `index` as an input. */
export function windowsWithInput(index: number, shape: WindowShape): { from: number; to: number } {
  const { maxLength, stride } = shape;
  const from = Math.max(0, Math.ceil((index - maxLength + 1) / stride));
  const to = Math.min(windowCount(shape), Math.floor(index / stride) + 1);
  return { from, to: Math.max(from, to) };
}
