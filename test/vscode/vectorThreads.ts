/** A vector worker's thread. */
export interface VectorThread {
  /** What it told of its runtime. */
  readonly runtime: string;
  isOver: boolean;
}

const threads: VectorThread[] = [];
// From when the tests were loaded, before Tokenscope was: every thread is seen.
process.on("worker", (worker) => {
  worker.on("message", ({ method, args }: { method?: string; args?: { kind: string }[] }) => {
    if (method !== "runs") return;
    const thread = { runtime: args?.[0]?.kind ?? "", isOver: false };
    threads.push(thread);
    worker.once("exit", () => (thread.isOver = true));
  });
});

/** Vector workers whose runtime is known, in the order of their start. */
export function threadsOf(): readonly VectorThread[] {
  return threads;
}
