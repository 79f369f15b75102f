import * as l10n from "../shared/l10n";
import type { Batch } from "../embeddings/batch";
import {
  GPT2_INFO,
  GPT2_TABLES,
  hasGpt2Table,
  verifyGpt2Table,
  type Gpt2Part,
} from "../embeddings/gpt2/gpt2Tables";
import { Model, type Table, type Tables } from "../embeddings/model";
import { clearCache, limitCache, stemOf } from "../embeddings/modelCache";
import { candidatesOf, fileTables, type Candidate } from "../embeddings/file/modelFile";
import type { TwoLookUps } from "../embeddings/oneHot";
import { checkMemory } from "../embeddings/memoryLimit";
import { pcaOf, type GivenTable } from "../embeddings/pca";
import type { Runtime } from "../embeddings/runtime";
import { seededInfo, seededTables } from "../embeddings/seededTables";
import { Sessions } from "../embeddings/sessions";
import { similarityOf } from "../embeddings/similarity";
import { stored } from "../embeddings/stored";
import type { SourceFiles } from "../embeddings/file/sourceFile";
import type { NextStep } from "../embeddings/steps";
import type { HeldFiles, TableFiles } from "../embeddings/tableFiles";
import type { CallSignal } from "../shared/callSignal";
import { sinusoidalPositions } from "../shared/positionKinds";
import { messageOf, Moved } from "../shared/rpc";
import type { RuntimeInUse } from "../shared/runtimes";
import type {
  ComparedPositions,
  ModelChoice,
  ModelInfo,
  Nearest,
  Pca,
  PositionTable,
  Similarity,
  Vectors,
} from "../shared/vectors";

