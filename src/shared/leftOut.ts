import type { Loader } from "./windows";

/**
 * The windows that drop_last leaves out of every batch, in text order and rising: those that the
 * loader's order has behind its last batch.
 * @param inBatches windows that some batch has
 */
export function leftOutOf(order: Loader["order"], inBatches: number): Uint32Array<ArrayBuffer> {
  return order.slice(inBatches).sort();
}

/** As `leftOutOf`, without shuffle: the windows `[inBatches, samples)`. */
export function lastLeftOut(samples: number, inBatches: number): Uint32Array<ArrayBuffer> {
  const left = new Uint32Array(Math.max(0, samples - inBatches));
  for (let at = 0; at < left.length; at++) left[at] = inBatches + at;
  return left;
}
