import { TorchGenerator } from "../shared/base/torchGenerator";
import { finish, multiples, STEP } from "./steps";

/**
 * The order in which a `DataLoader(shuffle=True)` of PyTorch shows its samples, after
 * `torch.manual_seed(seed)`. Each pass over it draws two 64-bit numbers from the global generator:
 * a base seed for its workers, and the seed of a generator of its own that then shuffles. Source:
 * `_BaseDataLoaderIter`, `RandomSampler` and `randperm` of pytorch/pytorch.
 * @param samples number of samples
 * @param epoch passes over the loader before this one, since the seed was set
 * @returns `order[k]` is the sample shown k-th
 */
export function shuffledOrder(
  samples: number,
  seed: number,
  epoch: number,
): Uint32Array<ArrayBuffer> {
  return finish(shuffleSteps(samples, seed, epoch));
}

/** The same in steps of some milliseconds. */
export function* shuffleSteps(
  samples: number,
  seed: number,
  epoch: number,
): Generator<undefined, Uint32Array<ArrayBuffer>> {
  const global = new TorchGenerator(seed);
  let samplerSeed = 0;
  for (let pass = 0; pass <= epoch; pass++) {
    drawLow32(global);
    samplerSeed = drawLow32(global);
  }
  return yield* permutation(samples, new TorchGenerator(samplerSeed));
}

/** Of a 64-bit draw, high half first, the low 32 bits: a seed counts by these alone. */
function drawLow32(generator: TorchGenerator): number {
  generator.next32();
  return generator.next32();
}

/** `torch.randperm(count)`, which from 2^32 / 20 on draws in another way. */
function* permutation(
  count: number,
  generator: TorchGenerator,
): Generator<undefined, Uint32Array<ArrayBuffer>> {
  const order = yield* multiples(count, 1);
  for (let start = 0; start < count - 1; start += STEP) {
    const end = Math.min(count - 1, start + STEP);
    for (let at = start; at < end; at++) {
      const other = at + (generator.next32() % (count - at));
      const value = order[at] as number;
      order[at] = order[other] as number;
      order[other] = value;
    }
    yield;
  }
  return order;
}
