import * as l10n from "../shared/base/l10n";
import { windowsText } from "../shared/base/countWords";
import { formatCount } from "../shared/base/numbers";
import {
  noteText,
  type LoaderNote,
  type LostKind,
  type NotePart,
} from "../shared/values/lostTokens";
import { coverageOf, type Coverage, type CoverageOptions } from "./coverage";
import { batchCount, NO_SAMPLES } from "./loader";

/** Why a text gives no window or no batch with these options, and what to change. */
export function coverageProblem(options: CoverageOptions): string | undefined {
  const { maxLength, batchSize, contextLength } = options;
  if (maxLength > contextLength) {
    return l10n.t(
      "max_length {0} is beyond the model's context of {1} positions. Choose at most {1}.",
      formatCount(maxLength),
      formatCount(contextLength),
    );
  }
  const { windows, batches } = coverageOf(options);
  if (windows === 0) return noWindow(options);
  if (batches === 0) {
    return l10n.t(
      "No batch is left: {0}, batch size {1}, drop_last. Choose a batch size of at most {2}, or keep the last batch.",
      windowsText(windows),
      formatCount(batchSize),
      formatCount(windows),
    );
  }
  return undefined;
}

function noWindow({ tokenCount, maxLength, shuffle = false }: CoverageOptions): string {
  const why =
    maxLength === 1
      ? l10n.t(
          "No window of 1 token fits: a window and its targets need 2 tokens, the text has {0}.",
          formatCount(tokenCount),
        )
      : l10n.t(
          "No window of {0} tokens fits: a window and its targets need {1} tokens, the text has {2}.",
          formatCount(maxLength),
          formatCount(maxLength + 1),
          formatCount(tokenCount),
        );
  const next =
    tokenCount > 1
      ? l10n.t("Choose at most {0}.", formatCount(tokenCount - 1))
      : l10n.t("Type some more text.");
  if (!shuffle) return `${why} ${next}`;
  const raised = l10n.t("With shuffle, PyTorch raises ValueError: {0}.", NO_SAMPLES);
  return `${why} ${raised} ${next}`;
}

/** What the windows use in one line, or why there are none. */
export function coverageText(options: CoverageOptions): string {
  return coverageProblem(options) ?? coverageNotes(options).join(" · ");
}

/** Plain sentences on which tokens the windows use, and how often. */
export function coverageNotes(options: CoverageOptions): string[] {
  return loaderNotes(options).map(noteText);
}

/** The same, with the numbers of lost tokens set apart. */
export function loaderNotes(options: CoverageOptions): LoaderNote[] {
  return markedNotes(options).map(noteParts);
}

/** Around a number of lost tokens while its sentence is made: no text that a person reads has it. */
const MARK = "\u0001";
const MARKED = /^(neverInput|unused) (\d+) (.*)$/s;

/** A number of lost tokens, the first of which is at `from` or behind it. */
const lostCount = (count: number, kind: LostKind, from: number): string =>
  `${MARK}${kind} ${from} ${formatCount(count)}${MARK}`;

function noteParts(marked: string): NotePart[] {
  return marked
    .split(MARK)
    .map((piece, at): NotePart => {
      const [, kind, from, text] = at % 2 === 0 ? [] : (MARKED.exec(piece) ?? []);
      if (text === undefined) return { text: piece };
      return { text, lost: { kind: kind as LostKind, from: Number(from) } };
    })
    .filter(({ text }) => text !== "");
}

function markedNotes(options: CoverageOptions): string[] {
  const { batchSize, dropLast } = options;
  const coverage = coverageOf(options);
  const { windows, batches, left, isDropped } = coverage;
  if (windows === 0) return [];
  const count = windowsText(windows);
  // The problem says why.
  if (batches === 0) return [count, l10n.t("no token is an input")];
  return [
    count,
    ...useNotes(options, coverage),
    ...(isDropped ? [droppedNote(options, coverage)] : []),
    ...(!dropLast && left > 0
      ? [lastBatchNote(windows, batchSize, left), chapterNote(windows, batchSize)]
      : []),
  ];
}

