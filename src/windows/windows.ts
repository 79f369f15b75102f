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

/** Windows that are as long and as far apart, and how many there are. */
export interface CountedWindows extends Omit<WindowShape, "tokenCount"> {
  readonly count: number;
}

/** The windows, as `[from, to)` in text order, that hold token `index` as an input. */
export function windowsWithInput(
  index: number,
  windows: WindowShape | CountedWindows,
): { from: number; to: number } {
  const { maxLength, stride } = windows;
  const count = "count" in windows ? windows.count : windowCount(windows);
  const from = Math.max(0, Math.ceil((index - maxLength + 1) / stride));
  const to = Math.min(count, Math.floor(index / stride) + 1);
  return { from, to: Math.max(from, to) };
}
