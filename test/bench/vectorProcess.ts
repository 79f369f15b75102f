import { existsSync, readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Vectors } from "../../src/shared/values/vectors";
import { until } from "../../.ci/support/until";
import { vectorWorker } from "../support/vectorWorkers";
import { head, median, row } from "./timing";
import { processorTime, vectorClient, type VectorClient } from "./vectorClient";

const PLACES = ["thread", "process"] as const;
type Place = (typeof PLACES)[number];

const CHOICE = { source: "seeded", dimensions: 768 } as const;
const STARTS = 9;
const ANSWERS = 15;
/** Each answer is token, position and input vectors at D 768. */
const SIZES: readonly { rows: number; length: number; most: number }[] = [
  { rows: 1, length: 1, most: 8 },
  { rows: 1, length: 341, most: 8 },
  { rows: 8, length: 1024, most: 100 },
];
const IDLE_SECONDS = 10;
const LOOP_TURNS = 5;
const LOOP_SECONDS = 2;
/** Milliseconds that the host's loop may be held up beyond idle, at the 99th percentile. */
const MOST_DELAY = 10;

/**
 * What it costs that the vector worker is a process instead of a thread, by turns.
 * @param folder for the tables, which are kept from one start to the next
 */
export async function processCosts(folder: string): Promise<void> {
  // A worker that is asked keeps no process alive.
  const awake = setInterval(() => undefined, 60_000);
  try {
    await tables(folder);
  } finally {
    clearInterval(awake);
  }
}

async function tables(folder: string): Promise<void> {
  const started = (place: Place): VectorClient => vectorClient(folder, place);
  const first = started("thread");
  await first.call.use(CHOICE, Infinity);
  first.dispose();

  head(
    "From nothing to a kept model that is open, the library's SHA-256 compared, by turns:",
    ...["worker", "starts", "median, ms", "longest, ms", "target: process at most 200 ms more"],
  );
  const times: Record<Place, number[]> = { thread: [], process: [] };
  for (let turn = 0; turn < STARTS; turn++) {
    for (const place of PLACES) {
      const worker = started(place);
      const start = performance.now();
      await worker.call.use(CHOICE, Infinity);
      times[place].push(performance.now() - start);
      worker.dispose();
    }
  }
  const more = median(times.process) - median(times.thread);
  for (const place of PLACES) {
    const target = place === "process" ? verdict(more, 200) : "";
    row(place, `${STARTS}`, median(times[place]), Math.max(...times[place]), target);
  }

  const workers = { thread: started("thread"), process: started("process") };
  for (const place of PLACES) await workers[place].call.use(CHOICE, Infinity);
  head(
    "An answer of vectors at D 768, from the question until it is there, by turns:",
    ...["batch", "MB", "thread, ms", "process, ms", "target: process at most that much more"],
  );
  for (const { rows, length, most } of SIZES) {
    const taken: Record<Place, number[]> = { thread: [], process: [] };
    let bytes = 0;
    for (let turn = 0; turn <= ANSWERS; turn++) {
      for (const place of PLACES) {
        const start = performance.now();
        bytes = bytesOf(await embed(workers[place], rows, length));
        taken[place].push(performance.now() - start);
      }
    }
    const [thread, process] = PLACES.map((place) => median(taken[place].slice(1)));
    const difference = (process ?? NaN) - (thread ?? NaN);
    row(
      `[${rows}, ${length}]`,
      bytes / 1e6,
      thread ?? NaN,
      process ?? NaN,
      verdict(difference, most),
    );
  }
  await loopDelays(workers);
  workers.thread.dispose();
  workers.process.dispose();
  await atRest(started("process"));
}

/** How long this process's loop is held up while answers come back to back, and what they cost. */
async function loopDelays(workers: Readonly<Record<Place, VectorClient>>): Promise<void> {
  const { rows, length } = SIZES.at(-1) ?? { rows: 1, length: 1 };
  const pid = await until("process", async () => vectorWorker()?.process.pid);
  const works: Record<Place | "idle", () => Promise<unknown>> = {
    idle: () => new Promise((resolve) => setTimeout(resolve, 50)),
    thread: () => embed(workers.thread, rows, length),
    process: () => embed(workers.process, rows, length),
  };
  const kinds = ["idle", ...PLACES] as const;
  const empty = (): number[] => [];
  const delays = { idle: empty(), thread: empty(), process: empty() };
  const busy = { idle: empty(), thread: empty(), process: empty() };
  for (let turn = 0; turn < LOOP_TURNS; turn++) {
    for (const kind of kinds) {
      const histogram = monitorEventLoopDelay({ resolution: 1 });
      const end = performance.now() + 1000 * LOOP_SECONDS;
      const before = process.cpuUsage();
      const beforeThere = processorTime(pid);
      let answers = 0;
      histogram.enable();
      do await works[kind]();
      while (++answers > 0 && performance.now() < end);
      histogram.disable();
      const { user, system } = process.cpuUsage(before);
      const there = processorTime(pid) - beforeThere;
      delays[kind].push(histogram.percentile(99) / 1e6);
      busy[kind].push(((user + system) / 1000 + there) / answers);
    }
  }
  const idle = median(delays.idle);
  head(
    `The host's loop, held up while vectors of [${rows}, ${length}] come back to back, by turns:`,
    ...["worker", "99th percentile, ms", "beyond idle, ms", "processor time an answer, ms"],
    `target: at most ${MOST_DELAY} beyond idle`,
  );
  for (const kind of kinds) {
    const beyond = median(delays[kind]) - idle;
    const target = kind === "process" ? verdict(beyond, MOST_DELAY) : "";
    row(kind, median(delays[kind]), beyond, kind === "idle" ? "" : median(busy[kind]), target);
  }
}

function embed({ call }: VectorClient, rows: number, length: number): Promise<Vectors> {
  const ids = Int32Array.from({ length: rows * length }, (_, at) => (at * 7919) % 50257);
  return call.embed({ ids, rows, length, firstPosition: 0 });
}

function bytesOf({ token, position, input }: Vectors): number {
  return token.byteLength + position.byteLength + input.byteLength;
}

/** What the process holds and does while nobody asks anything; Linux alone tells. */
async function atRest(worker: VectorClient): Promise<void> {
  await worker.call.use(CHOICE, Infinity);
  await embed(worker, 1, 1);
  const pid = await until("process", async () => vectorWorker()?.process.pid);
  const file = (name: string): string => `/proc/${pid}/${name}`;
  if (existsSync(file("smaps_rollup"))) {
    head(
      "The process at rest, a model of D 768 open:",
      ...["resident, MB", "of it its own, MB", `processor time in ${IDLE_SECONDS} s, ms`],
    );
    const memory = readFileSync(file("smaps_rollup"), "utf8");
    const of = (name: string): number =>
      1024 * Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(memory)?.[1]);
    const before = processorTime(pid);
    await new Promise((resolve) => setTimeout(resolve, 1000 * IDLE_SECONDS));
    row(
      of("Rss") / 1e6,
      (of("Private_Dirty") + of("Private_Clean")) / 1e6,
      processorTime(pid) - before,
    );
  }
  worker.dispose();
}

function verdict(difference: number, most: number): string {
  return `${difference.toFixed(1)} of ${most}: ${difference <= most ? "met" : "missed"}`;
}
