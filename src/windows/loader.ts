import * as l10n from "../shared/base/l10n";
import { formatCount } from "../shared/base/numbers";
import { shownValue } from "../shared/base/shown";
import type { Loader, LoaderOptions } from "../shared/values/windows";
import { pytorchProblem } from "./loaderOptions";
import { shuffleSteps } from "./shuffle";
import { finish, multiples } from "./steps";
import { windowCount } from "./windows";

/** The book's. */
export const DEFAULT_SEED = 123;
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
  const order = yield* shuffle ? shuffleSteps(samples, seed, epoch) : multiples(samples, 1);
  return { samples, batches: batchCount(samples, batchSize, dropLast), starts, order };
}

/** Why `loader` would refuse; undefined where it would not. */
export function loaderProblem(tokenCount: number, options: LoaderOptions): string | undefined {
  return (
    pytorchProblem(options) ?? tokenCountProblem(tokenCount) ?? shuffleProblem(tokenCount, options)
  );
}

/** Bytes that the answer of `loader` takes. */
export function loaderBytes(tokenCount: number, { maxLength, stride }: LoaderOptions): number {
  return 2 * Uint32Array.BYTES_PER_ELEMENT * windowCount({ tokenCount, maxLength, stride });
}

export function batchCount(samples: number, batchSize: number, dropLast: boolean): number {
  return dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
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
      shownValue(value),
    );
  }
  return value <= MOST_TOKENS
    ? undefined
    : l10n.t("The token count must be at most {0}, not {1}.", MOST_TOKENS, value);
}

function isCount(value: unknown, least: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}
