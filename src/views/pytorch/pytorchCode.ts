import type { LoaderOptions } from "../../shared/windows";
import type { Reading } from "../../tokens/tokenDocument";
import { loaderPart } from "./loaderPart";
import { pythonCode } from "./pythonPart";
import { readerPart, type PythonText } from "./readerPart";
import { tokenizerPart } from "./tokenizerPart";

export interface PyTorchBatch {
  readonly source: PythonText;
  readonly reading: Reading;
  readonly options: Required<LoaderOptions>;
  /** Batch of the pass `options.epoch`, counted from 0. */
  readonly batch: number;
}

/** Python that gives one batch of a loader as `inputs` and `targets`, and needs nothing above it. */
export function pytorchCode({ source, reading, options, batch }: PyTorchBatch): string {
  return pythonCode([readerPart(source), tokenizerPart(reading), loaderPart(options, batch)]);
}
