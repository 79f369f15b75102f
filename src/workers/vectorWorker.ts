import { parentPort, workerData } from "node:worker_threads";
import { DiskFiles } from "../embeddings/node/diskFiles";
import { nativeRuntime } from "../embeddings/node/nativeRuntime";
import { join } from "../shared/rpc";
import { pause, threadChannel } from "./threadChannel";
import { vectorService, type VectorService } from "./vectorService";

/** What the thread is started with. */
export interface VectorWorkerData {
  /** Folder for tables and graphs. */
  readonly folder: string;
}

const { folder } = workerData as VectorWorkerData;
if (parentPort === null) throw new Error("The vector worker runs as a thread only.");
join<object, VectorService>(threadChannel(parentPort), {
  mine: vectorService(new DiskFiles(folder), nativeRuntime, pause),
});
