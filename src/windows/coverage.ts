import { formatCount, plural } from "../shared/numbers";
import { batchCount } from "./loader";
import { windowCount, type WindowShape } from "./windows";

export interface CoverageOptions extends WindowShape {
  readonly batchSize: number;
  readonly dropLast: boolean;
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
    const most = tokenCount > 1 ? ` Choose at most ${formatCount(tokenCount - 1)}.` : "";
    return (
      `No window of ${tokens(maxLength)} fits: a window and its targets need ` +
      `${tokens(maxLength + 1)}, the text has ${formatCount(tokenCount)}.${most}`
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
  const { tokenCount, maxLength, stride, batchSize, dropLast } = options;
  const windows = windowCount(options);
  if (windows === 0) return [];
  const notes = [plural(windows, "window")];

  // The last token of a text is never an input: there is nothing behind it to predict.
  const inputEnd = (windows - 1) * stride + maxLength;
  const never = tokenCount - (stride > maxLength ? windows * maxLength : inputEnd);
  if (stride > maxLength) {
    notes.push(`stride ${formatCount(stride)} skips ${tokens(never)}: they are never an input`);
  } else if (never > 1) {
    notes.push(`${tokens(never)} at the end are never an input`);
  } else if (stride === maxLength) {
    notes.push("every token but the last is an input once");
  } else {
    const times = formatCount(Math.ceil(maxLength / stride));
    notes.push(`every token but the last is an input, up to ${times} times`);
  }
  const left = windows % batchSize;
  if (left > 0 && dropLast && windows > batchSize) {
    notes.push(`${plural(left, "window")} left over by drop_last`);
  }
  return notes;
}

const tokens = (value: number): string => plural(value, "token");
