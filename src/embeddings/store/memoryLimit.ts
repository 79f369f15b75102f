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