/** What the windows hold, before any is left out; where some are, the sentences say so. */
function useNotes(
  { tokenCount, maxLength, stride }: CoverageOptions,
  { mostTimes, neverInput, unused, isDropped }: Coverage,
): string[] {
  // The last token of a text is never an input: there is nothing behind it to predict.
  if (neverInput === 1) return [allButLastNote(mostTimes, isDropped)];
  if (stride > maxLength) return [skippedNote(stride, neverInput, unused)];
  return [endNote(neverInput, tokenCount), beforeEndNote(mostTimes, isDropped)];
}

function allButLastNote(most: number, dropped: boolean): string {
  if (most === 1) {
    return dropped
      ? l10n.t("before drop_last, every token but the last is an input once")
      : l10n.t("every token but the last is an input once");
  }
  const times = formatCount(most);
  return dropped
    ? l10n.t("before drop_last, every token but the last is an input, up to {0} times", times)
    : l10n.t("every token but the last is an input, up to {0} times", times);
}

/** @param unused tokens that are in no window, not even as a target */
function skippedNote(stride: number, never: number, unused: number): string {
  const [step, skipped] = [formatCount(stride), lostCount(never, "neverInput", 0)];
  if (unused === 0) {
    return l10n.t(
      "stride {0} skips {1} tokens: they are never an input, only a target",
      step,
      skipped,
    );
  }
  return unused === 1
    ? l10n.t(
        "stride {0} skips {1} tokens: they are never an input, and {2} of them is in no window",
        step,
        skipped,
        lostCount(unused, "unused", 0),
      )
    : l10n.t(
        "stride {0} skips {1} tokens: they are never an input, and {2} of them are in no window",
        step,
        skipped,
        lostCount(unused, "unused", 0),
      );
}

function endNote(never: number, tokenCount: number): string {
  const first = tokenCount - never;
  const count = lostCount(never, "neverInput", first);
  return never === 2
    ? l10n.t(
        "{0} tokens at the end are never an input: the first is only a target, the other is in no window",
        count,
      )
    : l10n.t(
        "{0} tokens at the end are never an input: the first is only a target, the other {1} are in no window",
        count,
        lostCount(never - 1, "unused", first + 1),
      );
}

function beforeEndNote(most: number, dropped: boolean): string {
  if (most === 1) {
    return dropped
      ? l10n.t("before drop_last, each token before them is an input once")
      : l10n.t("each token before them is an input once");
  }
  const times = formatCount(most);
  return dropped
    ? l10n.t("before drop_last, each token before them is an input up to {0} times", times)
    : l10n.t("each token before them is an input up to {0} times", times);
}

/** Which windows drop_last leaves out, and which tokens with them. */
function droppedNote(options: CoverageOptions, { windows, left, lost }: Coverage): string {
  const { maxLength, stride, shuffle = false } = options;
  if (shuffle) {
    // Which tokens go with them differs too: the strip shows it.
    return left === 1
      ? l10n.t("1 window, another one in every epoch, is left over by drop_last")
      : l10n.t(
          "{0} windows, other ones in every epoch, are left over by drop_last",
          formatCount(left),
        );
  }
  const kept = windows - left;
  const count = lostCount(
    lost,
    "neverInput",
    Math.max(kept * stride, (kept - 1) * stride + maxLength),
  );
  if (left > 1) {
    return l10n.t(
      "{0} windows at the end are left over by drop_last: {1} more tokens are never an input",
      formatCount(left),
      count,
    );
  }
  return lost === 1
    ? l10n.t(
        "1 window at the end is left over by drop_last: {0} more token is never an input",
        count,
      )
    : l10n.t(
        "1 window at the end is left over by drop_last: {0} more tokens are never an input",
        count,
      );
}

/** A reader of the chapter counts one batch less. */
function chapterNote(windows: number, batchSize: number): string {
  const batches = batchCount(windows, batchSize, true);
  return l10n.t("the chapter's loader drops the last batch: {0}", formatCount(batches));
}

/** A last batch that is not full is easily taken for a full one. */
function lastBatchNote(windows: number, batchSize: number, left: number): string {
  const [has, full] = [formatCount(left), formatCount(batchSize)];
  if (windows < batchSize) return l10n.t("one batch of {0}, not {1}", has, full);
  return left === 1
    ? l10n.t("the last batch has 1 window, not {0}", full)
    : l10n.t("the last batch has {0} windows, not {1}", has, full);
}
