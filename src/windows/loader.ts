import * as l10n from "../shared/base/l10n";
import { formatCount } from "../shared/base/numbers";
import { shown } from "../shared/base/shown";
import type { Loader, LoaderOptions } from "../shared/values/windows";
import { shuffling } from "./shuffle";
import { finish, multiples } from "./steps";
import { windowCount } from "./windows";

/** The book's. */
export const DEFAULT_SEED = 123;
/** A pass draws from a generator that went through all passes before it. */
export const MOST_EPOCHS = 1e6;
/** What a setting or a field takes: more tokens than any document has that VS Code hands to extensions. */
export const MOST_LENGTH = 1e9;
/** The first token of each window is told in 32 bits. */
const MOST_TOKENS = 2 ** 32;

/**
 * Windows in the order of PyTorch's `DataLoader` over `GPTDatasetV1`.
 * @throws {RangeError} when an option is not one that PyTorch would take
 */
export function loader(tokenCount: number, options: LoaderOptions): Loader {
  return finish(loading(tokenCount, options));
}

/** The same in steps of some milliseconds. It takes no more memory than what it answers. */
export function* loading(tokenCount: number, options: LoaderOptions): Generator<undefined, Loader> {
  const { maxLength, stride, batchSize = 1, shuffle = false, dropLast = false } = options;
  const { seed = DEFAULT_SEED, epoch = 0 } = options;
  const problem = loaderProblem(tokenCount, options);
  if (problem !== undefined) throw new RangeError(problem);

  const samples = windowCount({ tokenCount, maxLength, stride });
  const starts = yield* multiples(samples, stride);
  const order = yield* shuffle ? shuffling(samples, seed, epoch) : multiples(samples, 1);
  return { samples, batches: batchCount(samples, batchSize, dropLast), starts, order };
}

/** Why `loader` would refuse; undefined where it would not. */
export function loaderProblem(tokenCount: number, options: LoaderOptions): string | undefined {
  return (
    optionsProblem(options) ?? tokenCountProblem(tokenCount) ?? shuffleProblem(tokenCount, options)
  );
}

/** Bytes that the answer of `loader` takes. */
export function loaderBytes(tokenCount: number, { maxLength, stride }: LoaderOptions): number {
  return 2 * Uint32Array.BYTES_PER_ELEMENT * windowCount({ tokenCount, maxLength, stride });
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
      : l10n.t("The option {0} must be a whole number, not {1}.", "seed", shown(seed))) ??
    countProblem("epoch", epoch, 0) ??
    (epoch <= MOST_EPOCHS
      ? undefined
      : l10n.t("The option {0} must be at most {1}, not {2}.", "epoch", MOST_EPOCHS, epoch))
  );
}

/**
 * A shuffled loader over nothing is an error to PyTorch; one in text order has no batch. Source:
 * `RandomSampler` of pytorch/pytorch.
 */
export const NO_SAMPLES = "num_samples should be a positive integer value, but got num_samples=0";

function shuffleProblem(
  tokenCount: number,
  { maxLength, stride, shuffle = false }: LoaderOptions,
): string | undefined {
  if (!shuffle || windowCount({ tokenCount, maxLength, stride }) > 0) return undefined;
  return l10n.t(
    "There is no window to shuffle: one of max_length {0} needs {1} tokens, the count is {2}. PyTorch raises ValueError: {3}.",
    formatCount(maxLength),
    formatCount(maxLength + 1),
    formatCount(tokenCount),
    NO_SAMPLES,
  );
}

function tokenCountProblem(value: unknown): string | undefined {
  if (!isCount(value, 0)) {
    return l10n.t(
      "The token count must be a whole number of at least {0}, not {1}.",
      0,
      shown(value),
    );
  }
  return value <= MOST_TOKENS
    ? undefined
    : l10n.t("The token count must be at most {0}, not {1}.", MOST_TOKENS, value);
}

/** @param name of an option, as PyTorch has it */
export function countProblem(name: string, value: unknown, least: number): string | undefined {
  if (isCount(value, least)) return undefined;
  return l10n.t(
    "The option {0} must be a whole number of at least {1}, not {2}.",
    name,
    least,
    shown(value),
  );
}

function isCount(value: unknown, least: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}
