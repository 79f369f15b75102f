/** Something to be done, beside others or after them. */
export interface Task {
  readonly name: string;
  /** Names of those that must have succeeded before. */
  readonly needs?: readonly string[];
  /** GB of memory that it may take. */
  readonly memory: number;
  /** Answers whether what needs it makes sense. */
  readonly run: () => Promise<boolean>;
}

/** What tasks have together. */
export interface Room {
  /** How many may run side by side. */
  readonly processors: number;
  /** GB */
  readonly memory: number;
}

/**
 * Runs every task that makes sense: the first of the list that finds what it needs done, and room. One
 * runs in any case, however little room there is.
 * @returns names of those that did not run, since what they need has failed
 */
export async function runTasks(tasks: readonly Task[], room: Room): Promise<string[]> {
  const names = new Set(tasks.map(({ name }) => name));
  for (const { name, needs = [] } of tasks) {
    const missing = needs.find((need) => !names.has(need));
    if (missing !== undefined) throw new Error(`${name} needs ${missing}, and there is none.`);
  }
  const waiting = [...tasks];
  const succeeded = new Set<string>();
  const running = new Map<Task, Promise<void>>();
  for (;;) {
    for (let task = next(); task !== undefined; task = next()) begin(task);
    if (running.size === 0) return waiting.map(({ name }) => name);
    await Promise.race(running.values());
  }

  function next(): Task | undefined {
    const ready = waiting.filter(({ needs = [] }) => needs.every((need) => succeeded.has(need)));
    if (running.size === 0) return ready[0];
    if (running.size >= room.processors) return undefined;
    const taken = [...running.keys()].reduce((sum, { memory }) => sum + memory, 0);
    return ready.find(({ memory }) => taken + memory <= room.memory);
  }

  function begin(task: Task): void {
    waiting.splice(waiting.indexOf(task), 1);
    const done = task.run().then((makesSense) => {
      running.delete(task);
      if (makesSense) succeeded.add(task.name);
    });
    running.set(task, done);
  }
}
