import { formatCount, plural } from "../shared/numbers";
import { batchCount } from "./loader";
import { windowCount, type WindowShape } from "./windows";

export interface CoverageOptions extends WindowShape {
  readonly batchSize: number;
  readonly dropLast: boolean;
  readonly shuffle?: boolean;
  /** Positions of the model. */
  readonly contextLength: number;
}

/** Why a text gives no window or no batch with these options, and what to change. */
export function coverageProblem(options: CoverageOptions): string | undefined {
  const { tokenCount, maxLength, batchSize, dropLast, contextLength } = options;
  if (maxLength > contextLength) {
    return (
      `max_length ${formatCount(maxLength)} is beyond the model's context of ${formatCount(contextLength)} ` +
      `positions. Choose at most ${formatCount(contextLength)}.`
    );
  }
  const windows = windowCount(options);
  if (windows === 0) {
    const next =
      tokenCount > 1 ? `Choose at most ${formatCount(tokenCount - 1)}.` : "Type some more text.";
    return (
      `No window of ${tokens(maxLength)} fits: a window and its targets need ` +
      `${tokens(maxLength + 1)}, the text has ${formatCount(tokenCount)}. ${next}`
    );
  }
  if (batchCount(windows, batchSize, dropLast) === 0) {
    return (
      `No batch is left: ${plural(windows, "window")}, batch size ${formatCount(batchSize)}, drop_last. ` +
      `Choose a batch size of at most ${formatCount(windows)}, or keep the last batch.`
    );
  }
  return undefined;
}

/** Plain sentences on which tokens the windows use, and how often. */
export function coverageNotes(options: CoverageOptions): string[] {
  const { batchSize, dropLast } = options;
  const windows = windowCount(options);
  if (windows === 0) return [];
  const count = plural(windows, "window");
  // The problem says why.
  if (batchCount(windows, batchSize, dropLast) === 0) return [count, "no token is an input"];
  const left = windows % batchSize;
  const dropped = dropLast && left > 0;
  return [
    count,
    ...useNotes(options, windows, dropped ? "before drop_last, " : ""),
    ...(dropped ? [droppedNote(options, left)] : []),
    ...(!dropLast && left > 0 ? [lastBatchNote(windows, batchSize, left)] : []),
  ];
}

/** What the windows hold, before any is left out; `when` says so. */
function useNotes(shape: WindowShape, windows: number, when: string): string[] {
  const { tokenCount, maxLength, stride } = shape;
  const most = Math.min(windows, Math.ceil(maxLength / stride));
  const upTo = `up to ${formatCount(most)} times`;
  const inputs = stride > maxLength ? windows * maxLength : (windows - 1) * stride + maxLength;
  const never = tokenCount - inputs;
  // The last token of a text is never an input: there is nothing behind it to predict.
  if (never === 1) {
    return [`${when}every token but the last is an input${most === 1 ? " once" : `, ${upTo}`}`];
  }
  if (stride > maxLength) {
    // Of what is skipped, each window still has one token as its last target.
    const unused = never - windows;
    const are = `${formatCount(unused)} of them ${unused === 1 ? "is" : "are"}`;
    const rest = unused === 0 ? "only a target" : `and ${are} in no window`;
    return [
      `stride ${formatCount(stride)} skips ${tokens(never)}: they are never an input, ${rest}`,
    ];
  }
  const others = never === 2 ? "other is" : `other ${formatCount(never - 1)} are`;
  return [
    `${tokens(never)} at the end are never an input: ` +
      `the first is only a target, the ${others} in no window`,
    `${when}each token before them is an input ${most === 1 ? "once" : upTo}`,
  ];
}

/** Which windows drop_last leaves out, and which tokens with them. */
function droppedNote(options: CoverageOptions, left: number): string {
  const { maxLength, stride, shuffle = false } = options;
  const are = left === 1 ? "is" : "are";
  if (shuffle) {
    // Which tokens go with them differs too: the strip shows it.
    const others = left === 1 ? "another one" : "other ones";
    return `${plural(left, "window")}, ${others} in every epoch, ${are} left over by drop_last`;
  }
  const lost = left * Math.min(stride, maxLength);
  return (
    `${plural(left, "window")} at the end ${are} left over by drop_last: ` +
    `${formatCount(lost)} more ${lost === 1 ? "token is" : "tokens are"} never an input`
  );
}

/** A last batch that is not full is easily taken for a full one. */
function lastBatchNote(windows: number, batchSize: number, left: number): string {
  return windows < batchSize
    ? `one batch of ${formatCount(left)}, not ${formatCount(batchSize)}`
    : `the last batch has ${plural(left, "window")}, not ${formatCount(batchSize)}`;
}

const tokens = (value: number): string => plural(value, "token");
