import * as l10n from "../../shared/base/l10n";
import { formatCount, sizeText } from "../../shared/base/numbers";

/**
 * Bytes of one matrix of a window that the visualizer shows: a window of 8,192 tokens and 4,096
 * dimensions. On its way to the page there are some ten such matrices.
 */
const MOST_BYTES = 2 ** 27;

/** @throws {RangeError} where a window's vectors are more than the visualizer shows */
export function checkWindowMemory(rows: number, dimensions: number): void {
  const bytes = 4 * rows * dimensions;
  if (bytes <= MOST_BYTES) return;
  throw new RangeError(
    l10n.t(
      "The vectors of this window, [{0}, {1}], take {2}; the visualizer shows up to {3}. Choose a smaller max_length.",
      formatCount(rows),
      formatCount(dimensions),
      sizeText(bytes),
      sizeText(MOST_BYTES),
    ),
  );
}
