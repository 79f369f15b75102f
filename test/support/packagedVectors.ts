import { join } from "node:path";
import type { RuntimeChoice, RuntimeInUse } from "../../src/shared/runtimes";
import { nodeProcess } from "../../src/workers/node/nodeProcess";
import type { VectorWorkerData } from "../../src/workers/node/vectorWorker";
import type { VectorHost, VectorService } from "../../src/workers/vectorService";
import { WorkerClient } from "../../src/workers/workerClient";
import { freshFolder } from "./folders";

const CHOICE = { source: "seeded", vocabularySize: 20, dimensions: 8, contextLength: 4 } as const;
const BATCH = { ids: Int32Array.of(3, 0, 19), rows: 1, length: 3, firstPosition: 0 };

export interface PackagedVectors {
  /** Rows 3, 0 and 19 of the seeded table [20, 8]. */
  readonly token: Float32Array;
  /** The five nearest to row 3. */
  readonly ids: Uint32Array | Int32Array;
  /** What was told about the runtime in use. */
  readonly told: readonly RuntimeInUse[];
  /** What was told of processes that died. */
  readonly deaths: readonly string[];
}

/**
 * What a package's own vector worker answers, in a process of its own.
 * @param dist the package's folder of bundles
 * @param unpacked where it may unpack its libraries
 * @throws {Error} what the worker refuses
 */
export async function packagedVectors(
  dist: string,
  runtime: RuntimeChoice,
  unpacked: string,
): Promise<PackagedVectors> {
  const told: RuntimeInUse[] = [];
  const deaths: string[] = [];
  const data: VectorWorkerData = {
    folder: freshFolder("models"),
    strings: undefined,
    runtime,
    binary: { dist, unpacked },
  };
  const worker = new WorkerClient<VectorService, VectorHost>(
    "The vector worker",
    () =>
      nodeProcess(join(dist, "workerProcess.js"), { file: join(dist, "vectorWorker.js"), data }),
    ({ message }) => deaths.push(message),
    {
      building: () => undefined,
      runs: (inUse: RuntimeInUse) => told.push(inUse),
    },
  );
  try {
    await worker.call.use(CHOICE, Infinity);
    const { token } = await worker.call.embed(BATCH);
    const { ids } = await worker.call.nearestTokens(3, 5);
    return { token, ids, told, deaths };
  } finally {
    worker.dispose();
  }
}
