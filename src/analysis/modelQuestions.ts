import type { Batch } from "../embeddings/queries/batch";
import type { TwoLookUps } from "../embeddings/queries/oneHot";
import type { Gpt2Cost } from "../gpt/gpt2/keptGpt2";
import type { Gpt2Check } from "../gpt/gpt2Check";
import type { CallSignal } from "../shared/base/callSignal";
import type { Remote } from "../shared/base/rpc";
import type {
  Attention,
  Lens,
  Predictions,
  PredictOptions,
  Residual,
} from "../shared/values/predictions";
import type {
  ComparedPositions,
  Nearest,
  Pca,
  PositionsName,
  PositionTable,
  Similarity,
  Vectors,
} from "../shared/values/vectors";
import type { VectorHost } from "../workers/vectorHost";
import type { VectorService } from "../workers/vectorService";
import type { WorkerClient } from "../workers/workerClient";

/** What is asked of the vector worker: most of it of the model in use, which is opened first. */
export abstract class ModelQuestions {
  constructor(protected readonly vectors: WorkerClient<VectorService, VectorHost>) {}

  /** The worker that has the model in use open. A signal ends the waiting. */
  protected abstract opener(signal?: CallSignal): Promise<Remote<VectorService>>;

  /** Looks whether GPT-2's position table is on this machine. */
  abstract lookForGpt2Positions(): Promise<void>;

  /**
   * This and what follows waits for the model in use to be open. A signal ends that, and the
   * question; of several questions the newest is answered first.
   */
  async embed(batch: Batch, signal?: CallSignal): Promise<Vectors> {
    return (await this.opener(signal)).embed(batch, signal);
  }

  async nearestTokens(
    query: number | Float32Array,
    count: number,
    signal?: CallSignal,
  ): Promise<Nearest> {
    return (await this.opener(signal)).nearestTokens(query, count, signal);
  }

  /** This and what follows of a whole GPT; of two tables each rejects with a sentence. */
  async predict(batch: Batch, options: PredictOptions, signal?: CallSignal): Promise<Predictions> {
    return (await this.opener(signal)).predict(batch, options, signal);
  }

  /** @param layer from 0 */
  async attention(batch: Batch, layer: number, signal?: CallSignal): Promise<Attention> {
    return (await this.opener(signal)).attention(batch, layer, signal);
  }

  /** @param layer 0 for the input vectors, n for what block n gives */
  async residual(batch: Batch, layer: number, signal?: CallSignal): Promise<Residual> {
    return (await this.opener(signal)).residual(batch, layer, signal);
  }

  /** @param layer as for `residual` */
  async lens(batch: Batch, layer: number, top: number, signal?: CallSignal): Promise<Lens> {
    return (await this.opener(signal)).lens(batch, layer, top, signal);
  }

  /** Rows of the token table by look-up and by one-hot product. */
  async lookUpTwoWays(ids: Int32Array, signal?: CallSignal): Promise<TwoLookUps> {
    return (await this.opener(signal)).lookUpTwoWays(ids, signal);
  }

  /** The position table of the model in use, or GPT-2's, which no model in use is needed for. */
  async positions(source: PositionsName["source"], signal?: CallSignal): Promise<PositionTable> {
    if (source === "model") return (await this.opener(signal)).positions(source, signal);
    return this.orLookAgain(this.vectors.call.positions(source, signal));
  }

  /** Cosine matrix of a position table. */
  async positionSimilarity(of: ComparedPositions, signal?: CallSignal): Promise<Similarity> {
    if (of.source === "model") return (await this.opener(signal)).positionSimilarity(of, signal);
    return this.orLookAgain(this.vectors.call.positionSimilarity(of, signal));
  }

  /** Principal components of a position table. */
  async positionPca(of: ComparedPositions, signal?: CallSignal): Promise<Pca> {
    if (of.source === "model") return (await this.opener(signal)).positionPca(of, signal);
    return this.orLookAgain(this.vectors.call.positionPca(of, signal));
  }

  /** Whether GPT-2's weights are on this machine. */
  async hasGpt2(): Promise<boolean> {
    return this.vectors.call.hasGpt2();
  }

  /** What all of GPT-2 costs here, and whether it is there. */
  gpt2Cost(): Promise<Gpt2Cost> {
    return this.vectors.call.gpt2Cost();
  }

  /** Whether the model in use goes on as all of GPT-2 does. */
  async checkGpt2(signal?: CallSignal): Promise<Gpt2Check> {
    return (await this.opener(signal)).checkGpt2(signal);
  }

  /** Removes kept models but the one in use. Bytes freed. */
  clear(fetched: boolean): Promise<number> {
    return this.vectors.call.clear(fetched);
  }

  /** An answer on a table of no model in use. GPT-2's may have been removed meanwhile. */
  private async orLookAgain<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      await this.lookForGpt2Positions();
      throw error;
    }
  }
}