/** What the vector worker does: it holds one model at a time and looks vectors up in it. */
export interface VectorService {
  /**
   * Opens the model of a choice, building it first if need be. When that fails, the one in use
   * stays; until it is done, that one answers.
   * @param cacheLimit bytes of tables that stay on disk
   */
  use(choice: ModelChoice, cacheLimit: number, signal?: CallSignal): Promise<ModelInfo>;
  /** This and what follows rejects before the first `use`. */
  embed(batch: Batch): Promise<Vectors>;
  nearestTokens(query: number | Float32Array, count: number): Promise<Nearest>;
  /** Cosine matrix of a position table. Only "model" needs a model in use. */
  positionSimilarity(of: ComparedPositions): Promise<Similarity>;
  /** Principal components of a position table. Only "model" needs a model in use. */
  positionPca(of: ComparedPositions): Promise<Pca>;
  /** Rows of the token table by look-up and by one-hot product. */
  lookUpTwoWays(ids: Int32Array): Promise<TwoLookUps>;
  /** The position table of the model in use, or GPT-2's, which may be there before its rest. */
  positions(source: "model" | "gpt2"): Promise<PositionTable>;
  /** Pairs of tables that a file of the user's may be used by. */
  candidates(path: string, signal?: CallSignal): Promise<Candidate[]>;
  /** Why a table that was fetched is not GPT-2's; undefined where it is. */
  verify(part: Gpt2Part, name: string): Promise<string | undefined>;
  /** Whether GPT-2's weights are on this machine. */
  hasGpt2(): Promise<boolean>;
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
export interface VectorWorld {
  readonly files: TableFiles;
  readonly source: SourceFiles;
  readonly runtime: Runtime;
  /** Lets calls in that came meanwhile; asked between the steps of long work. */
  readonly pause: () => Promise<void>;
  readonly tell: Pick<VectorHost, "building" | "lost">;
  /** Bytes that one answer may take. */
  readonly memoryLimit: () => number;
  /**
   * Ends the worker, and says why. There is one where tables are mapped files: what another program
   * cuts short is read as zeros up to the end of its last page.
   */
  readonly giveUp?: (why: string) => void;
}

type Answers = {
  [K in keyof VectorService]: (...args: Parameters<VectorService[K]>) => Promise<unknown>;
};

interface OpenModel {
  readonly choice: ModelChoice;
  readonly model: Model;
  /** Its tables, whatever becomes of those that are kept. */
  readonly held: HeldFiles;
  readonly tables: Tables;
  /** What its files' names begin with. */
  readonly stem: string;
  /** Answers under way, which must end before it is closed. */
  readonly running: Set<Promise<unknown>>;
}

export function vectorService(world: VectorWorld): Answers {
  const { files, pause, tell } = world;
  /** For tables that are given with the question. */
  const given = new Sessions("given", files, world.runtime);
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
    const { info, tables, held } = await heldTables(choice, world, step, throttled(tell));
    let model: Model;
    try {
      model = await Model.open(info, tables, held.files, world.runtime, {
        memoryLimit: world.memoryLimit(),
      });
    } catch (error) {
      await held.release();
      throw error;
    }
    const previous = open;
    const stem = stemOf(tables.graph);
    const opened: OpenModel = { choice, model, held, tables, stem, running: new Set() };
    open = opened;
    if (previous === undefined) return { opened, closed: undefined };
    const closed = Promise.allSettled(previous.running)
      .then(() => previous.model.close())
      // It holds memory, and nothing else: whether it could be let go changes no answer.
      .catch(() => undefined)
      .then(() => previous.held.release())
      .catch(() => undefined);
    if (previous.running.size > 0) return { opened, closed };
    await closed;
    return { opened, closed: undefined };
  };
  /** The model in use, made again where its tables have been removed from the disk. */
  const present = async (): Promise<OpenModel> => {
    if (open === undefined) throw new Error(l10n.t("No model is open yet."));
    if (!(await isGone(open))) return open;
    return inTurn(async () => {
      if (open === undefined) throw new Error(l10n.t("No model is open yet."));
      const { choice } = open;
      if (!(await isGone(open))) return open;
      try {
        return (await openChoice(choice, pause)).opened;
      } catch (error) {
        tell.lost(messageOf(error));
        throw error;
      }
    });
  };
  /** An answer of the model in use, which stays open until it is given. */
  const answered = async <T extends object>(ask: (model: Model) => Promise<T>) => {
    const { model, tables, held, running } = await present();
    const answer = ask(model);
    running.add(answer);
    try {
      const given = await answer;
      if (world.giveUp !== undefined && (await isCutShort(tables, held.files))) {
        world.giveUp(l10n.t("another program cut a table of the model short"));
        // Nobody is told anything but that.
        return await new Promise<never>(() => undefined);
      }
      return new Moved(given);
    } finally {
      running.delete(answer);
    }
  };
  return {
    use: (choice, cacheLimit, signal) =>
      inTurn(async () => {
        const step = stepOf(pause, signal);
        await step();
        const { opened, closed } = await openChoice(choice, step);
        const { model, tables, stem } = opened;
        await files.touch(tables.token.name).catch(() => undefined);
        // What is held until its last answer is given is looked at once more then.
        const limited = () => limitCache(files, cacheLimit, open?.stem);
        closed?.then(() => inTurn(limited)).catch(() => undefined);
        await limitCache(files, cacheLimit, stem);
        return model.info;
      }),
    embed: (batch) => answered((model) => model.embed(batch)),
    nearestTokens: (query, count) => answered((model) => model.nearestTokens(query, count)),
    positionSimilarity: async (of) => {
      if (of.source === "model") return answered((model) => model.positionSimilarity());
      const limit = world.memoryLimit();
      return new Moved(await similarityOf(await givenPositions(of, files, limit), given, limit));
    },
    positionPca: async (of) => {
      if (of.source === "model") return answered((model) => model.positionPca());
      const limit = world.memoryLimit();
      return new Moved(await pcaOf(await givenPositions(of, files, limit), given, limit));
    },
    lookUpTwoWays: (ids) => answered((model) => model.lookUpTwoWays(ids)),
    positions: (source) =>
      source === "model"
        ? answered(positionsOf)
        : gpt2Positions(files).then((table) => new Moved(table)),
    candidates: (path, signal) => candidatesOf(path, world.source, stepOf(pause, signal)),
    verify: (part, name) => verifyGpt2Table(part, files, name, pause),
    hasGpt2: () => hasGpt2(files),
    clear: (fetched) => inTurn(() => clearCache(files, open?.stem, fetched)),
  };
}

