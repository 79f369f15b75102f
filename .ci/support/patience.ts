/*
 * Milliseconds after which something is taken for hanging. They are for a product that waits for ever,
 * not for a slow machine: what a test waits for comes in a second, and on a busy machine in a minute.
 */

/** For a condition that a test waits for. */
export const PATIENCE = 300_000;

/** For one test, which may wait for several. */
export const TEST_PATIENCE = 900_000;

/** For a whole ring. */
export const RING_PATIENCE = 3_600_000;
