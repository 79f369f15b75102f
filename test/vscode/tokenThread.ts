import type { Worker } from "node:worker_threads";

/** The token worker's thread: the one that answered last with ids. */
let thread: Worker | undefined;
const ended = new Set<Worker>();
// From when the tests were loaded, before Tokenscope was: every thread is seen.
process.on("worker", (worker) => {
  worker.on("message", (message: { value?: { ids?: unknown } }) => {
    if (message.value?.ids instanceof Uint32Array) thread = worker;
  });
  worker.once("exit", () => ended.add(worker));
});

/** @returns undefined before the worker has answered with ids */
export function tokenThread(): Worker | undefined {
  return thread;
}

export function hasEnded(worker: Worker): boolean {
  return ended.has(worker);
}
