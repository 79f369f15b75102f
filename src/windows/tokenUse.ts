import { clamp } from "../shared/base/numbers";

/** The windows of `GPTDatasetV1`, and those of them that no batch has. */
export interface UsedWindows {
  readonly maxLength: number;
  readonly stride: number;
  /** Windows `[0, count)` in text order. */
  readonly count: number;
  /** Those of them that drop_last leaves out, rising. */
  readonly leftOut: Uint32Array;
}

/** How the tokens of a stretch are used by the windows of a loader. */
export interface StretchUse {
  /** How often its tokens are inputs, and targets, all in all. */
  readonly inputs: number;
  readonly targets: number;
  /** How many of its tokens are never an input, and how many are in no window, not as target too. */
  readonly neverInput: number;
  readonly unused: number;
}

/**
 * How often the tokens of any stretch are used. A stretch costs a few steps, however many windows
 * it holds: all is sums over `[0, index)`, and these have closed formulas.
 */
export class TokenUse {
  private readonly inputs: Prefix;
  private readonly inputTokens: Prefix;
  private readonly usedTokens: Prefix;

  constructor(windows: UsedWindows) {
    const { maxLength } = windows;
    this.inputs = timesBefore(windows);
    this.inputTokens = tokensBefore(windows, maxLength);
    // A window and its targets lie on one token more than the window is long.
    this.usedTokens = tokensBefore(windows, maxLength + 1);
  }

  /** How often a token is an input. A target it is as often as the token before it is an input. */
  inputTimes(token: number): number {
    return this.inputs(token + 1) - this.inputs(token);
  }

  /** Of document tokens `[from, to)`. */
  of(from: number, to: number): StretchUse {
    const size = to - from;
    return {
      inputs: this.inputs(to) - this.inputs(from),
      // Targets are the inputs, one token further.
      targets: this.inputs(to - 1) - this.inputs(from - 1),
      neverInput: size - (this.inputTokens(to) - this.inputTokens(from)),
      unused: size - (this.usedTokens(to) - this.usedTokens(from)),
    };
  }
}

/** A sum over the tokens `[0, index)`. */
type Prefix = (index: number) => number;

/** How often tokens before an index are inputs. */
function timesBefore({ maxLength, stride, count, leftOut }: UsedWindows): Prefix {
  return (index) => {
    if (index <= 0) return 0;
    // Windows [0, whole) end at or before the index, windows [whole, begun) reach over it.
    const whole = clamp(Math.floor((index - maxLength) / stride) + 1, 0, count);
    const begun = clamp(Math.ceil(index / stride), 0, count);
    const starts = (stride * (begun - whole) * (whole + begun - 1)) / 2;
    let sum = whole * maxLength + (begun - whole) * index - starts;
    const [outWhole, outBegun] = [countBelow(leftOut, whole), countBelow(leftOut, begun)];
    sum -= outWhole * maxLength;
    for (let at = outWhole; at < outBegun; at++) sum -= index - (leftOut[at] as number) * stride;
    return sum;
  };
}

/** How many tokens before an index lie in any window, where windows are `length` long. */
function tokensBefore(windows: UsedWindows, length: number): Prefix {
  const { stride, count } = windows;
  const lost = lostStretches(windows, length);
  const end = (count - 1) * stride + length;
  return (index) => {
    if (index <= 0 || count === 0) return 0;
    const inAll =
      stride > length
        ? Math.min(index, end) -
          Math.max(0, Math.min(Math.floor(index / stride), count - 1)) * (stride - length) -
          gapBefore(Math.min(index, end), stride, length)
        : Math.min(index, end);
    return inAll - lost(index);
  };
}

/** Tokens behind the window that begins last before an index, up to that index. */
function gapBefore(index: number, stride: number, length: number): number {
  return Math.max(0, (index % stride) - length);
}

/** How many tokens before an index lie in windows that are left out, and in no other. */
function lostStretches({ stride, count, leftOut }: UsedWindows, length: number): Prefix {
  const starts: number[] = [];
  const ends: number[] = [];
  const before = [0];
  for (let at = 0; at < leftOut.length;) {
    // Windows that follow one another lose what their neighbours on both sides do not hold.
    const first = leftOut[at] as number;
    let last = first;
    at++;
    while (stride <= length && at < leftOut.length && leftOut[at] === last + 1) {
      last++;
      at++;
    }
    const start = first === 0 ? 0 : Math.max(first * stride, (first - 1) * stride + length);
    const own = last * stride + length;
    const end = last === count - 1 ? own : Math.min(own, (last + 1) * stride);
    if (start >= end) continue;
    starts.push(start);
    ends.push(end);
    before.push((before.at(-1) ?? 0) + end - start);
  }
  return (index) => {
    const at = countBelow(starts, index);
    if (at === 0) return 0;
    const [start = 0, end = 0, sum = 0] = [starts[at - 1], ends[at - 1], before[at - 1]];
    return sum + Math.min(index, end) - start;
  };
}

/** How many of some rising values are below a bound. */
export function countBelow(values: ArrayLike<number>, bound: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
