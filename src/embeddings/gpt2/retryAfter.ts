/** Longest wait that a server is granted before it is asked again, in milliseconds. */
export const MOST_WAIT = 120_000;

/**
 * Milliseconds that a server asks to be left alone, by its header Retry-After: whole seconds, or a
 * date. Undefined where it asks nothing, or nothing that can be read.
 * @param now milliseconds since 1970
 */
export function retryAfter(header: string | null, now: number = Date.now()): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return 1000 * Number(text);
  // Dates have letters; Date.parse takes many a number for one.
  const date = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
