import "./strings";
import { freemem, totalmem } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { chosenRuntime } from "../../embeddings/runtime/chosenRuntime";
import { DEFAULT_MEMORY_LIMIT } from "../../embeddings/store/memoryLimit";
import { DiskFiles } from "../../embeddings/store/node/diskFiles";
import { diskSource } from "../../embeddings/file/node/diskSource";
import { nodeRuntimes } from "../../embeddings/runtime/node/nodeRuntimes";
import type { BinaryPlaces } from "../../embeddings/runtime/node/unpackedBinary";
import { join, type Peer } from "../../shared/base/rpc";
import type { RuntimeChoice } from "../../shared/base/runtimes";
import type { WorkerStrings } from "./strings";
import { pause, threadChannel } from "./threadChannel";
import type { VectorHost } from "../vectorHost";
import { vectorService, type VectorService } from "../vectorService";
import { InvariantError } from "../../shared/base/invariantError";

/** What the thread is started with. */
export interface VectorWorkerData extends WorkerStrings {
  /** Folder for tables and graphs. */
  readonly folder: string;
  readonly runtime: RuntimeChoice;
  /** Why that is another than the settings ask for. */
  readonly reason?: string | undefined;
  readonly binary: BinaryPlaces;
}

/** An answer is in memory twice while the runtime hands it over. */
const FREE_MEMORY_SHARE = 0.5;

const { folder, runtime, reason, binary } = workerData as VectorWorkerData;
if (parentPort === null)
  throw new InvariantError("The vector worker runs as a thread only, of whatever process.");
const host: Peer<VectorHost> = join<VectorHost, VectorService>(threadChannel(parentPort), {
  mine: vectorService({
    files: new DiskFiles(folder),
    source: diskSource,
    runtime: chosenRuntime(
      runtime,
      nodeRuntimes(binary),
      (inUse) => {
        host.tell.runs(inUse);
      },
      reason,
    ),
    pause,
    tell: {
      building: (share) => {
        host.tell.building(share);
      },
      lost: (message) => {
        host.tell.lost(message);
      },
    },
    giveUp(why) {
      // Not in this turn, whose promise would catch it: it ends this thread, and its process.
      setImmediate(() => {
        throw new Error(why);
      });
    },
    // The default is enough for the batches of the book and of GPT-2, however little is free.
    memoryLimit: () => Math.max(DEFAULT_MEMORY_LIMIT, FREE_MEMORY_SHARE * freemem()),
    memory: totalmem(),
  }),
});
