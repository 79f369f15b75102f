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

/** Whether there are windows, but drop_last leaves no batch of them. */
export function hasNoBatch({
  samples,
  batches,
}: Pick<LoaderWindows, "samples" | "batches">): boolean {
  return samples > 0 && batches === 0;
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

/** Where somebody is in a text. */
export interface TextPlace {
  /** Document token that is looked at; undefined where none is. */
  readonly token: number | undefined;
  /** First token of the window that was looked at; undefined where none was. */
  readonly start: number | undefined;
}

/**
 * The window to show of a place: the chosen one while it holds the token; else the first that does,
 * or the nearest. Undefined where no window is in a batch.
 * @param chosen undefined where windows are cut anew, so that numbers tell nothing of places: then it
 * is the one nearest to the place
 */
export function windowAt(
  place: TextPlace,
  chosen: number | undefined,
  loader: OrderedWindows,
): number | undefined {
  if (chosen === undefined) return windowNear(place, loader);
  const { token } = place;
  const last = windowsInBatches(loader) - 1;
  if (token === undefined) return last < 0 ? undefined : Math.min(chosen, last);
  return windowHolding(token, chosen, loader) ?? windowNear(place, loader);
}

/**
 * Of the windows that have the token among their inputs, the one that begins nearest to the window of
 * before; where none has it, the one nearest to the token.
 */
export function windowNear(
  { token, start }: TextPlace,
  loader: OrderedWindows,
): number | undefined {
  const { options, samples } = loader;
  const { from, to } =
    token === undefined
      ? { from: 0, to: 0 }
      : windowsWithInput(token, { ...options, count: samples });
  const holding = Array.from({ length: to - from }, (_, at) => from + at);
  const sought = token ?? start ?? 0;
  const { maxLength } = options;
  return (
    nearest(holding, (first) => Math.abs(first - (start ?? sought)), loader) ??
    nearest(
      neighbours(sought, loader),
      (first) => Math.max(first - sought, sought - (first + maxLength - 1)),
      loader,
    )
  );
}

/** The nearest samples before and behind a token that some batch has: it may leave out some. */
function neighbours(token: number, loader: OrderedWindows): number[] {
  const { samples, options } = loader;
  const isShown = (sample: number): boolean => shownAs(sample, loader) !== undefined;
  const found: number[] = [];
  let before = Math.min(samples - 1, Math.floor(token / options.stride));
  let behind = before + 1;
  while (before >= 0 && !isShown(before)) before--;
  while (behind < samples && !isShown(behind)) behind++;
  if (before >= 0) found.push(before);
  if (behind < samples) found.push(behind);
  return found;
}

/** Of some samples that are shown, the window of the one with the least distance. */
function nearest(
  samples: readonly number[],
  distance: (first: number) => number,
  loader: OrderedWindows,
): number | undefined {
  let [best, least]: [number | undefined, number] = [undefined, Infinity];
  for (const sample of samples) {
    const window = shownAs(sample, loader);
    const apart = distance(sample * loader.options.stride);
    if (window !== undefined && apart < least) [best, least] = [window, apart];
  }
  return best;
}

/** The window that shows a sample; undefined where drop_last leaves it out. */
function shownAs(sample: number, loader: OrderedWindows): number | undefined {
  const window = loader.order.windowOf(sample);
  return window !== undefined && window < windowsInBatches(loader) ? window : undefined;
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
