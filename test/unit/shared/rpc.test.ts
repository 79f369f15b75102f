import assert from "node:assert/strict";
import { join, Moved, type Channel } from "../../../src/shared/rpc";

interface Service {
  double(value: number): number;
  refuse(): void;
  bytes(): Uint8Array;
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
      },
      onUnfit: (why) => unfit.push(why),
    });
    const { call } = join<Service & { toString(): void }>(mine);
    await assert.rejects(call.double("x" as unknown as number), /not understood/);
    await assert.rejects(call.toString(), /not understood/);
    for (const message of [undefined, null, 5, "x", {}, { kind: "call" }, { kind: "answer" }]) {
      mine.post(message);
    }
    await Promise.resolve();
    assert.equal(unfit.length, 9);
  });

  it("reject what is pending and what comes later once failed", async () => {
    const [mine] = channelPair();
    const peer = join<Service>(mine);
    const pending = peer.call.double(1);
    peer.fail(new Error("gone"));
    await assert.rejects(pending, /gone/);
    await assert.rejects(peer.call.double(1), /gone/);
  });
});

const service = {
  double: (value: number) => 2 * value,
  refuse: () => {
    throw new Error("because");
  },
  bytes: () => new Moved(Uint8Array.of(1, 2)),
};

function channelPair(): [Channel, Channel] {
  const receivers: ((message: unknown) => void)[] = [];
  const end = (mine: number): Channel => ({
    post: (message) => receivers[1 - mine]?.(message),
    listen: (receive) => (receivers[mine] = receive),
  });
  return [end(0), end(1)];
}
