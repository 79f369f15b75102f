import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { Model } from "../../src/embeddings/model";
import type { Tables } from "../../src/embeddings/table";
import { DiskFiles } from "../../src/embeddings/store/node/diskFiles";
import { nativeRuntime } from "../../src/embeddings/runtime/node/nativeRuntime";
import { node, writeGraph } from "../../src/embeddings/runtime/onnxGraph";
import { seededInfo, seededTables } from "../../src/embeddings/seeded/seededTables";
import { ARITHMETICS } from "../../src/shared/base/seededDraws";
import { TorchRandom } from "../../src/embeddings/seeded/torchRandom";
import { pause } from "../../src/workers/node/threadChannel";
import { freshFolder } from "../../.ci/support/folders";
import { main } from "../../.ci/support/main";
import { cosinesByLoops, pcaByLoops } from "./plainVectors";
import { head, median, row } from "./timing";
import { processCosts } from "./vectorProcess";

/** Times what a model answers against copying and against plain JavaScript, in one run. */

/** Those of GPT-2 small. */
const [V, C, D] = [50257, 1024, 768];
const TABLES: Tables = {
  graph: "gpt2.onnx",
  token: { name: "gpt2.wte.f32", shape: [V, D] },
  position: { name: "gpt2.wpe.f32", shape: [C, D] },
};
const INFO = {
  source: "gpt2",
  name: "synthetic GPT-2 small",
  vocabularySize: V,
  dimensions: D,
  contextLength: C,
} as const;
const INSIDE = "inside.onnx";
const BATCH = 8;
const MEGABYTE = 1e6;

