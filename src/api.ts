import type { TextDocument } from "vscode";
import type { NamedEncoding as Encoding, SpecialTokens, Tokens } from "./shared/values/tokens";
import type { IdRow, ModelChoice, ModelInfo, Vectors } from "./shared/values/vectors";
import type { Loader, LoaderOptions } from "./shared/values/windows";

export type {
  Encoding,
  IdRow,
  Loader,
  LoaderOptions,
  ModelChoice,
  ModelInfo,
  SpecialTokens,
  Tokens,
  Vectors,
};

/**
 * What other extensions get from Tokenscope's `activate`. A call that cannot be answered rejects
 * with an Error whose message a person can act on; arguments of a wrong kind are named by it. Options
 * are read once, when a function is called, and others than those named are ignored.
 */
export interface TokenscopeApi {
  readonly apiVersion: 1;
  /**
   * Tokens of any string, read as it is. Offsets are UTF-16 code units, half-open.
   * @param options.encoding "gpt2" by default; `{ file }` is the absolute path of a `tokenizer.json`
   * @param options.specialTokens "split" (default) reads `<|endoftext|>` as one token, "text" as
   *   plain text
   * @param options.signal cancels the work; the call then rejects at once with the signal's reason
   */
  tokenize(
    text: string,
    options?: {
      encoding?: Encoding | { readonly file: string };
      specialTokens?: SpecialTokens;
      signal?: AbortSignal;
    },
  ): Promise<Tokens>;
  /** Tokens of an open document, never older than `document.version` when called. */
  tokensOf(document: TextDocument): Promise<Tokens & { documentVersion: number }>;
  /**
   * Windows of `GPTDatasetV1` in the order of PyTorch's `DataLoader`. `order[k]` is the sample
   * shown k-th; batch b is `order[b * batchSize, …)`. Refuses what PyTorch raises an error for, such
   * as a shuffled loader without any window, and more windows than there is memory for.
   */
  loader(tokenCount: number, options: LoaderOptions): Promise<Loader>;
  /**
   * Vectors of a batch of ids by ONNX Runtime, row-major: token and input [B, L, D], position [L, D].
   * @param options.signal cancels the question; it then rejects at once with the signal's reason
   */
  embed(inputIds: readonly IdRow[], options?: { signal?: AbortSignal }): Promise<Vectors>;
  /**
   * The vocabulary rows nearest to a token id or to a vector of the model's width by cosine, best
   * first, ties by id. Exact: every row is compared. Of questions asked at once the newest is
   * answered first.
   * @param options.signal cancels the question; it then rejects at once with the signal's reason
   */
  nearestTokens(
    query: number | Float32Array,
    count: number,
    options?: { signal?: AbortSignal },
  ): Promise<{ id: number; similarity: number }[]>;
  /** The model in use; it is built first if need be. */
  model(): Promise<ModelInfo>;
  /**
   * Changes the model for every view. When that fails, the one in use stays. Rejects with an
   * AbortError when another model is chosen before this one is built.
   */
  useModel(choice: ModelChoice): Promise<ModelInfo>;
}
