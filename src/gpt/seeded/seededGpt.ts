import * as l10n from "../../shared/base/l10n";
import { sizeText } from "../../shared/base/numbers";
import { shownValue } from "../../shared/base/shown";
import { seededName, type ModelChoice } from "../../shared/values/modelChoices";
import { headsDoNotDivide } from "../parameters/heads";
import { seededInfo, type SeededInfo } from "../../embeddings/seeded/seededTables";

type SeededChoice = Extract<ModelChoice, { source: "seeded" }>;
export type SeededGptInfo = SeededInfo & {
  readonly layers: number;
  readonly heads: number;
  readonly qkvBias: boolean;
};

/** More than any GPT has; each has two graphs of its own. */
const MOST_LAYERS = 256;
/** A file of parameters is mapped by the runtime. */
const MOST_FILE_BYTES = 2 ** 31;

/** Whether a choice is a whole GPT: both of what makes it one are given. */
export function isWholeSeeded(choice: SeededChoice): boolean {
  return choice.layers !== undefined || choice.heads !== undefined;
}

/**
 * The whole GPT that a choice asks for, with the defaults filled in.
 * @throws {RangeError} as `seededInfo`, and when there is but one of layers and heads, either is no
 *   whole number in its range, the heads do not divide the dimensions, or a file would be too large
 */
export function seededGptInfo(choice: SeededChoice): SeededGptInfo {
  const { layers, heads, qkvBias = false, ...tables } = choice;
  if (layers === undefined || heads === undefined) {
    throw new RangeError(
      l10n.t(
        "A whole GPT needs both {0} and {1}; without them it is two tables alone.",
        "layers",
        "heads",
      ),
    );
  }
  const info = seededInfo(tables);
  const { dimensions } = info;
  checkCount("layers", layers, MOST_LAYERS);
  checkCount("heads", heads, dimensions);
  if (dimensions % heads !== 0) throw new RangeError(headsDoNotDivide(heads, dimensions));
  const bytes = 4 * FEED_FORWARD * dimensions * (3 * dimensions);
  if (bytes > MOST_FILE_BYTES) {
    throw new RangeError(
      l10n.t(
        "A block of width {0} takes {1}, more than the {2} it may have. Choose fewer dimensions.",
        dimensions,
        sizeText(bytes),
        sizeText(MOST_FILE_BYTES),
      ),
    );
  }
  return { ...info, name: seededName({ ...info, layers }), layers, heads, qkvBias };
}

/** Bytes of all of its parameters, which are kept on disk and mapped: of both tables, blocks, norm and head. */
export function seededGptBytes(info: SeededGptInfo): number {
  const { vocabularySize, contextLength, dimensions, layers, qkvBias } = info;
  const wide = FEED_FORWARD * dimensions;
  const attention = 4 * dimensions * dimensions + (qkvBias ? 4 : 1) * dimensions;
  const feedForward = 2 * dimensions * wide + wide + dimensions;
  const norm = 2 * dimensions;
  const tables = (2 * vocabularySize + contextLength) * dimensions;
  return 4 * (tables + layers * (attention + feedForward + 2 * norm) + norm);
}

/** How many times as wide as the model its feed-forward network is. */
export const FEED_FORWARD = 4;

function checkCount(name: string, value: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(
    l10n.t(
      "The option {0} must be a whole number from {1} to {2}, not {3}.",
      name,
      1,
      most,
      shownValue(value),
    ),
  );
}