async function run(): Promise<number> {
  const [mode, folder = ""] = process.argv.slice(2);
  if (mode !== undefined) return opened(mode, folder);
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? "?"}, ${cpus().length} processors, ` +
      new Date().toISOString().slice(0, 10),
  );
  const made = freshFolder("vectors");
  try {
    const files = new DiskFiles(made);
    await seeding(made);
    const tables = await writeTables(made);
    opening(made);
    const model = await Model.open(INFO, TABLES, files, nativeRuntime);
    await nearest(model, tables.token);
    await inputs(model);
    await positions(model, tables.position);
    await model.close();
    await processCosts(join(made, "process"));
  } finally {
    await rm(made, { recursive: true });
  }
  return 0;
}

/** Synthetic tables as raw files, and once more inside an ONNX file. */
async function writeTables(
  folder: string,
): Promise<{ token: Float32Array; position: Float32Array }> {
  const random = new TorchRandom(1);
  const [token, position] = [new Float32Array(V * D), new Float32Array(C * D)];
  for (const values of [token, position]) random.normal(values);
  await writeFile(join(folder, TABLES.token.name), token);
  await writeFile(join(folder, TABLES.position.name), position);
  const inside = writeGraph({
    name: "inside",
    inputs: [
      { name: "ids", type: "int32", shape: ["B", "L"] },
      { name: "positions", type: "int32", shape: ["L"] },
    ],
    outputs: [{ name: "input", type: "float32", shape: ["B", "L", D] }],
    constants: [
      { name: "wte", shape: [V, D], values: token },
      { name: "wpe", shape: [C, D], values: position },
    ],
    nodes: [
      node("Gather", ["wte", "ids"], "token"),
      node("Gather", ["wpe", "positions"], "position"),
      node("Add", ["token", "position"], "input"),
    ],
  });
  await writeFile(join(folder, INSIDE), inside);
  return { token, position };
}

async function seeding(folder: string): Promise<void> {
  head(
    "Building the default seeded model, 50,257 × 256 and 1,024 × 256, with writing, of 9 by turns:",
    ...["arithmetic", "median, ms", "least, ms", "median without waiting for a processor, ms"],
    ...["by the processor, ms", "target: at most 500 ms"],
  );
  const times = ARITHMETICS.map(() => ({
    wall: [] as number[],
    awake: [] as number[],
    busy: [] as number[],
  }));
  for (let round = 0; round < 9; round++) {
    for (const [at, arithmetic] of ARITHMETICS.entries()) {
      const info = seededInfo({ source: "seeded", arithmetic });
      const files = new DiskFiles(join(folder, "seeded"));
      const before = process.cpuUsage();
      const waitedBefore = waitedForProcessor();
      const wall = await timed(() => seededTables(info, files, pause));
      times[at]?.wall.push(wall);
      times[at]?.awake.push(wall - (waitedForProcessor() - waitedBefore));
      const { user, system } = process.cpuUsage(before);
      times[at]?.busy.push((user + system) / 1000);
      await rm(join(folder, "seeded"), { recursive: true });
    }
  }
  ARITHMETICS.forEach((arithmetic, at) => {
    const { wall = [], awake = [], busy = [] } = times[at] ?? {};
    row(
      arithmetic,
      ...[median(wall), Math.min(...wall), median(awake), median(busy)],
      verdict(median(wall) <= 500),
    );
  });
}

/** Milliseconds so far in which the main thread could have run had others not; Linux alone tells. */
function waitedForProcessor(): number {
  const file = "/proc/self/schedstat";
  return existsSync(file) ? Number(readFileSync(file, "utf8").split(" ")[1]) / 1e6 : NaN;
}

function opening(folder: string): void {
  head(
    "Opening GPT-2 small, each in a new process, medians of 5 by turns:",
    ...["weights", "ms", "extra resident memory, MB", "target: 1/4 of the time, 1/3 of the memory"],
  );
  const [outside, inside]: [number[][], number[][]] = [[], []];
  for (let round = 0; round < 5; round++) {
    outside.push(inNewProcess("outside", folder));
    inside.push(inNewProcess("inside", folder));
  }
  const of = (rounds: number[][], at: number): number =>
    median(rounds.map((round) => round[at] ?? NaN));
  const [time, memory] = [of(outside, 0) / of(inside, 0), of(outside, 1) / of(inside, 1)];
  row("inside the ONNX file", of(inside, 0), of(inside, 1), "");
  row(
    "external data",
    ...[of(outside, 0), of(outside, 1)],
    `${time.toFixed(2)}, ${memory.toFixed(2)}: ${verdict(time <= 1 / 4 && memory <= 1 / 3)}`,
  );
}

async function nearest(model: Model, token: Float32Array): Promise<void> {
  head(
    `The 10 nearest of ${V.toLocaleString("en")} × ${D}, exactly:`,
    ...["first query, ms", "a query, ms", "copying the table, ms", "target: no slower than that"],
  );
  const copy = new Float32Array(token.length);
  const first = await timed(() => model.nearestTokens(0, 10));
  let id = 1;
  const [own, plain] = await byTurns(
    15,
    () => model.nearestTokens((id += 997), 10),
    () => copy.set(token),
  );
  row(first, own, plain, `${(own / plain).toFixed(2)} times: ${verdict(own <= plain)}`);
}

async function inputs(model: Model): Promise<void> {
  head(
    `Token, position and input vectors of [${BATCH}, ${C}] at D ${D} (${(
      (4 * D * C * (2 * BATCH + 1)) /
      MEGABYTE
    ).toFixed(0)} MB), all three copied:`,
    ...["copies", "vectors, ms", "copying, ms", "target: at most 6 times"],
  );
  const batch = {
    ids: Int32Array.from({ length: BATCH * C }, (_, at) => (at * 7919) % V),
    rows: BATCH,
    length: C,
    firstPosition: 0,
  };
  const all = ({ token, position, input }: Awaited<ReturnType<Model["embed"]>>) => [
    ...[token, position, input],
  ];
  const results = all(await model.embed(batch));
  const places = results.map((values) => values.slice());
  for (const [name, copy] of [
    ["to new memory, as the vectors come", () => results.map((values) => values.slice())],
    ["over old ones", () => results.forEach((values, at) => places[at]?.set(values))],
  ] as const) {
    const [own, plain] = await byTurns(15, () => model.embed(batch), copy);
    row(name, own, plain, `${(own / plain).toFixed(2)} times: ${verdict(own <= 6 * plain)}`);
  }
}

async function positions(model: Model, position: Float32Array): Promise<void> {
  head(
    `Of the positions [${C}, ${D}]:`,
    ...["answer", "ms", "plain JavaScript, ms", "target: at least 5 times as fast"],
  );
  for (const [name, ours, loops] of [
    ["cosine matrix", () => model.positionSimilarity(), () => cosinesByLoops(position, C, D)],
    ["principal components", () => model.positionPca(), () => pcaByLoops(position, C, D)],
  ] as const) {
    const [own, plain] = await byTurns<unknown>(7, ours, loops);
    row(name, own, plain, `${(plain / own).toFixed(1)} times: ${verdict(plain >= 5 * own)}`);
  }
}

/** Milliseconds of the median run of each, by turns after a warm-up, as the machine drifts. */
async function byTurns<T>(
  rounds: number,
  first: () => T | Promise<T>,
  second: () => unknown,
): Promise<[number, number]> {
  const times: [number, number][] = [];
  for (let round = 0; round <= rounds; round++) {
    times.push([await timed(first), await timed(second)]);
  }
  const measured = times.slice(1);
  return [median(measured.map(([time]) => time)), median(measured.map(([, time]) => time))];
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function verdict(isMet: boolean): string {
  return isMet ? "met" : "missed";
}

/** Opens the model one way, alone in a process; answers milliseconds and megabytes. */
function inNewProcess(mode: string, folder: string): number[] {
  const args = ["--expose-gc", import.meta.filename, mode, folder];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as number[];
}

async function opened(mode: string, folder: string): Promise<number> {
  // The runtime itself is loaded by the first session, whatever it holds.
  const identity = writeGraph({
    name: "identity",
    inputs: [{ name: "x", type: "float32", shape: [1] }],
    outputs: [{ name: "y", type: "float32", shape: [1] }],
    nodes: [node("Identity", ["x"], "y")],
  });
  await (await nativeRuntime.open(identity)).close();
  gc?.();
  const before = process.memoryUsage().rss;
  const files = new DiskFiles(folder);
  const start = performance.now();
  const model =
    mode === "inside"
      ? await nativeRuntime.open({ name: INSIDE, tables: [], files })
      : await Model.open(INFO, TABLES, files, nativeRuntime);
  const time = performance.now() - start;
  gc?.();
  console.log(JSON.stringify([time, (process.memoryUsage().rss - before) / MEGABYTE]));
  await model.close();
  return 0;
}

main(run);
