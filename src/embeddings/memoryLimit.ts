import { sizeText } from "../shared/numbers";

/** Bytes that one answer may take unless a caller allows another number. */
export const DEFAULT_MEMORY_LIMIT = 2 ** 30;

/**
 * @param what what takes them, as the sentence begins
 * @throws {RangeError} when it takes more bytes than the limit
 */
export function checkMemory(what: string, bytes: number, limit: number): void {
  if (bytes <= limit) return;
  throw new RangeError(
    `${what} would take ${sizeText(bytes)}, more than the limit of ${sizeText(limit)}.`,
  );
}
