import assert from "node:assert/strict";
import { Newest } from "../../../../webview/feeds/newest";

/** Answers that come when the test says. */
function asked() {
  const waiting: {
    key: string;
    signal: AbortSignal;
    resolve(answer: string): void;
    reject(error: Error): void;
  }[] = [];
  let changes = 0;
  const newest = new Newest<string, string>(
    (key, signal) =>
      new Promise((resolve, reject) => waiting.push({ key, signal, resolve, reject })),
    () => changes++,
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { newest, waiting, settle, changes: () => changes };
}

describe("the newest answer", () => {
  it("is asked for once, and stays while another is awaited", async () => {
    const { newest, waiting, settle } = asked();
    newest.want("a");
    newest.want("a");
    assert.equal(waiting.length, 1);
    waiting[0]!.resolve("A");
    await settle();
    assert.equal(newest.current, "A");
    newest.want("b");
    assert.equal(newest.current, undefined);
    assert.equal(newest.last?.answer, "A");
  });
  it("is not overtaken by an older one", async () => {
    const { newest, waiting, settle } = asked();
    newest.want("a");
    newest.want("b");
    assert.deepEqual([waiting[0]!.signal.aborted, waiting[1]!.signal.aborted], [true, false]);
    waiting[1]!.resolve("B");
    await settle();
    waiting[0]!.reject(new Error("too late"));
    await settle();
    assert.deepEqual([newest.current, newest.problem], ["B", undefined]);
  });
  it("that failed is asked for again when told to", async () => {
    const { newest, waiting, settle, changes } = asked();
    newest.want("a");
    waiting[0]!.reject(new Error("The worker died."));
    await settle();
    assert.equal(newest.problem, "The worker died.");
    newest.retry();
    assert.equal(newest.problem, undefined);
    waiting[1]!.resolve("A");
    await settle();
    assert.deepEqual([newest.current, changes()], ["A", 3]);
    newest.retry();
    assert.equal(waiting.length, 2);
  });
});
