import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WorkerClient } from "../../../src/workers/workerClient";

interface Service {
  echo(value: string): string;
  die(): void;
  hang(): void;
}

/** Speaks the wire format of `rpc.ts` in plain JavaScript. */
const WORKER = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", ({ id, method, args }) => {
  if (method === "die") process.exit(3);
  if (method === "echo") parentPort.postMessage({ kind: "answer", id, ok: true, value: args[0] });
});`;

describe("A worker client", () => {
  let folder: string;
  let file: string;
  const deaths: string[] = [];
  const clients: WorkerClient<Service>[] = [];
  const client = (): WorkerClient<Service> => {
    const made = new WorkerClient<Service>("test worker", file, {}, (why) => deaths.push(why));
    clients.push(made);
    return made;
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "tokenscope-"));
    file = join(folder, "worker.cjs");
    await writeFile(file, WORKER);
  });
  beforeEach(() => (deaths.length = 0));
  after(async () => {
    for (const made of clients) made.dispose();
    await rm(folder, { recursive: true });
  });

  it("starts no thread before its first use", async () => {
    const made = client();
    assert.equal(made.generation, 0);
    assert.equal(await made.call.echo("a"), "a");
    assert.equal(made.generation, 1);
  });

  it("rejects what is pending when its thread dies, says so once, and starts another", async () => {
    const made = client();
    const pending = [made.call.hang(), made.call.hang(), made.call.die()];
    for (const call of pending) await assert.rejects(call, /test worker stopped: exit code 3/);
    assert.equal(deaths.length, 1);
    assert.equal(await made.call.echo("again"), "again");
    assert.equal(made.generation, 2);
  });

  it("rejects calls once it is disposed, and does not call that a death", async () => {
    const made = client();
    const pending = made.call.hang();
    made.dispose();
    await assert.rejects(pending, /closed/);
    await assert.rejects(made.call.echo("late"), /closed/);
    assert.deepEqual(deaths, []);
  });
});
