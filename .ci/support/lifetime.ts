/** What must not outlive this process, each with the way to end it at once. */
const owned = new Map<object, () => void>();

process.on("exit", () => {
  for (const end of owned.values()) end();
});

/** Has `end` called when this process exits. */
export function ends(thing: object, end: () => void): void {
  owned.set(thing, end);
}

/** For a thing that has ended by itself. */
export function endsNoMore(thing: object): void {
  owned.delete(thing);
}

/** Milliseconds between two looks at whether npm is still there. */
const interval = 500;

/**
 * Makes Ctrl+C, a polite kill and the end of npm end this process through its exit handlers, which
 * end what it started. Without this a signal ends Node without running them.
 */
export function exitOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // Libraries that own a process listen to SIGINT alone; let them act before this process goes.
      if (signal !== "SIGINT") process.emit("SIGINT", "SIGINT");
      setImmediate(() => process.exit(130));
    });
  }
  if (process.env["npm_lifecycle_event"] === undefined) return;
  // A signal to npm reaches the shell between npm and this process, and ends there.
  const starter = process.ppid;
  setInterval(() => {
    if (process.ppid !== starter) process.exit(130);
  }, interval).unref();
}
