import type { LoaderOptions } from "../shared/values/windows";
import { batchCount } from "./loader";
import type { WindowOrder } from "./windowOrder";
import { windowCount, windowsWithInput } from "./windows";

/** What a loader makes of a text: its windows, and how many batches they come in. */
export interface LoaderWindows {
  readonly options: Required<LoaderOptions>;
  readonly samples: number;
  readonly batches: number;
}

/** The same where it is known in which order they are shown: in the text's, or a drawn one. */
export interface OrderedWindows extends LoaderWindows {
  readonly order: WindowOrder;
}

/** Windows `[first, end)` that one step of the loader yields. */
export interface LoaderBatch {
  readonly index: number;
  readonly first: number;
  readonly end: number;
  /** Whether drop_last leaves these windows out. */
  readonly leftOver: boolean;
}

/** @param tokenCount undefined while it is not known: there are no windows yet */
export function loaderWindows(
  tokenCount: number | undefined,
  options: Required<LoaderOptions>,
): LoaderWindows {
  if (tokenCount === undefined) return { options, samples: 0, batches: 0 };
  const samples = windowCount({ tokenCount, ...options });
  return { options, samples, batches: batchCount(samples, options.batchSize, options.dropLast) };
}

/** Index of the first token of the window that the loader shows `window`-th. */
export function windowStart(window: number, { options, order }: OrderedWindows): number {
  return (order.sampleAt(window) ?? 0) * options.stride;
}

/** The batch that holds a window. */
export function loaderBatch(
  window: number,
  { options, samples, batches }: LoaderWindows,
): LoaderBatch {
  const index = Math.floor(window / options.batchSize);
  const first = index * options.batchSize;
  const end = Math.min(first + options.batchSize, samples);
  return { index, first, end, leftOver: index >= batches };
}

/** Windows `[0, n)` can be chosen: those that some batch has. */
export function windowsInBatches({ options, samples, batches }: LoaderWindows): number {
  return Math.min(samples, batches * options.batchSize);
}

/**
 * A window that has the token among its inputs: the chosen one where it does, else the first in
 * the text that does. Undefined where the windows leave the token out.
 */
export function windowHolding(
  token: number,
  chosen: number | undefined,
  loader: OrderedWindows,
): number | undefined {
  const { options, samples, order } = loader;
  const { from, to } = windowsWithInput(token, { ...options, count: samples });
  const count = windowsInBatches(loader);
  const own = chosen === undefined || chosen >= count ? -1 : order.sampleAt(chosen);
  if (own !== undefined && own >= from && own < to) return chosen;
  for (let sample = from; sample < to; sample++) {
    const window = order.windowOf(sample);
    if (window !== undefined && window < count) return window;
  }
  return undefined;
}

/** Whether two loaders show the same windows in the same batches. */
export function sameCut(one: OrderedWindows | undefined, other: OrderedWindows): boolean {
  return (
    one?.options.maxLength === other.options.maxLength &&
    one.options.stride === other.options.stride &&
    one.options.batchSize === other.options.batchSize &&
    one.order.order === other.order.order
  );
}
