import type { LoaderOptions } from "../shared/windows";
import type { Reading } from "../tokens/tokenDocument";

export interface PyTorchBatch {
  /** Of the file that Python is to open. */
  readonly fileName: string;
  readonly reading: Reading;
  readonly options: Required<LoaderOptions>;
  /** Batch of the pass `options.epoch`, counted from 0. */
  readonly batch: number;
}

/** Python that gives one batch of a loader as `inputs` and `targets`, and needs nothing above it. */
export function pytorchCode({ fileName, reading, options, batch }: PyTorchBatch): string {
  const { maxLength, stride, batchSize, shuffle, dropLast, seed, epoch } = options;
  // Python reads every line end as "\n" unless it is told not to.
  const newline = reading.lineEndings === "asIs" ? ', newline=""' : "";
  const special =
    reading.specialTokens === "text"
      ? "disallowed_special=()"
      : reading.encoding === "gpt2" || reading.encoding === "p50k_base"
        ? 'allowed_special={"<|endoftext|>"}'
        : 'allowed_special="all"';
  const lines = [
    "from itertools import islice",
    "",
    "import tiktoken",
    "import torch",
    "from torch.utils.data import DataLoader",
    "",
    // A string of JSON is one of Python too.
    `with open(${JSON.stringify(fileName)}, encoding="utf-8"${newline}) as file:`,
    "    text = file.read()",
    "",
    `tokenizer = tiktoken.get_encoding("${reading.encoding}")`,
    `ids = torch.tensor(tokenizer.encode(text, ${special}))`,
    `max_length, stride = ${maxLength}, ${stride}`,
    "windows = [",
    "    (ids[i : i + max_length], ids[i + 1 : i + max_length + 1])",
    "    for i in range(0, len(ids) - max_length, stride)",
    "]",
    "",
    ...(shuffle ? [`torch.manual_seed(${seed})`] : []),
    "loader = DataLoader(",
    `    windows, batch_size=${batchSize}, shuffle=${python(shuffle)}, drop_last=${python(dropLast)}, num_workers=0`,
    ")",
    // A pass draws its order when its first batch is taken; the rest of it draws nothing.
    ...(shuffle && epoch > 0
      ? [`for _ in range(${epoch}):  # the epochs before`, "    next(iter(loader))"]
      : []),
    `inputs, targets = next(islice(loader, ${batch}, None))  # batches count from 0`,
  ];
  return `${lines.join("\n")}\n`;
}

const python = (value: boolean): string => (value ? "True" : "False");
