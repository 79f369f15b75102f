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

/** A size for people, e.g. "1.5 GiB". */
function sizeText(bytes: number): string {
  if (bytes < 2 ** 20) return `${bytes} bytes`;
  return bytes < 2 ** 30
    ? `${(bytes / 2 ** 20).toFixed(1)} MiB`
    : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
