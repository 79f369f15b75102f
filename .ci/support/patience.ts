/*
 * Milliseconds after which something is taken for hanging. They are for a product that waits for ever,
 * not for a slow machine: what a test waits for comes in a second, and on a busy machine in half a minute.
 * On a slower one, `TOKENSCOPE_PATIENCE=4` waits four times as long.
 */
const patience =
  // A browser's extension host has no environment.
  typeof process === "undefined" ? 1 : Number(process.env["TOKENSCOPE_PATIENCE"] ?? 1);

/** For a condition that a test waits for. */
export const PATIENCE = 150_000 * patience;

/** For one test, which may wait for several. */
export const TEST_PATIENCE = 900_000 * patience;

/** For a whole ring. */
export const RING_PATIENCE = 3_600_000;
