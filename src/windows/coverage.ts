import { batchCount } from "./loader";
import { windowCount, type WindowShape } from "./windows";

export interface CoverageOptions extends WindowShape {
  readonly batchSize: number;
  readonly dropLast: boolean;
  readonly shuffle?: boolean;
  /** Positions of the model. */
  readonly contextLength: number;
}

/** Which tokens the windows of a loader use, in numbers. */
export interface Coverage {
  readonly windows: number;
  readonly batches: number;
  /** Windows of a last batch that is not full; 0 where every batch is. */
  readonly left: number;
  /** Whether drop_last leaves those out. */
  readonly isDropped: boolean;
  /** How often one token is an input at most. */
  readonly mostTimes: number;
  /** Tokens that are an input of no window, before any window is left out. */
  readonly neverInput: number;
  /** Those of them that are in no window, not even as its last target. */
  readonly unused: number;
  /** Tokens more that are never an input since drop_last left windows out at the end. */
  readonly lost: number;
}

export function coverageOf(options: CoverageOptions): Coverage {
  const { tokenCount, maxLength, stride, batchSize, dropLast, shuffle = false } = options;
  const windows = windowCount(options);
  const left = windows % batchSize;
  const isDropped = dropLast && left > 0;
  const inputs = stride > maxLength ? windows * maxLength : (windows - 1) * stride + maxLength;
  const neverInput = windows === 0 ? tokenCount : tokenCount - inputs;
  // Of what is skipped, each window still has one token as its last target; at the end, the last has.
  const targets = stride > maxLength ? windows : 1;
  return {
    windows,
    batches: batchCount(windows, batchSize, dropLast),
    left,
    isDropped,
    mostTimes: Math.min(windows, Math.ceil(maxLength / stride)),
    neverInput,
    unused: windows === 0 ? tokenCount : neverInput - targets,
    lost: isDropped && !shuffle ? left * Math.min(stride, maxLength) : 0,
  };
}

/** Whether these options give any window that can be shown. */
export function hasWindows(options: CoverageOptions): boolean {
  return options.maxLength <= options.contextLength && coverageOf(options).batches > 0;
}
