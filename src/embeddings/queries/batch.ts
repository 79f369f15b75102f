import * as l10n from "../../shared/base/l10n";
import { shownValue } from "../../shared/base/shown";
import type { IdRow, ModelInfo } from "../../shared/values/vectors";

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

/** Ids in one batch: more would not be answered, whatever the width of the model. */
const MOST_IDS = 2 ** 24;
const MOST_ID = 2 ** 31 - 1;

/**
 * Rows of ids as one batch. They may come from anywhere: each value is read once.
 * @throws {RangeError} when there is no row, a row is empty or holds what is no id, rows differ in
 *   length, or there are too many ids
 * @throws {TypeError} when it is no list of lists
 */
export function batchOf(rows: readonly IdRow[], firstPosition = 0): Batch {
  if (!isList(rows)) {
    throw new TypeError(
      l10n.t("A batch must be an array of rows, each an array of ids, not {0}.", shownValue(rows)),
    );
  }
  const count = lengthOf(rows);
  const first = count === 0 ? [] : rowAt(rows, 0);
  return batchFrom(
    count,
    lengthOf(first),
    (index) => (index === 0 ? first : rowAt(rows, index)),
    firstPosition,
  );
}

/**
 * The same of rows that are made one after another.
 * @throws as `batchOf`
 */
export function batchFrom(
  rows: number,
  length: number,
  rowOf: (index: number) => ArrayLike<unknown>,
  firstPosition = 0,
): Batch {
  if (length === 0) {
    throw new RangeError(l10n.t("A batch needs at least one row with at least one id."));
  }
  const ids = idsFor(rows, length);
  for (let index = 0; index < rows; index++) {
    const row = rowOf(index);
    const own = lengthOf(row);
    if (own !== length) {
      throw new RangeError(
        l10n.t(
          "Rows of a batch must be equally long: row {0} has {1} ids, row {2} {3}.",
          0,
          length,
          index,
          own,
        ),
      );
    }
    for (let at = 0; at < length; at++) {
      const id = read(row, at);
      if (!isId(id)) {
        throw new RangeError(
          l10n.t("Row {0} holds {1}, which is not an id.", index, shownValue(id)),
        );
      }
      ids[index * length + at] = id;
    }
  }
  return { ids, rows, length, firstPosition };
}

/**
 * One row of ids, each read once.
 * @param name of the argument, as a sentence begins with it
 * @throws {RangeError} when it has no id, too many, or holds what is no id
 * @throws {TypeError} when it is no list
 */
export function rowOf(row: unknown, name: string): Batch {
  if (!isList(row)) {
    throw new TypeError(l10n.t("{0} must be an array of ids, not {1}.", name, shownValue(row)));
  }
  const length = lengthOf(row);
  if (length === 0) throw new RangeError(l10n.t("{0} must have at least one id.", name));
  const ids = idsFor(1, length);
  for (let at = 0; at < length; at++) {
    const id = read(row, at);
    if (!isId(id)) {
      throw new RangeError(
        l10n.t("{0} must be ids; at {1} there is {2}.", name, at, shownValue(id)),
      );
    }
    ids[at] = id;
  }
  return { ids, rows: 1, length, firstPosition: 0 };
}

function isId(id: unknown): id is number {
  return typeof id === "number" && Number.isInteger(id) && id >= 0 && id <= MOST_ID;
}

/** One window of nothing but an id. */
export function windowOf(id: number, length: number, firstPosition = 0): Batch {
  return { ids: idsFor(1, length).fill(id), rows: 1, length, firstPosition };
}

function idsFor(rows: number, length: number): Int32Array {
  if (rows * length <= MOST_IDS) return new Int32Array(rows * length);
  throw new RangeError(
    l10n.t(
      "A batch [{0}, {1}] has more than the {2} ids that are looked up at once.",
      rows,
      length,
      MOST_IDS,
    ),
  );
}

function rowAt(rows: ArrayLike<unknown>, index: number): ArrayLike<unknown> {
  const row = read(rows, index);
  if (isList(row)) return row;
  throw new TypeError(
    l10n.t("Each row of a batch must be an array of ids; row {0} is {1}.", index, shownValue(row)),
  );
}

function isList(value: unknown): value is ArrayLike<unknown> {
  try {
    return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
  } catch {
    // A proxy that is over.
    return false;
  }
}

function lengthOf(list: ArrayLike<unknown>): number {
  const length = read(list, "length");
  return typeof length === "number" && Number.isSafeInteger(length) && length > 0 ? length : 0;
}

/** A proxy or a getter may refuse. */
function read(list: ArrayLike<unknown>, key: number | "length"): unknown {
  try {
    return list[key as number];
  } catch (error) {
    const message = l10n.t("The batch cannot be read: reading it throws an error.");
    throw new TypeError(message, { cause: error });
  }
}

/** @throws {RangeError} when the model has no row for an id or a position of the batch */
export function checkBatch(
  { ids, length, firstPosition }: Batch,
  { vocabularySize, contextLength }: ModelInfo,
): void {
  if (firstPosition + length > contextLength) {
    throw new RangeError(beyondContext(firstPosition + length, contextLength));
  }
  const wrong = ids.find((id) => id < 0 || id >= vocabularySize);
  if (wrong !== undefined) throw new RangeError(outsideVocabulary(wrong, vocabularySize));
}

export function beyondContext(positions: number, contextLength: number): string {
  return l10n.t("{0} positions are beyond the model's context of {1}.", positions, contextLength);
}

export function outsideVocabulary(id: number, vocabularySize: number): string {
  return l10n.t("Id {0} is outside the model's vocabulary of {1} tokens.", id, vocabularySize);
}
