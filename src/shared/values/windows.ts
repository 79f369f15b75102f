/** `max_length`, `stride` and the rest of the chapter's `create_dataloader_v1`. */
export interface LoaderOptions {
  /** Tokens in a window. */
  readonly maxLength: number;
  /** Tokens from the start of one window to the start of the next. */
  readonly stride: number;
  /** Windows in a batch, 1 when not given. */
  readonly batchSize?: number;
  /** Windows in PyTorch's shuffled order instead of text order. Not given: false. */
  readonly shuffle?: boolean;
  /** Leave out a last batch that is not full. Not given: false. */
  readonly dropLast?: boolean;
  /** `torch.manual_seed` before the first pass over a shuffled loader. Not given: 123. */
  readonly seed?: number;
  /** 0 is the first pass over a shuffled loader, 1 the pass that follows it. */
  readonly epoch?: number;
}

/** The windows of a loader. Window `i` has inputs `[starts[i], + maxLength)`, targets one further. */
export interface Loader {
  readonly samples: number;
  readonly batches: number;
  /** First token of each sample, in text order. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** `order[k]` is the sample shown k-th; batch b is `order[b * batchSize, …)`. */
  readonly order: Uint32Array<ArrayBuffer>;
}
