import { TorchGenerator } from "../shared/torchGenerator";

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
  const global = new TorchGenerator(seed);
  let samplerSeed = 0;
  for (let pass = 0; pass <= epoch; pass++) {
    drawLow32(global);
    samplerSeed = drawLow32(global);
  }
  return permutation(samples, new TorchGenerator(samplerSeed));
}

/** Of a 64-bit draw, high half first, the low 32 bits: a seed counts by these alone. */
function drawLow32(generator: TorchGenerator): number {
  generator.next32();
  return generator.next32();
}

/** `torch.randperm(count)` */
function permutation(count: number, generator: TorchGenerator): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at++) order[at] = at;
  for (let at = 0; at < count - 1; at++) {
    const other = at + (generator.next32() % (count - at));
    const value = order[at] as number;
    order[at] = order[other] as number;
    order[other] = value;
  }
  return order;
}
