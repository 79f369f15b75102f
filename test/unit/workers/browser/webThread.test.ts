import assert from "node:assert/strict";
import { join } from "../../../../src/shared/base/rpc";
import { webThread } from "../../../../src/workers/browser/webThread";

interface Service {
  echo(value: unknown): unknown;
}

/** As much of a browser's thread as is needed: it answers what it is asked by `echo`. */
class EchoWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor(readonly address: string) {}
  postMessage(message: unknown, transfer: ArrayBuffer[] = []): void {
    const { id, args } = structuredClone(message, { transfer }) as { id: number; args: unknown[] };
    queueMicrotask(() =>
      this.onmessage?.({ data: { kind: "answer", id, ok: true, value: args[0] } }),
    );
  }
  terminate(): void {
    this.onmessage = null;
  }
}

describe("A thread of the browser", () => {
  const kept = Object.getOwnPropertyDescriptor(globalThis, "Worker");
  beforeEach(() => Object.assign(globalThis, { Worker: EchoWorker }));
  afterEach(() => {
    if (kept === undefined) Reflect.deleteProperty(globalThis, "Worker");
    else Object.defineProperty(globalThis, "Worker", kept);
  });

  function started() {
    let arrive: (code: Uint8Array) => void = () => undefined;
    const script = new Promise<Uint8Array>((resolve) => (arrive = resolve));
    const thread = webThread("test", script, {});
    const ends: string[] = [];
    thread.onEnd(({ why }) => ends.push(why));
    return { ...join<Service>(thread.channel), ends, arrive: () => arrive(new Uint8Array()) };
  }

  it("refuses at once what cannot be sent, also before its script is there, and lives on", async () => {
    const { call, settled, ends, arrive } = started();
    const good = call.echo("first");
    await assert.rejects(
      call.echo(() => 1),
      /The call could not be sent: /,
    );
    arrive();
    assert.equal(await good, "first");
    await assert.rejects(call.echo(Symbol("s")), /The call could not be sent: /);
    assert.equal(await call.echo("last"), "last");
    await settled();
    assert.deepEqual(ends, []);
  });

  it("sends what it was given as it was then", async () => {
    const { call, arrive } = started();
    const given = [1];
    const answer = call.echo(given);
    given.push(2);
    arrive();
    assert.deepEqual(await answer, [1]);
  });
});
