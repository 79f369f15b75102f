import { join } from "node:path";
import type { RuntimeChoice, RuntimeInUse } from "../../src/shared/base/runtimes";
import { nodeProcess } from "../../src/workers/node/nodeProcess";
import { nodeThread } from "../../src/workers/node/nodeThread";
import type { VectorWorkerData } from "../../src/workers/node/vectorWorker";
import { RuntimeFallback } from "../../src/workers/runtimeFallback";
import type { VectorHost } from "../../src/workers/vectorHost";
import type { VectorService } from "../../src/workers/vectorService";
import { WorkerClient } from "../../src/workers/workerClient";

export interface VectorClient {
  readonly worker: WorkerClient<VectorService, VectorHost>;
  /** What was told about the runtimes in use. */
  readonly runtimes: readonly RuntimeInUse[];
  /** What was told of workers that died. */
  readonly deaths: readonly string[];
  /** What was told of models that are gone and could not be made again. */
  readonly losses: readonly string[];
}

export interface VectorPlaces {
  /** Folder of the bundles. */
  readonly dist: string;
  /** Folder for tables and graphs. */
  readonly models: string;
  /** Where libraries are unpacked. */
  readonly unpacked: string;
}

/** The vector worker with its client, put together as the product does it on the desktop. */
export function vectorClient(
  { dist, models, unpacked }: VectorPlaces,
  runtime: RuntimeChoice,
  onRuntime: (inUse: RuntimeInUse) => void = () => undefined,
): VectorClient {
  const runtimes: RuntimeInUse[] = [];
  const deaths: string[] = [];
  const losses: string[] = [];
  const fallback = new RuntimeFallback();
  const file = join(dist, "vectorWorker.js");
  const worker = new WorkerClient<VectorService, VectorHost>(
    "The vector worker",
    () => {
      const start = fallback.start(runtime);
      const data: VectorWorkerData = {
        folder: models,
        strings: undefined,
        runtime: start.runtime,
        reason: start.reason,
        binary: { dist, unpacked },
      };
      return start.inProcess
        ? nodeProcess(join(dist, "workerProcess.js"), { file, data })
        : nodeThread(file, data);
    },
    (death) => deaths.push(fallback.noteDeath(death, runtime)),
    {
      building: () => undefined,
      lost: (message: string) => {
        losses.push(message);
      },
      runs: (inUse: RuntimeInUse) => {
        runtimes.push(inUse);
        onRuntime(inUse);
      },
    },
  );
  return { worker, runtimes, deaths, losses };
}
