import assert from "node:assert/strict";
import { NewestFeed } from "../../../../webview/feeds/newestFeed";

const model = {
  source: "seeded",
  name: "seeded 1",
  vocabularySize: 9,
  dimensions: 2,
  contextLength: 4,
} as const;
interface Wish {
  readonly row: number;
  readonly model: typeof model;
}
const wish = (row: number): Wish => ({ row, model });
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A feed whose questions are answered by hand. */
function feed(interrupts = false) {
  const asked: {
    row: number;
    answer: (value: string | undefined) => void;
    fail: (error: Error) => void;
    signal: AbortSignal;
  }[] = [];
  let changes = 0;
  const newest = new NewestFeed<Wish, string>(
    ({ row }, signal) =>
      new Promise((answer, fail) => {
        asked.push({ row, answer, fail, signal });
        signal.addEventListener("abort", () => {
          fail(new DOMException("left", "AbortError"));
        });
      }),
    () => changes++,
    interrupts,
  );
  return { newest, asked, changes: () => changes };
}

describe("A feed of the newest answer", () => {
  it("waits for the answer under way, then asks for the newest wish alone", async () => {
    const { newest, asked } = feed();
    for (const row of [1, 2, 3]) newest.want(wish(row));
    assert.deepEqual(
      asked.map(({ row }) => row),
      [1],
    );
    asked[0]?.answer("one");
    await soon();
    assert.equal(newest.shown?.answer, undefined);
    assert.deepEqual(
      asked.map(({ row }) => row),
      [1, 3],
    );
    asked[1]?.answer("three");
    await soon();
    assert.equal(newest.shown?.answer, "three");
    assert.equal(newest.isBusy, false);
  });

  it("keeps what it shows while a newer wish is under way, and asks no wish twice", async () => {
    const { newest, asked, changes } = feed();
    newest.want(wish(1));
    newest.want(wish(1));
    asked[0]?.answer("one");
    await soon();
    newest.want(wish(1));
    assert.deepEqual([asked.length, changes()], [1, 1]);
    newest.want(wish(2));
    assert.deepEqual([newest.shown?.answer, newest.isBusy], ["one", true]);
  });

  it("drops an answer that is undefined or that nobody waits for", async () => {
    const { newest, asked, changes } = feed();
    newest.want(wish(1));
    newest.want(undefined);
    asked[0]?.answer("one");
    await soon();
    assert.deepEqual([newest.shown, changes()], [undefined, 0]);
    newest.want(wish(2));
    asked[1]?.answer(undefined);
    await soon();
    assert.equal(newest.shown, undefined);
  });

  it("shows nothing of one model under another's name", async () => {
    const { newest, asked } = feed();
    newest.want(wish(1));
    asked[0]?.answer("one");
    await soon();
    newest.want({ row: 1, model: { ...model, contextLength: 5 as never } });
    assert.equal(newest.shown, undefined);
  });

  it("says why an answer could not be had, until it is asked again", async () => {
    const { newest, asked } = feed();
    newest.want(wish(1));
    asked[0]?.fail(new Error("The worker stopped."));
    await soon();
    assert.equal(newest.problem, "The worker stopped.");
    newest.retry();
    newest.retry();
    assert.equal(asked.length, 2);
    asked[1]?.answer("one");
    await soon();
    assert.deepEqual([newest.problem, newest.shown?.answer], [undefined, "one"]);
    newest.retry();
    assert.equal(asked.length, 2);
  });

  it("that interrupts cancels the question under way", async () => {
    const { newest, asked } = feed(true);
    newest.want(wish(1));
    newest.want(wish(2));
    assert.ok(asked[0]?.signal.aborted);
    await soon();
    asked[1]?.answer("two");
    await soon();
    assert.deepEqual([newest.problem, newest.shown?.answer], [undefined, "two"]);
  });
});
