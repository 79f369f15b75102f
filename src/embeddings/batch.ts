import * as l10n from "../shared/l10n";
import type { ModelInfo } from "../shared/vectors";

/** Ids of B windows of L tokens each, row-major. */
export interface Batch {
  readonly ids: Int32Array;
  /** B */
  readonly rows: number;
  /** L */
  readonly length: number;
  /** Position of the first token of each window, 0 for a whole window. */
  readonly firstPosition: number;
}

/**
 * Rows of ids as one batch.
 * @throws {RangeError} when there is no row, a row is empty, or rows differ in length
 */
export function batchOf(rows: readonly (readonly number[])[], firstPosition = 0): Batch {
  const length = rows[0]?.length ?? 0;
  if (length === 0) {
    throw new RangeError(l10n.t("A batch needs at least one row with at least one id."));
  }
  rows.forEach((row, index) => {
    if (row.length !== length) {
      throw new RangeError(
        l10n.t(
          "Rows of a batch must be equally long: row {0} has {1} ids, row {2} {3}.",
          0,
          length,
          index,
          row.length,
        ),
      );
    }
    const wrong = row.find((id) => !Number.isInteger(id) || id < 0 || id > MOST);
    if (wrong !== undefined) {
      throw new RangeError(l10n.t("Row {0} holds {1}, which is no id.", index, wrong));
    }
  });
  return { ids: Int32Array.from(rows.flat()), rows: rows.length, length, firstPosition };
}

const MOST = 2 ** 31 - 1;

/** @throws {RangeError} when the model has no row for an id or a position of the batch */
export function checkBatch(
  { ids, length, firstPosition }: Batch,
  { vocabularySize, contextLength }: ModelInfo,
): void {
  if (firstPosition + length > contextLength) {
    throw new RangeError(
      l10n.t(
        "{0} positions are beyond the model's context of {1}.",
        firstPosition + length,
        contextLength,
      ),
    );
  }
  const wrong = ids.find((id) => id < 0 || id >= vocabularySize);
  if (wrong !== undefined) throw new RangeError(outsideVocabulary(wrong, vocabularySize));
}

export function outsideVocabulary(id: number, vocabularySize: number): string {
  return l10n.t("Id {0} is outside the model's vocabulary of {1} tokens.", id, vocabularySize);
}
