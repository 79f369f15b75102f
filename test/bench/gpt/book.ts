import { existsSync, readFileSync } from "node:fs";
import { until } from "../../../.ci/support/until";
import { batchOf } from "../../../src/embeddings/queries/batch";
import { vectorWorker } from "../../support/vectorWorkers";
import { processorTime, type VectorClient } from "../vectorClient";

/** The book's 163 million parameters. */
export const BOOK = { source: "seeded", dimensions: 768, layers: 12, heads: 12 } as const;
/** A model of two tables that takes no time. */
export const TINY = { source: "seeded", dimensions: 8, contextLength: 8 } as const;

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
  return { own: (1024 * Number(own)) / 1e6, busy: processorTime(pid) / 1000 };
}

/** "0.43 s of 0.5: ok" */
export function verdict(value: number, most: number, unit: string): string {
  return `${value.toFixed(2)} ${unit} of ${most}: ${value <= most ? "ok" : "MISSED"}`;
}
