import * as l10n from "../shared/base/l10n";
import type { Batch } from "../embeddings/queries/batch";
import type { Model } from "../embeddings/model";
import { candidatesOf, type Candidate } from "../embeddings/file/modelFile";
import type { TwoLookUps } from "../embeddings/queries/oneHot";
import { checkMemory } from "../embeddings/store/memoryLimit";
import { pcaOf, type GivenTable } from "../embeddings/queries/pca";
import { Sessions } from "../embeddings/runtime/sessions";
import { similarityOf } from "../embeddings/queries/similarity";
import type { NextStep } from "../embeddings/steps";
import type { CallSignal } from "../shared/base/callSignal";
import { sinusoidalPositions } from "../shared/values/positionKinds";
import { Transfer } from "../shared/base/rpc";
import type { ModelChoice } from "../shared/values/modelChoices";
import type {
  ComparedPositions,
  ModelInfo,
  Nearest,
  Pca,
  PositionTable,
  Similarity,
  Vectors,
} from "../shared/values/vectors";
import { gpt2Service, type Gpt2Service } from "./gpt2Service";
import { gptService, type GptService } from "./gptService";
import { endingWhereMemoryIsShort } from "./memoryShortage";
import { ModelInUse } from "./modelInUse";
import { Questions } from "./questions";
import type { VectorServiceOptions } from "./vectorHost";
import { gpt2Positions } from "./gpt2Model";

/** What the vector worker does: it holds one model at a time and looks vectors up in it. */
export interface VectorService extends GptService, Gpt2Service {
  /**
   * Opens the model of a choice, building it first if need be. When that fails, the one in use
   * stays; until it is done, that one answers.
   * @param cacheLimit bytes of tables that stay on disk
   */
  use(choice: ModelChoice, cacheLimit: number, signal?: CallSignal): Promise<ModelInfo>;
  /**
   * This and what follows rejects before the first `use`. Of several questions the newest is
   * answered first; a signal ends one between two steps of some milliseconds.
   */
  embed(batch: Batch, signal?: CallSignal): Promise<Vectors>;
  nearestTokens(query: number | Float32Array, count: number, signal?: CallSignal): Promise<Nearest>;
  /** Cosine matrix of a position table. Only "model" needs a model in use. */
  positionSimilarity(of: ComparedPositions, signal?: CallSignal): Promise<Similarity>;
  /** Principal components of a position table. Only "model" needs a model in use. */
  positionPca(of: ComparedPositions, signal?: CallSignal): Promise<Pca>;
  /** Rows of the token table by look-up and by one-hot product. */
  lookUpTwoWays(ids: Int32Array, signal?: CallSignal): Promise<TwoLookUps>;
  /** The position table of the model in use, or GPT-2's, which may be there before its rest. */
  positions(source: "model" | "gpt2", signal?: CallSignal): Promise<PositionTable>;
  /** Pairs of tables that a file of the user's may be used by. */
  candidates(path: string, signal?: CallSignal): Promise<Candidate[]>;
  /** Removes kept models but the one in use. Bytes freed. */
  clear(fetched: boolean): Promise<number>;
}

type Answers = {
  [K in keyof VectorService]: (...args: Parameters<VectorService[K]>) => Promise<unknown>;
};

type GivenPositions = Exclude<ComparedPositions, { readonly source: "model" }>;

export function vectorService(options: VectorServiceOptions): Answers {
  const { files, pause } = options;
  /** For tables that are given with the question. */
  const given = new Sessions("given", files, options.runtime);
  const questions = new Questions(pause);
  const inUse = new ModelInUse(options, questions);
  const answered = <T extends object>(
    ask: (model: Model, step: NextStep) => Promise<T>,
    signal: CallSignal | undefined,
  ) => inUse.answer(({ model }, step) => ask(model, step), signal);
  /** The same of a table that belongs to no model in use. */
  const ofGiven = <T extends object>(
    of: GivenPositions,
    ask: (table: GivenTable, sessions: Sessions, memoryLimit: number, step: NextStep) => Promise<T>,
    signal: CallSignal | undefined,
  ) =>
    questions.answerInSteps(async (step) => {
      const table = await givenPositions(of, options, step);
      return new Transfer(await ask(table, given, options.memoryLimit(), step));
    }, signal);
  const service: Answers = {
    use: (choice, cacheLimit, signal) => inUse.use(choice, cacheLimit, stepOf(pause, signal)),
    embed: (batch, signal) => answered((model, step) => model.embed(batch, step), signal),
    nearestTokens: (query, count, signal) =>
      answered((model, step) => model.nearestTokens(query, count, step), signal),
    positionSimilarity: (of, signal) =>
      of.source === "model"
        ? answered((model, step) => model.positionSimilarity(step), signal)
        : ofGiven(of, similarityOf, signal),
    positionPca: (of, signal) =>
      of.source === "model"
        ? answered((model, step) => model.positionPca(step), signal)
        : ofGiven(of, pcaOf, signal),
    lookUpTwoWays: (ids, signal) =>
      answered((model, step) => model.lookUpTwoWays(ids, step), signal),
    positions: (source, signal) =>
      source === "model"
        ? answered(positionsOf, signal)
        : questions.answerInSteps(
            async (step) => new Transfer(await gpt2Positions(files, step)),
            signal,
          ),
    ...gptService((ask, signal) => inUse.answer(ask, signal), options.gpt2),
    candidates: (path, signal) =>
      candidatesOf(path, options.source, stepOf(pause, signal), options.memoryLimit()),
    ...gpt2Service(options),
    clear: (fetched) => inUse.clear(fetched),
  };
  return options.giveUp === undefined ? service : endingWhereMemoryIsShort(service, options.giveUp);
}

/** Lets other calls in between two steps, and ends the work when nobody waits for it any more. */
function stepOf(pause: () => Promise<void>, signal: CallSignal | undefined): NextStep {
  return async () => {
    await pause();
    signal?.throwIfAborted();
  };
}

async function positionsOf(model: Model, step: NextStep): Promise<PositionTable> {
  const { contextLength, dimensions } = model.info;
  return { shape: [contextLength, dimensions], values: await model.positions(step) };
}

/** A table that belongs to no model in use. */
function givenPositions(
  of: GivenPositions,
  options: VectorServiceOptions,
  step: NextStep,
): Promise<GivenTable> {
  return of.source === "sinusoidal"
    ? sinusoidalTable(of, options.memoryLimit())
    : gpt2Positions(options.files, step);
}

async function sinusoidalTable(
  { contextLength, dimensions }: { contextLength: number; dimensions: number },
  memoryLimit: number,
): Promise<GivenTable> {
  checkMemory(4 * contextLength * dimensions, memoryLimit, (needed, limit) =>
    l10n.t(
      "The sinusoidal positions [{0}, {1}] would take {2}, more than the limit of {3}.",
      contextLength,
      dimensions,
      needed,
      limit,
    ),
  );
  return sinusoidalPositions(contextLength, dimensions);
}
