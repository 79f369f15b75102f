import * as l10n from "../shared/base/l10n";
import type { Batch } from "../embeddings/queries/batch";
import { Model } from "../embeddings/model";
import type { Tables } from "../embeddings/table";
import { clearCache, limitCache, stemOf } from "../embeddings/store/modelCache";
import { candidatesOf, type Candidate } from "../embeddings/file/modelFile";
import type { TwoLookUps } from "../embeddings/queries/oneHot";
import { checkMemory } from "../embeddings/store/memoryLimit";
import { pcaOf, type GivenTable } from "../embeddings/queries/pca";
import type { Runtime } from "../embeddings/runtime/runtime";
import { Sessions } from "../embeddings/runtime/sessions";
import { similarityOf } from "../embeddings/queries/similarity";
import type { SourceFiles } from "../embeddings/file/sourceFile";
import type { NextStep } from "../embeddings/steps";
import type { HeldFiles, TableFiles } from "../embeddings/store/tableFiles";
import { DamagedTable, sumsName } from "../embeddings/store/tableSums";
import type { CallSignal } from "../shared/base/callSignal";
import { sinusoidalPositions } from "../shared/values/positionKinds";
import { messageOf, Transfer } from "../shared/base/rpc";
import type { RuntimeInUse } from "../shared/base/runtimes";
import type {
  ComparedPositions,
  ModelChoice,
  ModelInfo,
  Nearest,
  Pca,
  PositionTable,
  Similarity,
  Vectors,
} from "../shared/values/vectors";
import { Gpt } from "../gpt/gpt";
import type { WholeGpt2 } from "../gpt/gpt2/wholeGpt2";
import { gpt2Service, type Gpt2Service } from "./gpt2Service";
import { gptService, type GptService } from "./gptService";
import { endingWhereMemoryIsShort } from "./memoryShortage";
import { Questions } from "./questions";
import { gpt2Positions } from "./gpt2Model";
import { heldTables, isCutShort, isGone, removeDamaged } from "./heldTables";

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

/** What the vector worker tells the extension host. */
export interface VectorHost {
  /** Share of the model under way that is made, from 0 to 1. */
  building(share: number): void;
  /** The model in use is gone from the disk and cannot be had again; why. */
  lost(message: string): void;
  /** Which runtime computes from now on: told once, before the first model is open. */
  runs(inUse: RuntimeInUse): void;
}

/** What the service works with. */
export interface VectorServiceOptions {
  readonly files: TableFiles;
  readonly source: SourceFiles;
  readonly runtime: Runtime;
  /** Lets calls in that came meanwhile; asked between the steps of long work. */
  readonly pause: () => Promise<void>;
  readonly tell: Pick<VectorHost, "building" | "lost">;
  /** Bytes that one answer may take. */
  readonly memoryLimit: () => number;
  /** Bytes that the machine has, where that is known. */
  readonly memory?: number;
  /** What all of GPT-2 is, where that is another than the real one. */
  readonly gpt2?: WholeGpt2;
  /**
   * Ends the worker, and says why. There is one where tables are mapped files: what another program
   * cuts short is read as zeros up to the end of its last page.
   */
  readonly giveUp?: (why: string) => void;
}

type Answers = {
  [K in keyof VectorService]: (...args: Parameters<VectorService[K]>) => Promise<unknown>;
};

type GivenPositions = Exclude<ComparedPositions, { readonly source: "model" }>;

interface OpenModel {
  readonly choice: ModelChoice;
  readonly model: Model;
  /** Undefined of two tables alone. */
  readonly gpt: Gpt | undefined;
  /** Why a file's model is none. */
  readonly notWhole: string | undefined;
  /** Its tables, whatever becomes of those that are kept. */
  readonly held: HeldFiles;
  readonly tables: Tables;
  /** What its files' names begin with. */
  readonly stem: string;
  /** Answers under way, which must end before it is closed. */
  readonly running: Set<Promise<unknown>>;
}

/** How often a question is asked again because a table was damaged meanwhile. */
const MOST_REPAIRS = 2;