/** Lets other calls in between two steps, and ends the work when nobody waits for it any more. */
function stepOf(pause: () => Promise<void>, signal: CallSignal | undefined): NextStep {
  return async () => {
    await pause();
    signal?.throwIfAborted();
  };
}

/** Of the many steps of a build, the whole percents are worth a message. */
function throttled(tell: VectorWorld["tell"]): (share: number) => void {
  let last = -1;
  return (share) => {
    const percent = Math.floor(100 * share);
    if (percent === last) return;
    last = percent;
    tell.building(share);
  };
}

async function tablesOf(
  choice: ModelChoice,
  { files, source }: VectorWorld,
  step: () => Promise<void>,
  progress: (share: number) => void,
): Promise<{ info: ModelInfo; tables: Tables }> {
  switch (choice.source) {
    case "seeded": {
      const info = seededInfo(choice);
      return { info, tables: await seededTables(info, files, step, progress) };
    }
    case "gpt2": {
      if (!(await hasGpt2(files))) {
        throw new Error(
          l10n.t(
            "GPT-2's weights are not on this machine yet. Run “Tokenscope: Get GPT-2 Weights”.",
          ),
        );
      }
      return { info: GPT2_INFO, tables: GPT2_TABLES };
    }
    case "file":
      return fileTables(choice, source, files, step, progress);
  }
}

/** How often a model is made that another window removes before it can be held. */
const MOST_REMOVALS = 3;

/** The tables of a choice, held. */
async function heldTables(
  choice: ModelChoice,
  world: VectorWorld,
  step: () => Promise<void>,
  progress: (share: number) => void,
): Promise<{ info: ModelInfo; tables: Tables; held: HeldFiles }> {
  for (let removals = 0; ; removals++) {
    const { info, tables } = await tablesOf(choice, world, step, progress);
    const names = [tables.token.name, tables.position.name];
    try {
      return { info, tables, held: await stored(world.files.hold(names)) };
    } catch (error) {
      const sizes = await Promise.all(names.map((name) => world.files.size(name)));
      if (!sizes.includes(undefined) || removals === MOST_REMOVALS) throw error;
    }
  }
}

async function isGone({ tables, held }: OpenModel): Promise<boolean> {
  const names = [tables.token.name, tables.position.name];
  return (await Promise.all(names.map((name) => held.files.size(name)))).includes(undefined);
}

/** One that is gone stays as it was for whoever has it mapped. */
async function isCutShort({ token, position }: Tables, files: TableFiles): Promise<boolean> {
  const isShort = async ({ name, shape }: Table): Promise<boolean> =>
    ((await files.size(name)) ?? Infinity) < 4 * shape[0] * shape[1];
  return (await isShort(token)) || isShort(position);
}

async function hasGpt2(files: TableFiles): Promise<boolean> {
  return (await hasGpt2Table("wpe", files)) && hasGpt2Table("wte", files);
}

async function positionsOf(model: Model): Promise<PositionTable> {
  const { contextLength, dimensions } = model.info;
  return { shape: [contextLength, dimensions], values: await model.positions() };
}

/** A table that belongs to no model in use. */
function givenPositions(
  of: ComparedPositions,
  files: TableFiles,
  memoryLimit: number,
): Promise<GivenTable> {
  return of.source === "sinusoidal" ? sinusoidalTable(of, memoryLimit) : gpt2Positions(files);
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

async function gpt2Positions(files: TableFiles): Promise<PositionTable> {
  const { name, shape } = GPT2_TABLES.position;
  const bytes = await files.read(name, 0, 4 * shape[0] * shape[1]);
  return { shape, values: new Float32Array(bytes.buffer) };
}
