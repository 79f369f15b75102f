import type { Batch } from "../embeddings/batch";
import { Model } from "../embeddings/model";
import type { Runtime } from "../embeddings/runtime";
import { seededInfo, seededTables } from "../embeddings/seededTables";
import type { TableFiles } from "../embeddings/tableFiles";
import type { CallSignal } from "../shared/callSignal";
import { Moved } from "../shared/rpc";
import type { ModelChoice, ModelInfo, Vectors } from "../shared/vectors";

/** What the vector worker does: it holds one model at a time and looks vectors up in it. */
export interface VectorService {
  /** Opens the model of a choice, building it first if need be. When that fails, the one in use stays. */
  use(choice: ModelChoice, signal?: CallSignal): Promise<ModelInfo>;
  /** Rejects before the first `use`. */
  embed(batch: Batch): Promise<Vectors>;
}

/** @param pause lets calls in that came meanwhile; asked between the steps of long work */
export function vectorService(
  files: TableFiles,
  runtime: Runtime,
  pause: () => Promise<void>,
): { [K in keyof VectorService]: (...args: Parameters<VectorService[K]>) => Promise<unknown> } {
  let model: Model | undefined;
  // One after another, so that the choice made last is the one that stays.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    use: (choice, signal) =>
      inTurn(async () => {
        const step = async (): Promise<void> => {
          await pause();
          signal?.throwIfAborted();
        };
        await step();
        const opened = await openModel(choice, files, runtime, step);
        const previous = model;
        model = opened;
        await previous?.close();
        return opened.info;
      }),
    embed: (batch) =>
      inTurn(async () => {
        if (model === undefined) throw new Error("No model is open yet.");
        return new Moved(await model.embed(batch));
      }),
  };
}

async function openModel(
  choice: ModelChoice,
  files: TableFiles,
  runtime: Runtime,
  step: () => Promise<void>,
): Promise<Model> {
  if (choice.source !== "seeded") {
    throw new Error(`Models of source "${choice.source}" are not available in this version.`);
  }
  const info = seededInfo(choice);
  return Model.open(info, await seededTables(info, files, step), files, runtime);
}
