import "./strings";
import * as l10n from "../../shared/base/l10n";
import { chosenRuntime } from "../../embeddings/runtime/chosenRuntime";
import { DEFAULT_MEMORY_LIMIT } from "../../embeddings/store/memoryLimit";
import { StoredFiles } from "../../embeddings/store/storedFiles";
import { wasmRuntime } from "../../embeddings/runtime/wasm/wasmRuntime";
import { join, type Peer } from "../../shared/base/rpc";
import type { RuntimeChoice } from "../../shared/base/runtimes";
import type { VectorHost } from "../vectorHost";
import { vectorService, type VectorService } from "../vectorService";
import { remoteSource } from "./remoteSource";
import { hostChannel, pause, workerData, type WorkerStrings } from "./thread";
import type { ThreadHost } from "./threadHost";

/** What the thread is started with. */
export interface VectorWorkerData extends WorkerStrings {
  readonly runtime: RuntimeChoice;
}

/** GPT-2's tables and their graphs. */
const MOST_KEPT_BYTES = 160e6;

const { runtime } = workerData as VectorWorkerData;
// What the service gets calls the host, which answers what the service is asked.
const host: Peer<ThreadHost & VectorHost> = join<ThreadHost & VectorHost, VectorService>(
  hostChannel,
  {
    mine: vectorService({
      files: new StoredFiles(() => host.call, MOST_KEPT_BYTES),
      source: remoteSource(() => host.call),
      runtime: chosenRuntime(
        runtime,
        {
          native: () =>
            Promise.reject(new Error(l10n.t("A browser cannot run ONNX Runtime's binary."))),
          wasm: async () => wasmRuntime(await host.call.wasm()),
        },
        (inUse) => {
          host.tell.runs(inUse);
        },
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
      memoryLimit: () => DEFAULT_MEMORY_LIMIT,
    }),
  },
);
