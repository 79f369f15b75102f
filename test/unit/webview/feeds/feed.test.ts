import assert from "node:assert/strict";
import type { CallSignal } from "../../../../src/shared/base/callSignal";
import { Feed } from "../../../../webview/feeds/feed";
import { ModelFeed } from "../../../../webview/feeds/modelFeed";

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
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A feed whose questions are answered by hand. */
function feedOf(Kind: typeof Feed<Wish, string>, waits = false) {
  const questions: {
    row: number;
    signal: CallSignal;
    answer: (value: string | undefined) => void;
    fail: (error: Error) => void;
  }[] = [];
  const feed = new Kind(
    ({ row }, signal) =>
      new Promise((answer, fail) => {
        questions.push({ row, answer, fail, signal });
        if (waits) return;
        signal.addEventListener("abort", () => {
          fail(new DOMException("left", "AbortError"));
        });
      }),
    waits,
  );
  let changes = 0;
  feed.watch(() => changes++);
  return { feed, questions, changes: () => changes };
}

describe("A feed", () => {
  for (const waits of [false, true]) {
    it(`keeps its answer while another is awaited, and asks no wish twice (waits: ${String(waits)})`, async () => {
      const { feed, questions, changes } = feedOf(Feed, waits);
      feed.want(wish(1));
      feed.want(wish(1));
      assert.deepEqual([questions.length, feed.isBusy], [1, true]);
      questions[0]?.answer("one");
      await soon();
      feed.want(wish(1));
      assert.deepEqual([questions.length, changes()], [1, 2]);
      assert.deepEqual([feed.current, feed.isBusy], ["one", false]);
      feed.want(wish(2));
      assert.deepEqual([feed.current, feed.last?.answer, feed.isBusy], [undefined, "one", true]);
      feed.want(wish(1));
      assert.deepEqual([feed.current, feed.isBusy], ["one", false]);
      questions[1]?.answer("two");
      await soon();
      assert.deepEqual([feed.current, feed.last?.wish.row, questions.length], ["one", 1, 2]);
    });

    it(`drops an answer that is undefined or that nobody waits for (waits: ${String(waits)})`, async () => {
      const { feed, questions } = feedOf(Feed, waits);
      feed.want(wish(1));
      feed.want(undefined);
      questions[0]?.answer("one");
      await soon();
      assert.deepEqual([feed.last, feed.isBusy], [undefined, false]);
      feed.want(wish(2));
      questions[1]?.answer(undefined);
      await soon();
      assert.deepEqual([feed.last, feed.isBusy], [undefined, true]);
      feed.retry();
      assert.equal(questions[2]?.row, 2);
    });

    it(`asks once more for what could not be had, when told to (waits: ${String(waits)})`, async () => {
      const { feed, questions } = feedOf(Feed, waits);
      feed.want(wish(1));
      questions[0]?.fail(new Error("The worker stopped."));
      await soon();
      assert.deepEqual([feed.problem, feed.isBusy], ["The worker stopped.", false]);
      feed.retry();
      feed.retry();
      assert.deepEqual([questions.length, feed.problem], [2, "The worker stopped."]);
      questions[1]?.fail(new Error("It stopped again."));
      await soon();
      assert.equal(feed.problem, "It stopped again.");
      feed.restart();
      assert.deepEqual([questions.length, feed.problem, feed.isBusy], [3, undefined, true]);
      questions[2]?.answer("one");
      await soon();
      assert.deepEqual([feed.problem, feed.current], [undefined, "one"]);
      feed.retry();
      feed.restart();
      assert.equal(questions.length, 3);
    });
  }

  it("is not overtaken by an older answer, and cancels the question that it leaves", async () => {
    const { feed, questions } = feedOf(Feed);
    feed.want(wish(1));
    feed.want(wish(2));
    assert.deepEqual(
      questions.map(({ signal }) => signal.aborted),
      [true, false],
    );
    questions[1]?.answer("two");
    await soon();
    questions[0]?.answer("one");
    await soon();
    assert.deepEqual([feed.current, feed.problem], ["two", undefined]);
  });

  it("that waits lets the question under way end, then asks for the newest wish alone", async () => {
    const { feed, questions } = feedOf(Feed, true);
    for (const row of [1, 2, 3]) feed.want(wish(row));
    assert.deepEqual(
      questions.map(({ row }) => row),
      [1],
    );
    questions[0]?.answer("one");
    await soon();
    assert.equal(feed.last, undefined);
    assert.deepEqual(
      questions.map(({ row }) => row),
      [1, 3],
    );
    questions[1]?.answer("three");
    await soon();
    assert.deepEqual([feed.current, feed.isBusy], ["three", false]);
  });

  it("of a model keeps nothing of another one", async () => {
    const { feed, questions } = feedOf(ModelFeed);
    feed.want(wish(1));
    questions[0]?.answer("one");
    await soon();
    feed.want(wish(2));
    assert.equal(feed.last?.answer, "one");
    feed.want({ row: 1, model: { ...model, contextLength: 5 as never } });
    assert.equal(feed.last, undefined);
  });
});
