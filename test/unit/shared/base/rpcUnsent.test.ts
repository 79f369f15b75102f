import assert from "node:assert/strict";
import { MessageChannel } from "node:worker_threads";
import { join, messageOf, Transfer, type Channel } from "../../../../src/shared/base/rpc";
import { threadChannel } from "../../../../src/workers/node/threadChannel";

interface Service {
  echo(value: unknown): unknown;
  give(what: string): unknown;
  moved(): Uint8Array;
}

const { proxy: GONE, revoke } = Proxy.revocable({}, {});
revoke();
const HIDING = Object.defineProperty(new Error(), "message", {
  get: () => {
    throw new Error("hidden");
  },
});
const THROWN: Readonly<Record<string, unknown>> = {
  "throws text": "just a text",
  "throws an object": { reason: "none" },
  "throws nothing": undefined,
  "throws what hides its message": HIDING,
  "throws a proxy": GONE,
};
const GIVEN: Readonly<Record<string, unknown>> = {
  function: () => 1,
  "nested symbol": { a: [Symbol("s")] },
};

/** Answers what no message can hold, and throws what is no error. */
const service = {
  echo: (value: unknown) => value,
  give: (what: string): unknown => {
    // The rule that errors alone are thrown is not everybody's.
    if (what in THROWN) throw THROWN[what] as Error;
    return what in GIVEN ? GIVEN[what] : what;
  },
  moved: () => {
    const bytes = new Uint8Array(8);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return new Transfer(bytes);
  },
};

describe("What cannot be sent", () => {
  const ports: { close(): void }[] = [];
  afterEach(() => {
    for (const port of ports.splice(0)) port.close();
  });

  /** The two sides of a real message channel. */
  function sides() {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const unfit: string[] = [];
    const onUnfit = (why: string): void => void unfit.push(why);
    join<object, Service>(threadChannel(port2), { mine: service, onUnfit });
    return { ...join<Service>(threadChannel(port1), { onUnfit }), unfit };
  }

  const uncloneable: readonly [what: string, value: unknown][] = [
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["a function deep within", { a: [{ b: () => 1 }] }],
    ["a promise", Promise.resolve(1)],
    ["a weak map", new WeakMap()],
    ["a proxy that throws", new Proxy({}, { ownKeys: () => assert.fail("read") })],
    [
      "a getter that throws",
      {
        get a() {
          return assert.fail("read");
        },
      },
    ],
    ["a long function", eval(`(() => { "${"x".repeat(1e5)}" })`)],
  ];
  for (const [what, value] of uncloneable) {
    it(`rejects a call with ${what} at once, and nothing is left pending`, async () => {
      const { call, settled } = sides();
      await assert.rejects(call.echo(value), (error: Error) => {
        assert.match(error.message, /^The call could not be sent: /);
        assert.ok(error.message.length < 1200, `${error.message.length} characters`);
        return true;
      });
      await settled();
      assert.equal(await call.echo("still"), "still");
    });
  }

  it("rejects a call with a signal likewise, and lets go of the signal", async () => {
    const { call, settled } = sides();
    const controller = new AbortController();
    const echo = call.echo as (value: unknown, signal: AbortSignal) => Promise<unknown>;
    await assert.rejects(
      echo(() => 1, controller.signal),
      /could not be sent/,
    );
    await settled();
    controller.abort();
    await settled();
  });

  for (const what of ["function", "nested symbol"]) {
    it(`rejects a call whose answer is a ${what}`, async () => {
      const { call, settled } = sides();
      await assert.rejects(call.give(what), /^Error: The answer could not be sent: .* cloned\.$/);
      await settled();
    });
  }

  it("rejects a call whose answer has lost its memory", async () => {
    const { call, settled } = sides();
    await assert.rejects(call.moved(), /The answer could not be sent: /);
    await settled();
  });

  for (const [what, message] of [
    ["throws text", /^Error: just a text$/],
    ["throws an object", /without saying what: an object\.$/],
    ["throws nothing", /without saying what: nothing\.$/],
    ["throws what hides its message", /without saying what: an object of type Error\.$/],
    ["throws a proxy", /without saying what: an object\.$/],
  ] as const) {
    it(`rejects a call that ${what}`, async () => {
      const { call, settled } = sides();
      await assert.rejects(call.give(what), message);
      await settled();
    });
  }

  it("drops what is only told, and says why", async () => {
    const { call, tell, unfit } = sides();
    tell.echo(() => 1);
    assert.equal(await call.echo("after"), "after");
    assert.equal(unfit.length, 1);
    assert.match(unfit[0]!, /^A message could not be sent: /);
  });

  describe("later, by a channel that tells by a promise", () => {
    /** As VS Code's pages are: what JSON cannot hold rejects, after the call. */
    function pageSides() {
      const receivers: ((message: unknown) => void)[] = [];
      const end = (mine: number): Channel => ({
        post: async (message) => {
          const text = JSON.stringify(message);
          await Promise.resolve();
          receivers[1 - mine]?.(JSON.parse(text));
        },
        listen: (receive) => (receivers[mine] = receive),
      });
      join<object, Service>(end(1), { mine: { ...service, give: () => 5n } });
      return join<Service>(end(0));
    }

    it("rejects the call", async () => {
      const { call, settled } = pageSides();
      const cyclic: unknown[] = [];
      cyclic.push(cyclic);
      await assert.rejects(call.echo(cyclic), /The call could not be sent: .*circular/s);
      await assert.rejects(call.echo(5n), /The call could not be sent: .*BigInt/);
      await settled();
      assert.equal(await call.echo("still"), "still");
    });

    it("rejects the call that it was to answer", async () => {
      const { call, settled } = pageSides();
      await assert.rejects(call.give("a BigInt"), /The answer could not be sent: .*BigInt/);
      await settled();
    });

    it("rejects every call once the page is gone", async () => {
      const { call, settled } = join<Service>({
        post: () => Promise.reject(new Error("Webview is disposed")),
        listen: () => undefined,
      });
      await assert.rejects(call.echo(1), /The call could not be sent: Webview is disposed/);
      await settled();
    });
  });
});

describe("The message of what was thrown", () => {
  it("is a text of sane length whatever it is", () => {
    const thrown = [
      undefined,
      null,
      5,
      5n,
      Symbol("s"),
      {},
      [],
      () => 1,
      new Error(),
      { message: 5 },
    ];
    for (const each of [...thrown, Object.create(null)]) {
      assert.match(messageOf(each), /^Something went wrong without saying what: .+\.$/);
    }
    assert.equal(messageOf(new Error("because")), "because");
    assert.equal(messageOf({ message: "of another realm" }), "of another realm");
    assert.equal(messageOf("plain"), "plain");
    assert.equal(messageOf(new Error("one\ntwo\u001b[31m")), "one\ntwo[U+001B][31m");
    assert.ok(messageOf(new Error("x".repeat(24e6))).length <= 1000);
    assert.ok(messageOf(new Error("\n\0".repeat(1e6))).length < 10_000);
  });
});
