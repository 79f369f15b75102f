import assert from "node:assert/strict";
import type { Analysis } from "../../../src/analysis/analysis";
import { Scores, type DocumentScores, type ScoringModels } from "../../../src/analysis/scores";
import { callController } from "../../../src/shared/base/callSignal";
import type { ModelInfo } from "../../../src/shared/values/vectors";
import { seeded } from "../../support/random";

const GPT: ModelInfo = {
  source: "seeded",
  name: "small",
  vocabularySize: 500,
  dimensions: 8,
  contextLength: 64,
  layers: 2,
  heads: 2,
};

/** A model whose surprisal of a token is made of it and of how many were before it. */
class CountingModel implements ScoringModels {
  info: ModelInfo = GPT;
  /** Lengths of the windows that were asked for. */
  readonly asked: number[] = [];
  /** Their first positions that something was asked of. */
  readonly froms: number[] = [];
  async current(): Promise<ModelInfo> {
    return this.info;
  }
  readonly predict: ScoringModels["predict"] = async ({ ids, length }, options, signal) => {
    const { top, from = 0 } = options;
    signal?.throwIfAborted();
    this.froms.push(from);
    this.asked.push(length);
    return {
      shape: [1, length, top],
      surprisal: Float32Array.from(ids, (_, at) => (ids[at + 1] ?? NaN) + (at + 1) / 1024),
      ranks: Uint32Array.from(ids, (_, at) => ids[at + 1] ?? 0),
      topIds: Uint32Array.from({ length: length * top }, (_, at) => at % top),
      topLogProbabilities: new Float32Array(length * top).fill(-1),
    };
  };
}

/** As much of a document's analysis as is asked. */
function documentOf(ids: Uint32Array): Analysis {
  const slice = async (from: number, to: number) => ({
    version: 1,
    first: from,
    ids: ids.slice(from, to),
  });
  return { call: { slice } } as unknown as Analysis;
}

const known = (scores: DocumentScores, length: number): (number | undefined)[] =>
  Array.from({ length }, (_, token) => scores.surprisalOf(token));

describe("Scores of a document's tokens", () => {
  const random = seeded(1);
  const ids = Uint32Array.from({ length: 2000 }, () => random(400));
  let model: CountingModel;
  let scores: Scores;
  const of = async (document: Uint32Array, from: number, to: number): Promise<DocumentScores> => {
    const found = await scores.of(documentOf(document), from, to);
    return found ?? assert.fail("The model predicts.");
  };
  beforeEach(() => {
    model = new CountingModel();
    scores = new Scores(model);
  });

  it("are of each token after those before it, but for the first", async () => {
    const found = await of(ids, 0, ids.length);
    assert.deepEqual(new Set(known(found, ids.length)), new Set([undefined]));
    await found.complete(() => 0);
    const [first, ...others] = known(found, ids.length);
    assert.equal(first, undefined);
    for (const [at, surprisal] of others.entries()) {
      assert.equal(Math.floor(surprisal ?? NaN), ids[at + 1]);
    }
    const score = found.scoreOf(1000) ?? assert.fail();
    assert.equal(score.rank, ids[1000]);
    assert.equal(score.surprisal, (ids[1000] ?? NaN) + score.context / 1024);
    assert.deepEqual(
      score.likeliest.map(({ id }) => id),
      [0, 1, 2, 3, 4],
    );
    assert.ok(Math.max(...model.asked) <= GPT.contextLength);
  });

  it("come first where a person looks", async () => {
    const found = await of(ids, 0, ids.length);
    const stop = callController();
    await found.complete(
      () => 1234,
      () => {
        stop.abort();
      },
      stop.signal,
    );
    assert.notEqual(found.surprisalOf(1234), undefined);
    assert.equal(model.asked.length, 1);
  });

  it("are kept: scrolled back they cost nothing, and after an edit what is around it", async () => {
    await (await of(ids, 0, ids.length)).complete(() => 0);
    const all = model.asked.length;
    await (await of(ids, 300, 900)).complete(() => 300);
    assert.equal(model.asked.length, all);
    const edited = Uint32Array.from([...ids.subarray(0, 777), 7, 8, ...ids.subarray(777)]);
    const found = await of(edited, 0, edited.length);
    const missing = known(found, edited.length).filter((each) => each === undefined).length;
    assert.ok(missing > 1 && missing < 6 * GPT.contextLength, `${missing} are not known`);
    await found.complete(() => 777);
    assert.ok(model.asked.length <= all + 6, `${model.asked.length} of ${all}`);
    for (let token = 1; token < edited.length; token++) {
      assert.equal(Math.floor(found.surprisalOf(token) ?? NaN), edited[token]);
    }
  });

  it("end in the middle for an edit or a closed text, and go on from there when it is back", async () => {
    const found = await of(ids, 0, 600);
    const end = callController();
    let windows = 0;
    const scored = (): void => {
      windows++;
      if (windows === 2) end.abort();
    };
    await found.complete(() => 0, scored, end.signal);
    assert.deepEqual([windows, model.asked.length], [2, 2]);
    const first = known(found, 600).filter((each) => each !== undefined).length;
    assert.ok(first > 0 && first < 599, String(first));
    // The rest alone is asked for.
    const again = await of(ids, 0, 600);
    assert.deepEqual(known(again, 600), known(found, 600));
    await again.complete(() => 0);
    assert.equal(known(again, 600).filter((each) => each === undefined).length, 1);
    const whole = model.asked.length;
    await (await of(ids, 0, 600)).complete(() => 0);
    assert.equal(model.asked.length, whole);
  });

  it("ask for nothing of what is context alone", async () => {
    const found = await of(ids, 0, ids.length);
    await found.complete(() => 0);
    // A quarter of the context stands before a window, as far as the text has it; its last row counts.
    const starts = model.froms.filter((from) => from !== 15);
    assert.ok(model.froms.length > 30 && starts.every((from) => from < 15), model.froms.join());
    assert.ok(starts.length <= 2, starts.join());
  });

  it("are others of another model, and none of two tables", async () => {
    await (await of(ids, 0, 100)).complete(() => 0);
    const { layers: _, heads: __, ...tables } = GPT;
    model.info = tables;
    assert.equal(await scores.of(documentOf(ids), 0, 100), undefined);
    model.info = { ...GPT, seed: 5 };
    const found = await of(ids, 0, 100);
    assert.deepEqual(new Set(known(found, 100)), new Set([undefined]));
  });

  it("are none of windows with ids that the model has no rows for", async () => {
    const strange = ids.slice();
    strange[50] = GPT.vocabularySize;
    const found = await of(strange, 0, 1000);
    await found.complete(() => 0);
    assert.equal(found.surprisalOf(50), undefined);
    assert.notEqual(found.surprisalOf(500), undefined);
  });
});
