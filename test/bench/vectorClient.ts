import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../.ci/support/folders";
import { nodeProcess } from "../../src/workers/node/nodeProcess";
import { nodeThread } from "../../src/workers/node/nodeThread";
import type { VectorWorkerData } from "../../src/workers/node/vectorWorker";
import type { VectorHost } from "../../src/workers/vectorHost";
import type { VectorService } from "../../src/workers/vectorService";
import { WorkerClient } from "../../src/workers/workerClient";

export type VectorClient = WorkerClient<VectorService, VectorHost>;

/** The bundled vector worker: in a process of its own, as the desktop starts it, or as a thread. */
export function vectorClient(
  folder: string,
  place: "process" | "thread" = "process",
): VectorClient {
  const dist = join(root, "dist");
  const file = join(dist, "vectorWorker.js");
  const data: VectorWorkerData = {
    folder,
    strings: undefined,
    runtime: "native",
    binary: { dist, unpacked: join(folder, "runtime") },
  };
  return new WorkerClient<VectorService, VectorHost>(
    "The vector worker",
    () =>
      place === "thread"
        ? nodeThread(file, data)
        : nodeProcess(join(dist, "workerProcess.js"), { file, data }),
    ({ message }) => {
      throw new Error(message);
    },
    { building: () => undefined, lost: () => undefined, runs: () => undefined },
  );
}

/** Milliseconds that processors have worked for a process; NaN where the system does not tell. */
export function processorTime(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return NaN;
  const text = readFileSync(file, "utf8");
  // The name before stands in brackets, and may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
