import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../.ci/support/folders";
import { until } from "../../../.ci/support/until";
import { batchOf } from "../../../src/embeddings/queries/batch";
import { nodeProcess } from "../../../src/workers/node/nodeProcess";
import type { VectorWorkerData } from "../../../src/workers/node/vectorWorker";
import type { VectorHost, VectorService } from "../../../src/workers/vectorService";
import { WorkerClient } from "../../../src/workers/workerClient";
import { vectorWorker } from "../../support/vectorWorkers";

/** The book's 163 million parameters. */
export const BOOK = { source: "seeded", dimensions: 768, layers: 12, heads: 12 } as const;
/** A model of two tables that takes no time. */
export const TINY = { source: "seeded", dimensions: 8, contextLength: 8 } as const;

export type VectorClient = WorkerClient<VectorService, VectorHost>;

/** The vector worker as the desktop starts it: in a process of its own. */
export function vectorClient(folder: string): VectorClient {
  const dist = join(root, "dist");
  const data: VectorWorkerData = {
    folder,
    strings: undefined,
    runtime: "native",
    binary: { dist, unpacked: join(folder, "runtime") },
  };
  return new WorkerClient<VectorService, VectorHost>(
    "The vector worker",
    () =>
      nodeProcess(join(dist, "workerProcess.js"), { file: join(dist, "vectorWorker.js"), data }),
    ({ message }) => {
      throw new Error(message);
    },
    { building: () => undefined, lost: () => undefined, runs: () => undefined },
  );
}

/** Scores so many tokens, others each time; answers seconds. */
export async function score({ call }: VectorClient, length: number, turn = 0): Promise<number> {
  const ids = Uint32Array.from({ length }, (_, at) => ((at + 1) * (7919 + turn)) % 50_257);
  const start = performance.now();
  await call.predict(batchOf([ids]), { top: 5 });
  return (performance.now() - start) / 1000;
}

/** What a process holds and has done; NaN where the system does not tell. */
export interface ProcessCosts {
  /** Megabytes in memory that are no mapped file. */
  readonly own: number;
  /** Seconds of processors. */
  readonly busy: number;
}

/** Of the vector worker that runs. */
export async function costsOfWorker(): Promise<ProcessCosts> {
  const pid = await until("the worker's process", async () => vectorWorker()?.process.pid);
  const file = (name: string): string => `/proc/${pid}/${name}`;
  if (!existsSync(file("stat"))) return { own: NaN, busy: NaN };
  const own = /^RssAnon:\s+(\d+)/m.exec(readFileSync(file("status"), "utf8"))?.[1];
  const text = readFileSync(file("stat"), "utf8");
  // The name before stands in brackets, and may hold anything. Ticks of 10 ms.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { own: (1024 * Number(own)) / 1e6, busy: (Number(fields[11]) + Number(fields[12])) / 100 };
}

/** "0.43 s of 0.5: ok" */
export function verdict(value: number, most: number, unit: string): string {
  return `${value.toFixed(2)} ${unit} of ${most}: ${value <= most ? "ok" : "MISSED"}`;
}
