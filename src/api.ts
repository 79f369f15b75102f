import type { TextDocument } from "vscode";
import type { NamedEncoding as Encoding, SpecialTokens, Tokens } from "./shared/values/tokens";
import type { Attention, Lens, Predictions, Residual } from "./shared/values/predictions";
import type { ModelChoice } from "./shared/values/modelChoices";
import type { IdRow, ModelInfo, Vectors } from "./shared/values/vectors";
import type { Loader, LoaderOptions } from "./shared/values/windows";

export type {
  Attention,
  Encoding,
  IdRow,
  Lens,
  Loader,
  LoaderOptions,
  ModelChoice,
  ModelInfo,
  Predictions,
  Residual,
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
  readonly apiVersion: 2;
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
  /**
   * For each id row [L] of ids [B, L]: what the model expects next, in nats. `surprisal[b, i]` is that
   * of `ids[b, i + 1]` after `ids[b, 0..i]`; the last one is that of `targets[b]` where given, else
   * NaN. Ids and log-probabilities [B, L, K], best first. This and what follows needs a whole GPT;
   * of a model of two tables it rejects with a sentence on how to get one.
   * @param options.top K, by default 10 or as many as there are
   * @param options.targets an id for each row
   * @param options.signal cancels the question; it then rejects at once with the signal's reason
   */
  predict(
    ids: readonly IdRow[],
    options?: { top?: number; targets?: IdRow; signal?: AbortSignal },
  ): Promise<Omit<Predictions, "ranks">>;
  /**
   * Softmaxed attention of one layer (from 0), [H, L, L], a row for each query.
   * @param options.signal as for `predict`; likewise below
   */
  attention(ids: IdRow, layer: number, options?: { signal?: AbortSignal }): Promise<Attention>;
  /** Residual stream, [L, D]: 0 is the input vectors, n what block n gives. */
  residual(ids: IdRow, layer: number, options?: { signal?: AbortSignal }): Promise<Residual>;
  /**
   * Final norm and head on the residual stream of a layer: ids and log-probabilities [L, K] of the
   * likeliest, best first; the last layer's are those of `predict`.
   * @param top K, as for `predict`
   */
  lens(ids: IdRow, layer: number, top?: number, options?: { signal?: AbortSignal }): Promise<Lens>;
  /** The model in use; it is built first if need be. */
  model(): Promise<ModelInfo>;
  /**
   * Changes the model for every view. When that fails, the one in use stays. Rejects with an
   * AbortError when another model is chosen before this one is built.
   */
  useModel(choice: ModelChoice): Promise<ModelInfo>;
}
