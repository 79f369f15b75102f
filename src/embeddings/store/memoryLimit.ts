import { sizeText } from "../../shared/base/numbers";

/** Bytes that one answer may take unless a caller allows another number. */
export const DEFAULT_MEMORY_LIMIT = 2 ** 30;

/**
 * @param problem the sentence that refuses, of the bytes that are needed and the limit in words
 * @throws {RangeError} when something takes more bytes than the limit
 */
export function checkMemory(
  bytes: number,
  limit: number,
  problem: (needed: string, limit: string) => string,
): void {
  if (bytes > limit) throw new RangeError(problem(sizeText(bytes), sizeText(limit)));
}

/**
 * Bytes of the vectors of a batch [rows, length]: of tokens and of inputs for each place, of
 * positions once.
 */
export function vectorBytes(rows: number, length: number, dimensions: number): number {
  return 4 * dimensions * length * (rows + 1 + rows);
}

/**
 * Why a model can answer nothing: not even the vectors of one token fit the limit.
 * @param what tells it, of the bytes that are needed and the limit in words
 * @returns undefined where it can
 */
export function unanswerable(
  dimensions: number,
  limit: number,
  what: (needed: string, limit: string) => string,
): string | undefined {
  const bytes = vectorBytes(1, 1, dimensions);
  return bytes > limit ? what(sizeText(bytes), sizeText(limit)) : undefined;
}
