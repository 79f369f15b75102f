import assert from "node:assert/strict";

/**
 * Gives a failed `assert.ok` without a message a plain one. Node would read the failed line from the
 * source to quote it, at the column of the transpiled code, and on a long file it never ends.
 */
export function usePlainAssert(): void {
  const ok = (value: unknown, message: string | Error = "What was claimed is not true."): void => {
    if (value) return;
    if (message instanceof Error) throw message;
    assert.fail(message);
  };
  Object.assign(assert, { ok });
}
