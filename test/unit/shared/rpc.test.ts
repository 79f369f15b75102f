import assert from "node:assert/strict";
import { join, Moved } from "../../../src/shared/base/rpc";
import type { CallSignal } from "../../../src/shared/base/callSignal";
import { channelPair } from "../../support/channelPair";

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

const service = {
  double: (value: number) => 2 * value,
  refuse: () => {
    throw new Error("because");
  },
  bytes: () => new Moved(Uint8Array.of(1, 2)),
  wait: (what: string) => what,
};
