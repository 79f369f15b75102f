import assert from "node:assert/strict";
import { SCORED_TOKENS, type WindowScores } from "../../../../src/shared/values/predictionAnswers";
import { DocumentScore, type ScoredDocument } from "../../../../webview/feeds/documentScore";

const MODEL = {
  source: "seeded",
  name: "seeded 123",
  vocabularySize: 10,
  dimensions: 4,
  contextLength: 8,
} as const;
/** Windows [0, 4), [2, 6), [4, 8) of ten tokens. */
const DOCUMENT: ScoredDocument = {
  version: 1,
  ...{ tokenCount: 10, maxLength: 4, stride: 2, count: 3 },
  leftOut: new Uint32Array(),
  model: MODEL,
};

/** What comes of a window: its number, and a tenth for each token of context. */
function scores({ maxLength }: ScoredDocument, first: number, end: number): WindowScores {
  const rows = Array.from({ length: (end - first) * maxLength }, (_, at) => at);
  return {
    surprisal: Float32Array.from(
      rows,
      (at) => first + Math.floor(at / maxLength) + (at % maxLength) / 10,
    ),
    byteLengths: Uint32Array.from(rows, () => 3),
  };
}

const near = (one: number, other: number): boolean => Math.abs(one - other) < 1e-5;

describe("The score of a document", () => {
  it("has each token with the most and the least context that its windows give it", async () => {
    const score = new DocumentScore(async (_, first, end) => scores(DOCUMENT, first, end));
    score.use(DOCUMENT);
    await score.start();
    assert.equal(score.state, "done");
    const { most, least, windows, once, bytes, done } = score.scores!;
    const rounded = (values: Float32Array) => Array.from(values, (each) => Number(each.toFixed(1)));
    assert.deepEqual(rounded(most), [NaN, 0, 0.1, 0.2, 0.3, 1.2, 1.3, 2.2, 2.3, NaN]);
    assert.deepEqual(rounded(least), [NaN, 0, 0.1, 1, 1.1, 2, 2.1, 2.2, 2.3, NaN]);
    assert.equal(windows.tokens, 12);
    assert.ok(near(windows.nats, 0.6 + 4.6 + 8.6));
    assert.equal(once.tokens, 8);
    assert.ok(near(once.nats, 0.6 + 2.5 + 4.5));
    assert.equal(bytes, 24);
    assert.equal(done, 3);
  });

  it("leaves out of the loss what drop_last leaves out, and not of the lane", async () => {
    const score = new DocumentScore(async (_, first, end) => scores(DOCUMENT, first, end));
    score.use({ ...DOCUMENT, leftOut: Uint32Array.of(2) });
    await score.start();
    const { windows, once } = score.scores!;
    assert.deepEqual([windows.tokens, once.tokens], [8, 8]);
  });

  it("asks for as many windows as one answer holds, goes on where it was stopped, and stops for an edit", async () => {
    const asked: [number, number][] = [];
    const document = { ...DOCUMENT, tokenCount: 5001, maxLength: 1024, stride: 512, count: 8 };
    let pause: (() => void) | undefined;
    const score = new DocumentScore(async (_, first, end, signal) => {
      asked.push([first, end]);
      if (first > 0 && pause === undefined) {
        await new Promise<void>((resolve) => {
          pause = resolve;
        });
        signal.throwIfAborted();
      }
      return scores(document, first, end);
    });
    score.use(document);
    const running = score.start();
    while (pause === undefined) await new Promise(setImmediate);
    assert.equal(score.state, "running");
    score.stop();
    pause();
    await running;
    assert.equal(score.state, "stopped");
    assert.equal(score.scores?.done, SCORED_TOKENS / 1024);
    await score.start();
    assert.equal(score.state, "done");
    assert.deepEqual(asked, [
      [0, 4],
      [4, 8],
      [4, 8],
    ]);
    score.use({ ...document, version: 2 });
    assert.equal(score.state, "idle");
    assert.equal(score.scores, undefined);
    const again = score.start();
    score.use({ ...document, version: 3 });
    await again;
    assert.equal(score.state, "edited");
    assert.equal(score.scores, undefined);
  });

  it("keeps what is done where the model fails in the middle, and says why", async () => {
    const document = { ...DOCUMENT, tokenCount: 5001, maxLength: 1024, stride: 512, count: 8 };
    const score = new DocumentScore(async (_, first, end) => {
      if (first > 0) throw new Error("The worker stopped.");
      return scores(document, first, end);
    });
    score.use(document);
    await score.start();
    assert.equal(score.state, "stopped");
    assert.equal(score.problem, "The worker stopped.");
    assert.equal(score.scores?.done, 4);
  });
});
