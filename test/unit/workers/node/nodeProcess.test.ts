import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { getPriority } from "node:os";
import { join } from "node:path";
import { nodeProcess } from "../../../../src/workers/node/nodeProcess";
import { WorkerClient, type WorkerDeath } from "../../../../src/workers/workerClient";
import { builtWorkers } from "../../../support/builtWorkers";
import { firstOutput } from "../../../support/firstOutput";
import { freshFolder, removeFreshFolders, root } from "../../../../.ci/support/folders";
import { until } from "../../../../.ci/support/until";

interface Service {
  echo<T>(value: T): T;
  /** Arrays of the lengths asked for, each value its place. */
  arrays(lengths: readonly number[]): Float32Array[];
  facts(): { pid: number; execArgv: string[]; environment: string[]; debugger: string | undefined };
  hang(): void;
  /** Ends the process one of these ways. */
  die(how: string): void;
}

/** Speaks the wire format of `rpc.ts` in plain JavaScript. */
const WORKER = `
const { parentPort, workerData } = require("node:worker_threads");
const answer = (id, value, given) => parentPort.postMessage({ kind: "answer", id, ok: true, value }, given);
const ways = {
  throw: () => { throw new Error("a mistake"); },
  exit: () => process.exit(3),
  garbage: () => require("node:fs").writeSync(3, Buffer.alloc(4096, 255)),
};
parentPort.on("message", ({ id, method, args }) => {
  if (method === "echo") answer(id, args[0]);
  if (method === "arrays") {
    const value = Object.assign([], args[0].map((length) => Float32Array.from({ length }, (_, at) => at)));
    answer(id, value, value.map(({ buffer }) => buffer));
  }
  if (method === "facts") answer(id, {
    pid: process.pid,
    execArgv: process.execArgv,
    environment: Object.keys(process.env),
    debugger: require("node:inspector").url(),
  });
  if (method === "hang") for (;;);
  if (method === "die") ways[args[0]] ? ways[args[0]]() : process.kill(process.pid, args[0]);
});`;

const WINDOWS = process.platform === "win32";

describe("The bundles that workers are started from", () => {
  it("outlive the file of tests that had them made, for the next one in its process", async () => {
    const { program, vectorWorker } = await builtWorkers();
    removeFreshFolders();
    assert.deepEqual([program, vectorWorker].map(existsSync), [true, true]);
  });
});

