import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nodeThread } from "../../../src/workers/node/nodeThread";
import { WorkerClient } from "../../../src/workers/workerClient";
import { freshFolder } from "../../../.ci/support/folders";

interface Service {
  echo(value: string): string;
  /** What the thread was started with. */
  data(): string;
  /** Answers when the next `release` has come. */
  held(): string;
  release(): void;
  die(): void;
  hang(): void;
}

/** Speaks the wire format of `rpc.ts` in plain JavaScript. */
const WORKER = `
const { parentPort, workerData } = require("node:worker_threads");
const answer = (id, value) => parentPort.postMessage({ kind: "answer", id, ok: true, value });
let held;
parentPort.on("message", ({ id, method, args }) => {
  if (method === "die") process.exit(3);
  if (method === "echo") answer(id, args[0]);
  if (method === "data") answer(id, workerData.given);
  if (method === "held") held = id;
  if (method === "release") answer(held, workerData.given);
});`;

describe("A worker client", () => {
  let folder: string;
  let file: string;
  const deaths: string[] = [];
  const clients: WorkerClient<Service>[] = [];
  /** What threads are started with. */
  let given: string;
  const client = (): WorkerClient<Service> => {
    const made = new WorkerClient<Service>(
      "test worker",
      () => nodeThread(file, { given }),
      ({ message }) => deaths.push(message),
    );
    clients.push(made);
    return made;
  };
  before(async () => {
    folder = freshFolder("workerClient");
    file = join(folder, "worker.cjs");
    await writeFile(file, WORKER);
  });
  beforeEach(() => {
    deaths.length = 0;
    given = "first";
  });
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

  it("is renewed: the next call goes to another thread, what is pending is answered by the old one", async () => {
    const made = client();
    const old = made.call;
    const pending = old.held();
    given = "second";
    made.renew();
    assert.equal(await made.call.data(), "second");
    assert.equal(made.generation, 2);
    void old.release().catch(() => undefined);
    assert.equal(await pending, "first");
    assert.deepEqual(deaths, []);
  });

  it("rejects what is pending when a thread dies that was replaced", async () => {
    const made = client();
    const pending = [made.call.hang(), made.call.die()];
    made.renew();
    for (const call of pending) await assert.rejects(call, /test worker stopped: exit code 3/);
    assert.equal(deaths.length, 1);
    assert.equal(await made.call.echo("on"), "on");
  });

  it("rejects at once what cannot be sent, and its thread ends when it is renewed", async () => {
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    const made = new WorkerClient<Service>(
      "test worker",
      () => {
        const thread = nodeThread(file, { given });
        return {
          ...thread,
          terminate: () => {
            thread.terminate();
            ended();
          },
        };
      },
      ({ message }) => deaths.push(message),
    );
    clients.push(made);
    await assert.rejects(made.call.echo((() => 1) as unknown as string), /could not be sent/);
    await assert.rejects(made.call.echo(Symbol("s") as unknown as string), /could not be sent/);
    assert.equal(await made.call.echo("still"), "still");
    made.renew();
    await end;
    assert.equal(await made.call.echo("again"), "again");
    assert.equal(made.generation, 2);
    assert.deepEqual(deaths, []);
  });

  it("starts no thread by being renewed before its first use", () => {
    const made = client();
    made.renew();
    assert.equal(made.generation, 0);
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
