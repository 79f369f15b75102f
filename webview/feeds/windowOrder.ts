import type { PanelLoader } from "../../src/shared/protocol/panel";
import type { WindowOrder } from "../../src/windows/windowOrder";

/** A loader whose order is known: in text order, or drawn. */
export interface OrderedLoader extends PanelLoader {
  readonly order: WindowOrder;
}

/** Index of the first token of the window that the loader shows `window`-th. */
export function windowStart(window: number, { options, order }: OrderedLoader): number {
  return (order.sampleAt(window) ?? 0) * options.stride;
}

/** Windows `[first, end)` that one step of the loader yields. */
export interface Batch {
  readonly index: number;
  readonly first: number;
  readonly end: number;
  /** Whether drop_last leaves these windows out. */
  readonly leftOver: boolean;
}

/** The batch that holds a window. */
export function batchOf(window: number, { options, samples, batches }: PanelLoader): Batch {
  const index = Math.floor(window / options.batchSize);
  const first = index * options.batchSize;
  const end = Math.min(first + options.batchSize, samples);
  return { index, first, end, leftOver: index >= batches };
}

/** Windows `[0, n)` can be chosen: those that some batch has. */
export function windowsInBatches({ options, samples, batches }: PanelLoader): number {
  return Math.min(samples, batches * options.batchSize);
}

/**
 * A window that has the token among its inputs: the chosen one where it does, else the first in
 * the text that does. Undefined where the windows leave the token out.
 */
export function windowHolding(
  token: number,
  chosen: number | undefined,
  loader: OrderedLoader,
): number | undefined {
  const { maxLength, stride } = loader.options;
  const first = Math.max(0, Math.ceil((token - maxLength + 1) / stride));
  const last = Math.min(loader.samples - 1, Math.floor(token / stride));
  const count = windowsInBatches(loader);
  const own = chosen === undefined || chosen >= count ? -1 : loader.order.sampleAt(chosen);
  if (own !== undefined && own >= first && own <= last) return chosen;
  for (let sample = first; sample <= last; sample++) {
    const window = loader.order.windowOf(sample);
    if (window !== undefined && window < count) return window;
  }
  return undefined;
}

/** Whether two loaders show the same windows in the same batches. */
export function sameCut(one: OrderedLoader | undefined, other: OrderedLoader): boolean {
  return (
    one?.options.maxLength === other.options.maxLength &&
    one.options.stride === other.options.stride &&
    one.options.batchSize === other.options.batchSize &&
    one.order.order === other.order.order
  );
}
