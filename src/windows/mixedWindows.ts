import { countBelow, type UsedWindows } from "./tokenUse";

/** Windows whose inputs are of two documents or more. */
export interface MixedWindows {
  readonly count: number;
  /** First tokens of documents that a window has together with tokens before them, rising. */
  readonly starts: Uint32Array;
}

/**
 * Counts them, in time that grows with the number of documents alone.
 * @param starts first tokens of all documents but the first, rising
 */
export function mixedWindows(
  starts: Uint32Array,
  { maxLength, stride, count, leftOut }: UsedWindows,
): MixedWindows {
  const within = new Uint32Array(starts.length);
  let found = 0;
  let mixed = 0;
  /** The next window that has not been counted. */
  let next = 0;
  /** Windows of `[from, to)` that a batch has. */
  const used = (from: number, to: number): number =>
    to <= from ? 0 : to - from - (countBelow(leftOut, to) - countBelow(leftOut, from));
  for (const start of starts) {
    // Windows k with k * stride < start < k * stride + maxLength.
    const from = Math.max(0, Math.floor((start - maxLength) / stride) + 1);
    const to = Math.min(count, Math.ceil(start / stride));
    if (used(from, to) > 0) within[found++] = start;
    mixed += used(Math.max(from, next), to);
    next = Math.max(next, to);
  }
  return { count: mixed, starts: within.slice(0, found) };
}
