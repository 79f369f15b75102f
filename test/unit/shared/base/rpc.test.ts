import assert from "node:assert/strict";
import fc from "fast-check";
import { join, messageOf, Transfer } from "../../../../src/shared/base/rpc";
import type { CallSignal } from "../../../../src/shared/base/callSignal";
import { channelPair } from "../../../support/channelPair";

interface Service {
  double(value: number): number;
  refuse(): void;
  bytes(): Uint8Array;
  wait(what: string, signal?: CallSignal): Promise<string>;
}

describe("Calls over a channel", () => {
  it("answer, and reject with the other side's message", async () => {
    const [mine, theirs] = channelPair();
    join<object, Service>(theirs, { mine: service });
    const { call } = join<Service>(mine);
    assert.equal(await call.double(21), 42);
    await assert.rejects(call.refuse(), /because/);
    assert.deepEqual([...(await call.bytes())], [1, 2]);
  });

  it("drop what does not fit, and say why", async () => {
    const [mine, theirs] = channelPair();
    const unfit: string[] = [];
    join<object, Service>(theirs, {
      mine: service,
      checks: {
        double: (args) => typeof args[0] === "number",
        refuse: () => true,
        bytes: () => true,
        wait: () => true,
      },
      onUnfit: (why) => unfit.push(why),
    });
    const { call } = join<Service & { toString(): void }>(mine);
    await assert.rejects(call.double("x" as unknown as number), /not understood/);
    await assert.rejects(call.toString(), /not understood/);
    for (const message of [undefined, null, 5, "x", {}, { kind: "call" }, { kind: "answer" }]) {
      mine.post(message);
    }
    mine.post({ kind: "cancel" });
    mine.post({ kind: "call", id: 1, method: "double", args: [1], cancellable: "yes" });
    await Promise.resolve();
    assert.equal(unfit.length, 11);
  });

  it("reject what is pending and what comes later once failed", async () => {
    const [mine] = channelPair();
    const peer = join<Service>(mine);
    const pending = peer.call.double(1);
    peer.fail(new Error("gone"));
    await assert.rejects(pending, /gone/);
    await assert.rejects(peer.call.double(1), /gone/);
  });

  it("settle once each, with their own answer or refusal, however they cross", async () => {
    // What happens to a call, one after the other: most calls wait while others come and go.
    const happening = fc.record({
      call: fc.nat(7),
      what: fc.constantFrom("call", "answer", "refuse", "abort", "fail"),
    });
    const property = fc.asyncProperty(fc.array(happening, { maxLength: 30 }), async (all) => {
      const [mine, theirs] = channelPair();
      const waiting = new Map<string, Waiting>();
      join<object, Pick<Service, "wait">>(theirs, {
        mine: { wait: (what: string) => new Promise(keep(waiting, what)) },
      });
      const peer = join<Service>(mine);
      const controllers = new Map<string, AbortController>();
      const settled: [string, string][] = [];
      const expected: [string, string][] = [];
      const expect = (what: string, how: string): void => {
        if (controllers.delete(what)) expected.push([what, how]);
      };
      let hasFailed = false;
      for (const [at, { call, what }] of all.entries()) {
        const name = String(call);
        if (what === "call" && !controllers.has(name)) {
          const controller = new AbortController();
          controllers.set(name, controller);
          const tell = (how: string): number => settled.push([name, how]);
          void peer.call
            .wait(name, controller.signal)
            .then(tell, (error: unknown) => tell(messageOf(error)));
          if (hasFailed) expect(name, "gone");
        } else if (what === "answer" && waiting.has(name)) {
          waiting.get(name)?.resolve(`answer ${at}`);
          waiting.delete(name);
          expect(name, `answer ${at}`);
        } else if (what === "refuse" && waiting.has(name)) {
          waiting.get(name)?.reject(new Error(`refusal ${at}`));
          waiting.delete(name);
          expect(name, `refusal ${at}`);
        } else if (what === "abort") {
          controllers.get(name)?.abort(new Error(`abort ${at}`));
          waiting.delete(name);
          expect(name, `abort ${at}`);
        } else if (what === "fail") {
          hasFailed = true;
          peer.fail(new Error("gone"));
          for (const pending of [...controllers.keys()]) expect(pending, "gone");
        }
        await new Promise(setImmediate);
      }
      assert.deepEqual(settled, expected);
    });
    await fc.assert(property, { seed: 61, numRuns: 200 });
  });

  describe("with a signal", () => {
    /** A service that waits until it is cancelled, and tells of it. */
    function waiting() {
      const [mine, theirs] = channelPair();
      const heard: string[] = [];
      let release: (value: string) => void = () => undefined;
      join<object, Service>(theirs, {
        mine: {
          ...service,
          wait: (what: string, signal?: CallSignal) =>
            new Promise<string>((resolve) => {
              release = resolve;
              heard.push(`begins ${what}, ${signal === undefined ? "no signal" : "a signal"}`);
              signal?.addEventListener("abort", () => {
                heard.push(`ends ${what}`);
                resolve("too late");
              });
            }),
        },
      });
      return { ...join<Service>(mine), heard, answer: (value: string) => release(value) };
    }

    it("reject at once with its reason, and tell the other side", async () => {
      const { call, heard } = waiting();
      const controller = new AbortController();
      const pending = call.wait("a", controller.signal);
      assert.deepEqual(heard, ["begins a, a signal"]);
      controller.abort();
      await assert.rejects(pending, { name: "AbortError" });
      assert.deepEqual(heard, ["begins a, a signal", "ends a"]);
      const reason = new Error("no longer wanted");
      const other = new AbortController();
      const another = call.wait("b", other.signal);
      other.abort(reason);
      await assert.rejects(another, (error) => error === reason);
    });

    it("that is aborted already never reach the other side", async () => {
      const { call, heard } = waiting();
      await assert.rejects(call.wait("a", AbortSignal.abort()), { name: "AbortError" });
      assert.deepEqual(heard, []);
    });

    it("cancel no other call, and none that was answered", async () => {
      const { call, heard, answer } = waiting();
      const [first, second] = [new AbortController(), new AbortController()];
      const cancelled = call.wait("a", first.signal);
      const answered = call.wait("b", second.signal);
      first.abort();
      await assert.rejects(cancelled, { name: "AbortError" });
      answer("done");
      assert.equal(await answered, "done");
      second.abort();
      assert.deepEqual(heard, ["begins a, a signal", "begins b, a signal", "ends a"]);
    });

    it("let go of it when they are settled, however they are", async () => {
      const peer = waiting();
      const { call, answer } = peer;
      const listeners = new Set<() => void>();
      const signal: CallSignal = {
        aborted: false,
        reason: undefined,
        throwIfAborted: () => undefined,
        addEventListener: (_, listener) => listeners.add(listener),
        removeEventListener: (_, listener) => listeners.delete(listener),
      };
      const answered = call.wait("a", signal);
      assert.equal(listeners.size, 1);
      answer("done");
      await answered;
      assert.equal(listeners.size, 0);
      const failed = call.wait("b", signal);
      peer.fail(new Error("gone"));
      await assert.rejects(failed, /gone/);
      assert.equal(listeners.size, 0);
    });

    it("leave methods without one as they are", async () => {
      const { call, heard, answer } = waiting();
      const pending = call.wait("a");
      answer("done");
      assert.equal(await pending, "done");
      assert.deepEqual(heard, ["begins a, no signal"]);
    });
  });
});

interface Waiting {
  resolve(value: string): void;
  reject(error: Error): void;
}

function keep(waiting: Map<string, Waiting>, what: string) {
  return (resolve: (value: string) => void, reject: (error: unknown) => void): void => {
    waiting.set(what, { resolve, reject });
  };
}

const service = {
  double: (value: number) => 2 * value,
  refuse: () => {
    throw new Error("because");
  },
  bytes: () => new Transfer(Uint8Array.of(1, 2)),
  wait: (what: string) => what,
};