describe("A worker in a process of its own", () => {
  let program: string;
  let file: string;
  const deaths: WorkerDeath[] = [];
  const clients: WorkerClient<Service>[] = [];
  const client = (): WorkerClient<Service> => {
    const made = new WorkerClient<Service>(
      "test worker",
      () => nodeProcess(program, { file, data: {} }),
      (death) => deaths.push(death),
    );
    clients.push(made);
    return made;
  };
  before(async () => {
    ({ program } = await builtWorkers());
    file = join(freshFolder("worker"), "worker.cjs");
    writeFileSync(file, WORKER);
  });
  beforeEach(() => (deaths.length = 0));
  afterEach(() => {
    for (const made of clients.splice(0)) made.dispose();
  });

  it("answers calls, and gives large arrays whole and in memory of their own", async () => {
    const { call } = client();
    assert.deepEqual(await call.echo({ text: "👋\ud800", none: undefined, large: Infinity }), {
      text: "👋\ud800",
      none: undefined,
      large: Infinity,
    });
    const lengths = [1, 3_000_000, 70_000];
    const arrays = Object.values(await call.arrays(lengths));
    assert.deepEqual(
      arrays.map(({ length }) => length),
      lengths,
    );
    for (const values of arrays) {
      assert.equal(values.buffer.byteLength, values.byteLength);
      assert.ok(values.every((value, at) => value === at));
    }
  });

  it("refuses at once what cannot be sent, and lives on", async () => {
    const { call } = client();
    await assert.rejects(
      call.echo(() => 1),
      /could not be sent: .*could not be cloned/,
    );
    assert.equal(await call.echo("still"), "still");
    assert.deepEqual(deaths, []);
  });

  const CRASHES: Record<string, RegExp> = {
    ...(!WINDOWS && {
      SIGSEGV: /: it crashed \(SIGSEGV\)\./,
      SIGBUS: /: it crashed \(SIGBUS\), perhaps because a file in use was cut short\./,
      SIGILL: /: it crashed \(SIGILL\)\./,
      SIGABRT: /: it crashed \(SIGABRT\)\./,
      SIGFPE: /: it crashed \(SIGFPE\)\./,
      SIGTERM: /: it was told to end \(SIGTERM\)\./,
      SIGKILL: /: it was killed \(SIGKILL\), perhaps by the system because memory is short\./,
    }),
    exit: /: exit code 3\./,
    throw: /: a mistake\./,
    garbage: /: what it sent could not be read \(.+\)\./,
  };
  for (const [how, why] of Object.entries(CRASHES)) {
    it(`that ends by ${how} costs what is pending, is told once, and the next use starts another`, async () => {
      const { pid } = process;
      const made = client();
      const first = await made.call.facts();
      const pending = [made.call.die(how), made.call.echo("never")];
      for (const call of pending) await assert.rejects(call, why);
      assert.equal(deaths.length, 1);
      assert.match(
        deaths[0]!.message,
        /^test worker stopped: .*\. The next use starts it again\.$/s,
      );
      assert.equal(deaths[0]!.during, "die");
      const second = await made.call.facts();
      assert.notEqual(second.pid, first.pid);
      assert.equal(process.pid, pid);
      assert.equal(made.generation, 2);
    });
  }

  it("is told of where it dies while nobody asks anything", async () => {
    const made = client();
    const { pid } = await made.call.facts();
    process.kill(pid, "SIGKILL");
    await until("its death", async () => deaths.length > 0);
    assert.equal(deaths[0]!.during, undefined);
    assert.equal(await made.call.echo("again"), "again");
  });

  it("that cannot be started at all says so, with every call", async () => {
    const made = client();
    const { execPath } = process;
    process.execPath = join(root, "there is no such program");
    try {
      const calls = [made.call.echo(1), made.call.echo(2)];
      for (const call of calls) await assert.rejects(call, /it could not be started \(.*ENOENT/);
    } finally {
      process.execPath = execPath;
    }
    assert.equal(deaths.length, 1);
    assert.deepEqual(deaths[0]!.end.process, { hasStarted: false });
    assert.equal(await made.call.echo("again"), "again");
  });

  it("has no debugger, no options and no environment of the editor", async () => {
    const given = {
      NODE_OPTIONS: "--inspect=0 --no-warnings",
      VSCODE_INSPECTOR_OPTIONS: "{}",
      ELECTRON_NO_ASAR: "1",
    };
    Object.assign(process.env, given);
    try {
      const { execArgv, environment, debugger: debuggerUrl } = await client().call.facts();
      assert.deepEqual({ execArgv, debuggerUrl }, { execArgv: [], debuggerUrl: undefined });
      const own = environment.filter((name) => /^(NODE|VSCODE|ELECTRON)_/i.test(name));
      assert.deepEqual(own, ["ELECTRON_RUN_AS_NODE"]);
      assert.ok(environment.some((name) => /^path$/i.test(name)));
      assert.ok(environment.includes("ORT_DISABLE_TELEMETRY"));
    } finally {
      for (const name of Object.keys(given)) Reflect.deleteProperty(process.env, name);
    }
  });

  it("ends when it is closed, also in the middle of long work", async () => {
    const made = client();
    const { pid } = await made.call.facts();
    const pending = assert.rejects(made.call.hang(), /closed/);
    made.dispose();
    await pending;
    await until("the end of the process", async () => !isRunning(pid));
    assert.deepEqual(deaths, []);
  });

  it("ends with the process that started it, though that is killed and it is at long work", async () => {
    const host = join(freshFolder("host"), "host.ts");
    const source = (path: string): string => JSON.stringify(join(root, "src/workers", path));
    writeFileSync(
      host,
      `
      import { nodeProcess } from ${source("node/nodeProcess.ts")};
      import { WorkerClient } from ${source("workerClient.ts")};
      const start = { file: ${JSON.stringify(file)}, data: {} };
      const { call } = new WorkerClient("worker", () => nodeProcess(${JSON.stringify(program)}, start), () => undefined);
      setInterval(() => undefined, 1000);
      call.facts().then(({ pid }) => {
        call.hang();
        console.log(pid);
      });`,
    );
    const killed = spawn(process.execPath, ["--import", "tsx", host], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = Number(await firstOutput(killed));
    assert.ok(isRunning(pid));
    killed.kill("SIGKILL");
    await until("the end of the process", async () => !isRunning(pid));
  });

  it("goes after this process where processors are few, with all its threads", async () => {
    const { pid } = await client().call.facts();
    assert.ok(getPriority(pid) > getPriority());
    if (process.platform !== "linux") return;
    const threads = readdirSync(`/proc/${pid}/task`).map(Number);
    // Those of Node itself are there before it can say so; the worker and what it starts come after.
    const after = threads.filter((thread) => getPriority(thread) > getPriority());
    assert.ok(after.length >= 2, `${after.length} of ${threads.length}`);
  });

  if (process.platform === "linux") {
    it("is what Linux ends first where memory is short", async () => {
      const { pid } = await client().call.facts();
      assert.equal(readFileSync(`/proc/${pid}/oom_score_adj`, "utf8").trim(), "1000");
    });
  }
});

function isRunning(pid: number): boolean {
  try {
    // Signal 0 is never delivered: it only tells whether it could be.
    process.kill(pid, 0);
    // One that has ended, but that nobody has asked about yet, runs no more.
    const isLinux = process.platform === "linux";
    return !isLinux || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
