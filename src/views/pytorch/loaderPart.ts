import type { LoaderOptions } from "../../shared/values/windows";
import { pythonBoolean, type PythonPart } from "./pythonPart";

/**
 * Cuts `ids` into `windows`, shows them by `loader`, and makes `inputs` and `targets` of one batch.
 * @param batch of the pass `options.epoch`, counted from 0
 */
export function loaderPart(options: Required<LoaderOptions>, batch: number): PythonPart {
  const { maxLength, stride, batchSize, shuffle, dropLast, seed, epoch } = options;
  return {
    standard: ["from itertools import islice"],
    packages: ["import torch", "from torch.utils.data import DataLoader"],
    lines: [
      `max_length, stride = ${maxLength}, ${stride}`,
      "windows = [",
      "    (ids[i : i + max_length], ids[i + 1 : i + max_length + 1])",
      "    for i in range(0, len(ids) - max_length, stride)",
      "]",
      "",
      ...(shuffle ? [`torch.manual_seed(${seed})`] : []),
      "loader = DataLoader(",
      `    windows, batch_size=${batchSize}, shuffle=${pythonBoolean(shuffle)}, drop_last=${pythonBoolean(dropLast)}, num_workers=0`,
      ")",
      // A pass draws its order when its first batch is taken; the rest of it draws nothing.
      ...(shuffle && epoch > 0
        ? [`for _ in range(${epoch}):  # the epochs before`, "    next(iter(loader))"]
        : []),
      `inputs, targets = next(islice(loader, ${batch}, None))  # batches count from 0`,
    ],
  };
}
