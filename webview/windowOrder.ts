import type { PanelLoader } from "../src/shared/panel";

/** Index of the first token of the window that the loader shows `window`-th, without shuffle. */
export function windowStart(window: number, { options }: PanelLoader): number {
  return window * options.stride;
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
 * A window that has the token among its inputs: the chosen one where it does, else the first that
 * does. Undefined where the windows leave the token out.
 */
export function windowHolding(
  token: number,
  chosen: number | undefined,
  loader: PanelLoader,
): number | undefined {
  const holds = (window: number): boolean => {
    const start = windowStart(window, loader);
    return token >= start && token < start + loader.options.maxLength;
  };
  const count = windowsInBatches(loader);
  if (chosen !== undefined && chosen < count && holds(chosen)) return chosen;
  const { maxLength, stride } = loader.options;
  const first = Math.max(0, Math.ceil((token - maxLength + 1) / stride));
  return first < count && holds(first) ? first : undefined;
}

/** Whether two loaders cut the same windows and batches. */
export function sameCut(one: PanelLoader | undefined, { options }: PanelLoader): boolean {
  return (
    one?.options.maxLength === options.maxLength &&
    one.options.stride === options.stride &&
    one.options.batchSize === options.batchSize
  );
}
