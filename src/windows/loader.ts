import type { Loader, LoaderOptions } from "../shared/windows";
import { windowCount } from "./windows";

/**
 * Windows in the order of PyTorch's `DataLoader` over `GPTDatasetV1`.
 * @throws {RangeError} when an option is not one that PyTorch would take
 */
export function loader(tokenCount: number, options: LoaderOptions): Loader {
  const { maxLength, stride, batchSize = 1, shuffle = false, dropLast = false } = options;
  const problem = optionsProblem(options) ?? countProblem("The token count", tokenCount, 0);
  if (problem !== undefined) throw new RangeError(problem);
  if (shuffle) {
    throw new RangeError("shuffle is not available yet. Leave it out to get the windows in order.");
  }

  const samples = windowCount({ tokenCount, maxLength, stride });
  const starts = new Uint32Array(samples);
  const order = new Uint32Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    starts[sample] = sample * stride;
    order[sample] = sample;
  }
  return { samples, batches: batchCount(samples, batchSize, dropLast), starts, order };
}

export function batchCount(samples: number, batchSize: number, dropLast: boolean): number {
  return dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
}

/** What is wrong with loader options that cannot work for any text; undefined when nothing is. */
export function optionsProblem({
  maxLength,
  stride,
  batchSize = 1,
}: LoaderOptions): string | undefined {
  return (
    countProblem("max_length", maxLength, 1) ??
    countProblem("stride", stride, 1) ??
    countProblem("batch_size", batchSize, 1)
  );
}

function countProblem(name: string, value: unknown, least: number): string | undefined {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return undefined;
  return `${name} must be a whole number of at least ${least}, not ${String(value)}.`;
}
