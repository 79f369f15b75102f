import * as l10n from "../shared/base/l10n";
import { formatCount } from "../shared/base/numbers";

/** Values made or moved in one step: some milliseconds. */
export const STEP = 1 << 20;

/**
 * 0, factor, 2 · factor and so on, in steps.
 * @throws {RangeError} when there is not enough memory
 */
export function* multiples(
  count: number,
  factor: number,
): Generator<undefined, Uint32Array<ArrayBuffer>> {
  const values = allocate(count);
  for (let start = 0; start < count; start += STEP) {
    const end = Math.min(count, start + STEP);
    for (let at = start; at < end; at++) values[at] = at * factor;
    yield;
  }
  return values;
}

function allocate(count: number): Uint32Array<ArrayBuffer> {
  try {
    return new Uint32Array(count);
  } catch (error) {
    const message = l10n.t("There is not enough memory for {0} windows.", formatCount(count));
    throw new RangeError(message, { cause: error });
  }
}

/** All steps at once. */
export function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
