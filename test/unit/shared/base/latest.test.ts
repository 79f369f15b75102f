import assert from "node:assert/strict";
import { Latest } from "../../../../src/shared/base/latest";
import { Observable } from "../../../../src/shared/base/observable";

describe("Newest wins", () => {
  it("outdates what began before, in whatever order the answers come", async () => {
    const latest = new Latest();
    const answers: string[] = [];
    const resolvers = new Map<string, () => void>();
    const ask = async (question: string): Promise<void> => {
      const signal = latest.begin();
      await new Promise<void>((resolve) => resolvers.set(question, resolve));
      if (!signal.aborted) answers.push(question);
    };
    const all = ["first", "second", "third"].map(ask);
    for (const question of ["third", "first", "second"]) resolvers.get(question)?.();
    await Promise.all(all);
    assert.deepEqual(answers, ["third"]);
  });

  it("counts nothing once it is stopped, and what begins afterwards", () => {
    const latest = new Latest();
    const before = latest.begin();
    latest.stop();
    assert.equal(before.aborted, true);
    const after = latest.begin();
    assert.equal(after.aborted, false);
  });

  it("cancels what was handed the signal", () => {
    const latest = new Latest();
    const signal = latest.begin();
    let cancelled = 0;
    signal.addEventListener("abort", () => cancelled++);
    latest.begin();
    latest.begin();
    assert.equal(cancelled, 1);
  });

  it("rejects what it cancels with the reason that is given", () => {
    const latest = new Latest();
    const signal = latest.begin();
    const reason = new Error("Another was chosen.");
    latest.begin(reason);
    assert.equal(signal.reason, reason);
    assert.throws(() => {
      signal.throwIfAborted();
    }, reason);
  });

  it("is under way until the newest has ended", () => {
    const latest = new Latest();
    assert.equal(latest.isUnderWay, false);
    const old = latest.begin();
    const newest = latest.begin();
    latest.end(old);
    assert.equal(latest.isUnderWay, true);
    latest.end(newest);
    assert.equal(latest.isUnderWay, false);
    assert.equal(newest.aborted, false);
  });
});

describe("An observable", () => {
  class Counter extends Observable {
    count = 0;
    rise(): void {
      this.count++;
      this.notify();
    }
  }

  it("tells every watcher of every change until that watches no more", () => {
    const counter = new Counter();
    const seen: string[] = [];
    const look = (name: string) => () => seen.push(`${name}${String(counter.count)}`);
    const endA = counter.watch(look("a"));
    const endB = counter.watch(look("b"));
    counter.rise();
    endA();
    endA();
    counter.rise();
    endB();
    counter.rise();
    assert.deepEqual(seen, ["a1", "b1", "b2"]);
  });

  it("tells one function as often as it watches", () => {
    const counter = new Counter();
    let calls = 0;
    const look = (): void => {
      calls++;
    };
    const end = counter.watch(look);
    counter.watch(look);
    counter.rise();
    end();
    counter.rise();
    assert.equal(calls, 3);
  });
});
