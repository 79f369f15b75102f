import * as l10n from "../shared/l10n";
import type { Loader, LoaderOptions } from "../shared/windows";
import { shuffledOrder } from "./shuffle";
import { windowCount } from "./windows";

/** The book's. */
export const DEFAULT_SEED = 123;
/** A pass draws from a generator that went through all passes before it. */
const MOST_EPOCHS = 1e6;

/**
 * Windows in the order of PyTorch's `DataLoader` over `GPTDatasetV1`.
 * @throws {RangeError} when an option is not one that PyTorch would take
 */
export function loader(tokenCount: number, options: LoaderOptions): Loader {
  const { maxLength, stride, batchSize = 1, shuffle = false, dropLast = false } = options;
  const { seed = DEFAULT_SEED, epoch = 0 } = options;
  const problem = loaderProblem(tokenCount, options);
  if (problem !== undefined) throw new RangeError(problem);

  const samples = windowCount({ tokenCount, maxLength, stride });
  const starts = new Uint32Array(samples);
  for (let sample = 0; sample < samples; sample++) starts[sample] = sample * stride;
  const order = shuffle ? shuffledOrder(samples, seed, epoch) : Uint32Array.from(starts.keys());
  return { samples, batches: batchCount(samples, batchSize, dropLast), starts, order };
}

/** Why `loader` would refuse; undefined where it would not. */
export function loaderProblem(tokenCount: number, options: LoaderOptions): string | undefined {
  return optionsProblem(options) ?? tokenCountProblem(tokenCount);
}

export function batchCount(samples: number, batchSize: number, dropLast: boolean): number {
  return dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
}

/** What is wrong with loader options that cannot work for any text; undefined when nothing is. */
export function optionsProblem({
  maxLength,
  stride,
  batchSize = 1,
  seed = DEFAULT_SEED,
  epoch = 0,
}: LoaderOptions): string | undefined {
  return (
    countProblem("max_length", maxLength, 1) ??
    countProblem("stride", stride, 1) ??
    countProblem("batch_size", batchSize, 1) ??
    (Number.isSafeInteger(seed)
      ? undefined
      : l10n.t("{0} must be a whole number, not {1}.", "seed", String(seed))) ??
    countProblem("epoch", epoch, 0) ??
    (epoch <= MOST_EPOCHS
      ? undefined
      : l10n.t("{0} must be at most {1}, not {2}.", "epoch", MOST_EPOCHS, epoch))
  );
}

function tokenCountProblem(value: unknown): string | undefined {
  if (isCount(value, 0)) return undefined;
  return l10n.t(
    "The token count must be a whole number of at least {0}, not {1}.",
    0,
    String(value),
  );
}

/** @param name of an option, as PyTorch has it */
function countProblem(name: string, value: unknown, least: number): string | undefined {
  if (isCount(value, least)) return undefined;
  return l10n.t("{0} must be a whole number of at least {1}, not {2}.", name, least, String(value));
}

function isCount(value: unknown, least: number): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}
