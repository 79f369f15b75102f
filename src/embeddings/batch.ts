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
  if (length === 0) throw new RangeError("A batch needs at least one row with at least one id.");
  rows.forEach((row, index) => {
    if (row.length !== length) {
      throw new RangeError(
        `Rows of a batch must be equally long: row 0 has ${length} ids, row ${index} ${row.length}.`,
      );
    }
    const wrong = row.find((id) => !Number.isInteger(id) || id < 0 || id > MOST);
    if (wrong !== undefined) throw new RangeError(`Row ${index} holds ${wrong}, which is no id.`);
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
      `${firstPosition + length} positions are beyond the model's context of ${contextLength}.`,
    );
  }
  const wrong = ids.find((id) => id < 0 || id >= vocabularySize);
  if (wrong !== undefined) {
    throw new RangeError(
      `Id ${wrong} is outside the model's vocabulary of ${vocabularySize} tokens.`,
    );
  }
}