export function vectorService(world: VectorServiceOptions): Answers {
  const { files, pause, tell } = world;
  /** For tables that are given with the question. */
  const given = new Sessions("given", files, world.runtime);
  const questions = new Questions(pause);
  let open: OpenModel | undefined;
  // One after another, so that the choice made last is the one that stays.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  /** Opens a model instead of the one in use, which goes when its answers are given. */
  const openChoice = async (
    choice: ModelChoice,
    step: () => Promise<void>,
  ): Promise<{ opened: OpenModel; closed: Promise<unknown> | undefined }> => {
    const made = await heldTables(choice, world, step, throttled(tell));
    const { info, tables, held, sums } = made;
    const options = { memoryLimit: world.memoryLimit(), sums };
    let model: Model;
    try {
      model = await Model.open(info, tables, held.files, world.runtime, options);
    } catch (error) {
      await held.release();
      throw error;
    }
    const previous = open;
    const stem = stemOf(tables.graph);
    const gpt =
      made.parameters &&
      new Gpt(
        { info, parameters: made.parameters, embed: (batch, next) => model.embed(batch, next) },
        { tables, files: held.files, runtime: world.runtime },
        options,
      );
    const { notWhole } = made;
    const running = new Set<Promise<unknown>>();
    const opened: OpenModel = { choice, model, gpt, notWhole, held, tables, stem, running };
    open = opened;
    if (previous === undefined) return { opened, closed: undefined };
    const closed = Promise.allSettled(previous.running)
      .then(() => Promise.all([previous.model.close(), previous.gpt?.close()]))
      // It holds memory, and nothing else: whether it could be let go changes no answer.
      .catch(() => undefined)
      .then(() => previous.held.release())
      .catch(() => undefined);
    if (previous.running.size > 0) return { opened, closed };
    await closed;
    return { opened, closed: undefined };
  };
  /** Makes a model again whose tables are gone from the disk or damaged, unless that has been done. */
  const remake = (lost: OpenModel, damage?: DamagedTable): Promise<void> =>
    inTurn(async () => {
      if (open !== lost) return;
      try {
        if (damage !== undefined) await removeDamaged(lost.tables, files);
        await openChoice(lost.choice, pause);
      } catch (error) {
        const message = [damage, error]
          .filter((each) => each !== undefined)
          .map(messageOf)
          .join(" ");
        tell.lost(message);
        throw new Error(message, { cause: error });
      }
    });
  /** The model in use. */
  const present = async (): Promise<OpenModel> => {
    for (;;) {
      if (open === undefined) throw new Error(l10n.t("No model is open yet."));
      const { tables, held } = open;
      if (!(await isGone(tables, held.files))) return open;
      await remake(open);
    }
  };
  /**
   * An answer of the model in use, which stays open until it is given. The question counts from now
   * on, before the disk is looked at: which of two is the newer is not up to that.
   */
  const answeredBy = <T extends object>(
    ask: (open: OpenModel, step: NextStep) => Promise<T>,
    signal: CallSignal | undefined,
  ) =>
    questions.answered(async (step) => {
      for (let repairs = 0; ; repairs++) {
        signal?.throwIfAborted();
        const used = await present();
        const { tables, held, running } = used;
        const answer = ask(used, step);
        running.add(answer);
        let given: T | undefined;
        let damage: DamagedTable | undefined;
        try {
          given = await answer;
        } catch (error) {
          if (!(error instanceof DamagedTable) || repairs === MOST_REPAIRS) throw error;
          damage = error;
        } finally {
          running.delete(answer);
        }
        if (world.giveUp !== undefined && (await isCutShort(tables, held.files))) {
          world.giveUp(l10n.t("another program cut a table of the model short"));
          // Nobody is told anything but that.
          return new Promise<never>(() => undefined);
        }
        if (given !== undefined) return new Transfer(given);
        await remake(used, damage);
      }
    }, signal);
  const answered = <T extends object>(
    ask: (model: Model, step: NextStep) => Promise<T>,
    signal: CallSignal | undefined,
  ) => answeredBy(({ model }, step) => ask(model, step), signal);
  /** The same of a table that belongs to no model in use. */
  const ofGiven = <T extends object>(
    of: GivenPositions,
    ask: (table: GivenTable, sessions: Sessions, memoryLimit: number, step: NextStep) => Promise<T>,
    signal: CallSignal | undefined,
  ) =>
    questions.answered(async (step) => {
      const table = await givenPositions(of, world, step);
      return new Transfer(await ask(table, given, world.memoryLimit(), step));
    }, signal);
  const service: Answers = {
    use: (choice, cacheLimit, signal) =>
      inTurn(async () => {
        const step = stepOf(pause, signal);
        await step();
        const { opened, closed } = await openChoice(choice, step);
        const { model, tables, stem } = opened;
        await files.touch(sumsName(tables.token.name)).catch(() => undefined);
        // What is held until its last answer is given is looked at once more then.
        const limited = () => limitCache(files, cacheLimit, open?.stem);
        closed?.then(() => inTurn(limited)).catch(() => undefined);
        await limitCache(files, cacheLimit, stem);
        return model.info;
      }),
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
        : questions.answered(
            async (step) => new Transfer(await gpt2Positions(files, step)),
            signal,
          ),
    ...gptService(answeredBy, world.gpt2),
    candidates: (path, signal) =>
      candidatesOf(path, world.source, stepOf(pause, signal), world.memoryLimit()),
    ...gpt2Service(world),
    clear: (fetched) => inTurn(() => clearCache(files, open?.stem, fetched)),
  };
  return world.giveUp === undefined ? service : endingWhereMemoryIsShort(service, world.giveUp);
}

/** Lets other calls in between two steps, and ends the work when nobody waits for it any more. */
function stepOf(pause: () => Promise<void>, signal: CallSignal | undefined): NextStep {
  return async () => {
    await pause();
    signal?.throwIfAborted();
  };
}

/** Of the many steps of a build, the whole percents are worth a message. */
function throttled(tell: VectorServiceOptions["tell"]): (share: number) => void {
  let last = -1;
  return (share) => {
    const percent = Math.floor(100 * share);
    if (percent === last) return;
    last = percent;
    tell.building(share);
  };
}

async function positionsOf(model: Model, step: NextStep): Promise<PositionTable> {
  const { contextLength, dimensions } = model.info;
  return { shape: [contextLength, dimensions], values: await model.positions(step) };
}

/** A table that belongs to no model in use. */
function givenPositions(
  of: GivenPositions,
  world: VectorServiceOptions,
  step: NextStep,
): Promise<GivenTable> {
  return of.source === "sinusoidal"
    ? sinusoidalTable(of, world.memoryLimit())
    : gpt2Positions(world.files, step);
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
