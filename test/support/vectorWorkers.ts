import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import type { Duplex } from "node:stream";
import { FrameReader } from "../../src/workers/node/frames";
import { PROCESS_SOCKET } from "../../src/workers/node/processMessages";

/** A vector worker's process. */
export interface VectorWorker {
  readonly process: ChildProcess;
  /** What it told of its runtime; undefined before it did. */
  runtime: string | undefined;
  /** Answers that it gave. */
  answers: number;
  isOver: boolean;
}

const workers: VectorWorker[] = [];
// From when the tests were loaded, before Tokenscope was: every process is seen.
subscribe("child_process", (message) => {
  const { process: child } = message as { readonly process: ChildProcess };
  child.once("spawn", () => {
    if (!child.spawnargs.some((each) => each.endsWith("workerProcess.js"))) return;
    const worker: VectorWorker = { process: child, runtime: undefined, answers: 0, isOver: false };
    workers.push(worker);
    child.once("exit", () => (worker.isOver = true));
    const reader = new FrameReader((message) => {
      const { kind, method, args } = message as {
        readonly kind?: string;
        readonly method?: string;
        readonly args?: readonly { readonly kind: string }[];
      };
      if (kind === "answer") worker.answers++;
      if (method === "runs") worker.runtime = args?.[0]?.kind;
    });
    (child.stdio[PROCESS_SOCKET] as Duplex).on("data", (chunk: Uint8Array) => {
      try {
        reader.push(chunk);
      } catch {
        // A process that sends what is no frame is refused by its client, which reads the same.
      }
    });
  });
});

/** The vector workers that were started, in the order of their start. */
export function vectorWorkers(): readonly VectorWorker[] {
  return workers;
}

/** The one that runs; undefined where none does. */
export function vectorWorker(): VectorWorker | undefined {
  return workers.findLast(({ isOver }) => !isOver);
}
