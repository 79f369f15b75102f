import assert from "node:assert/strict";
import { batchOf } from "../../../src/embeddings/queries/batch";
import { DiskFiles } from "../../../src/embeddings/store/node/diskFiles";
import { nativeRuntime } from "../../../src/embeddings/runtime/node/nativeRuntime";
import { floatsOf } from "../../../src/embeddings/runtime/runtime";
import { Sessions } from "../../../src/embeddings/runtime/sessions";
import { blockGraph, blockInputs, chunksOf } from "../../../src/gpt/graphs/blockGraphs";
import { seededGptInfo } from "../../../src/gpt/seeded/seededGpt";
import { seededParameters } from "../../../src/gpt/seeded/seededParameters";
import type { Predictions } from "../../../src/shared/values/predictions";
import type { ModelChoice } from "../../../src/shared/values/modelChoices";
import { pause } from "../../../src/workers/node/threadChannel";
import { freshFolder } from "../../../.ci/support/folders";
import { seeded } from "../../support/random";
import { assertNear } from "../../support/gptGolden";
import { withVectorService } from "../../support/vectorServiceHere";

const SIZES = { vocabularySize: 97, dimensions: 24, contextLength: 40 } as const;
const SMALL = { source: "seeded", ...SIZES, layers: 3, heads: 4 } as const satisfies ModelChoice;
/** Windows of a length, of ids that come from a seed. */
const rowsOf = (rows: number, length: number, seed: number): number[][] => {
  const draw = seeded(seed);
  return Array.from({ length: rows }, () =>
    Array.from({ length }, () => draw(SIZES.vocabularySize)),
  );
};

describe("Predictions of a whole GPT", () => {
  it("of a prefix do not depend on what follows", () =>
    withVectorService(async (call) => {
      for (const seed of [1, 2, 3]) {
        const qkvBias = seed === 2;
        await call.use({ ...SMALL, seed, qkvBias }, Infinity);
        const [ids, other] = rowsOf(2, 40, seed);
        const whole = await call.predict(batchOf([ids!]), { top: 5 });
        for (const length of [1, 2, 17, 39]) {
          const about = `seed ${seed}, ${length} of 40`;
          const changed = [...ids!.slice(0, length), ...other!.slice(length)];
          for (const row of [ids!.slice(0, length), changed]) {
            const part = await call.predict(batchOf([row]), { top: 5 });
            const same = 5 * length;
            const logs = part.topLogProbabilities.subarray(0, same);
            assertNear(logs, whole.topLogProbabilities.subarray(0, same), about, 1e-5);
            const known = length - 1;
            const surprisal = part.surprisal.subarray(0, known);
            assertNear(surprisal, whole.surprisal.subarray(0, known), about, 1e-5);
          }
        }
      }
    }));

  it("of a row are the same beside others, however many go through the blocks at once", () =>
    withVectorService(async (call) => {
      await call.use(SMALL, Infinity);
      const rows = rowsOf(60, 33, 4);
      const targets = Int32Array.from(rows, (_, at) => at);
      const all = await call.predict(batchOf(rows), { top: 3, targets });
      assert.deepEqual([...all.shape], [60, 33, 3]);
      for (const at of [0, 29, 30, 31, 59]) {
        const one = await call.predict(batchOf([rows[at]!]), {
          top: 3,
          targets: Int32Array.of(at),
        });
        const [start, end] = [33 * at, 33 * (at + 1)];
        assertNear(all.surprisal.subarray(start, end), one.surprisal, `row ${at}`, 1e-5);
        assertNear(all.ranks.subarray(start, end), one.ranks, `row ${at}`, 0);
        assert.deepEqual(all.topIds.subarray(3 * start, 3 * end), one.topIds);
      }
    }));

  it("are left out of what is context alone, and the same from there on", () =>
    withVectorService(async (call) => {
      await call.use(SMALL, Infinity);
      const rows = rowsOf(45, 33, 6);
      const targets = Int32Array.from(rows, (_, at) => at);
      const whole = await call.predict(batchOf(rows), { top: 3, targets });
      for (const from of [1, 20, 32]) {
        const part = await call.predict(batchOf(rows), { top: 3, targets, from });
        for (const row of [0, 31, 44]) {
          const [start, first, end] = [33 * row, 33 * row + from, 33 * (row + 1)];
          assert.ok(part.surprisal.subarray(start, first).every(Number.isNaN));
          const own = part.surprisal.subarray(first, end);
          assertNear(own, whole.surprisal.subarray(first, end), `row ${row} from ${from}`, 1e-5);
          const ids = (of: Predictions) => of.topIds.subarray(3 * first, 3 * end);
          assert.deepEqual(ids(part), ids(whole));
        }
      }
    }));

  it("of a long window are the same, however many queries are attended at a time", async () => {
    const folder = freshFolder("chunks");
    const files = new DiskFiles(folder);
    const sizes = { ...SMALL, contextLength: 300, qkvBias: true };
    const info = seededGptInfo(sizes);
    const { tables, parameters } = await seededParameters(
      info,
      files,
      undefined,
      pause,
      () => undefined,
    );
    const sessions = new Sessions(tables.graph, files, nativeRuntime, true);
    const draw = seeded(9);
    const block = parameters.blocks[0]!;
    for (const length of [129, 256, 300]) {
      const x = Float32Array.from({ length: 2 * length * 24 }, () => draw(2000) / 1000 - 1);
      const inputs = blockInputs(x, [2, length], parameters);
      const [whole, inChunks] = [1, chunksOf(length)].map(async (chunks) => {
        const outputs = await sessions.run(blockGraph(block, 0, parameters, chunks), inputs, ["y"]);
        return floatsOf(outputs, "y");
      });
      assert.ok(chunksOf(length) > 1);
      assertNear(await inChunks!, await whole!, `length ${length}`, 1e-5);
    }
    await sessions.close();
  });

  it("add up to 1, and tell how many ids are likelier than the next one", () =>
    withVectorService(async (call) => {
      await call.use(SMALL, Infinity);
      const [ids] = rowsOf(1, 12, 5);
      const { vocabularySize } = SIZES;
      const batch = batchOf([ids!]);
      const { topIds, topLogProbabilities, surprisal, ranks } = await call.predict(batch, {
        top: vocabularySize,
        targets: Int32Array.of(7),
      });
      for (const [at, next] of [...ids!.slice(1), 7].entries()) {
        const own = topIds.subarray(at * vocabularySize, (at + 1) * vocabularySize);
        const logs = topLogProbabilities.subarray(at * vocabularySize, (at + 1) * vocabularySize);
        assert.equal(ranks[at], own.indexOf(next));
        assert.ok(Math.abs(surprisal[at]! + logs[ranks[at]]!) < 1e-5);
        const sum = logs.reduce((all, each) => all + Math.exp(each), 0);
        assert.ok(Math.abs(sum - 1) < 1e-4, String(sum));
        assert.deepEqual(
          [...logs],
          [...logs].sort((a, b) => b - a),
        );
      }
      // What the last block gives is what the predictions are made of.
      const lens = await call.lens(batch, 3, 4);
      assert.deepEqual(
        [...lens.topIds],
        [...ids!.keys()].flatMap((at) => [
          ...topIds.subarray(at * vocabularySize, at * vocabularySize + 4),
        ]),
      );
    }));

  it("are given up between two blocks when nobody waits for them, newest first", () =>
    withVectorService(async (call) => {
      await call.use({ ...SMALL, layers: 40 }, Infinity);
      const [ids] = rowsOf(1, 40, 6);
      const batch = batchOf([ids!]);
      const controller = new AbortController();
      const given = call.predict(batch, { top: 1 }, controller.signal);
      await pause();
      controller.abort(new Error("enough"));
      await assert.rejects(given, /enough/);
      const answered: string[] = [];
      const first = call.predict(batch, { top: 1 }).then(() => answered.push("first"));
      await pause();
      const second = call.residual(batch, 1).then(() => answered.push("second"));
      await Promise.all([first, second]);
      assert.deepEqual(answered, ["second", "first"]);
    }));
});

describe("A whole GPT that cannot be asked so", () => {
  it("says what is wrong, and answers on", () =>
    withVectorService(async (call) => {
      await call.use(SMALL, Infinity);
      const batch = batchOf([[1, 2, 3]]);
      const predict = (ids: number[][], top = 1, targets?: Int32Array) =>
        call.predict(batchOf(ids), targets === undefined ? { top } : { top, targets });
      const refused: [() => Promise<unknown>, RegExp][] = [
        [() => predict([[97]]), /Id 97 is outside the model's vocabulary of 97/],
        [() => predict([Array<number>(41).fill(0)]), /41 positions are beyond .* context of 40/],
        [() => predict([[1]], 98), /predicted tokens must be a whole number from 1 to 97, not 98/],
        [() => predict([[1]], 1.5), /from 1 to 97, not 1\.5/],
        [() => predict([[1]], 1, Int32Array.of(97)), /Id 97 is outside/],
        [() => predict([[1]], 1, Int32Array.of(1, 2)), /a target for each of the 1 rows, not 2/],
        [() => call.attention(batch, 3), /layer must be a whole number from 0 to 2, not 3/],
        [() => call.attention(batch, -1), /from 0 to 2, not -1/],
        [() => call.residual(batch, 4), /from 0 to 3, not 4/],
        [() => call.lens(batch, 0.5, 1), /from 0 to 3, not 0\.5/],
        [() => call.lens(batch, 0, 0), /from 1 to 97, not 0/],
      ];
      for (const [ask, why] of refused) await assert.rejects(ask, why);
      assert.equal((await call.predict(batch, { top: 2 })).topIds.length, 6);
    }));

  it("is two tables: a sentence tells how to get a whole one", () =>
    withVectorService(async (call) => {
      await call.use({ source: "seeded", ...SIZES }, Infinity);
      const batch = batchOf([[1]]);
      const questions = [
        () => call.predict(batch, { top: 1 }),
        () => call.attention(batch, 0),
        () => call.residual(batch, 0),
        () => call.lens(batch, 0, 1),
      ];
      for (const ask of questions) await assert.rejects(ask, /Choose a whole GPT/);
      assert.equal((await call.embed(batch)).token.length, SIZES.dimensions);
    }));

  it("is none: its heads, layers or sizes do not go together", () =>
    withVectorService(async (call) => {
      await call.use(SMALL, Infinity);
      const refused: [Partial<typeof SMALL> | object, RegExp][] = [
        [{ heads: 5 }, /5 heads do not divide the width 24/],
        [{ heads: 0 }, /heads must be a whole number from 1 to 24, not 0/],
        [{ layers: 0 }, /layers must be a whole number from 1 to 256, not 0/],
        [{ layers: undefined }, /needs both layers and heads/],
        [{ heads: undefined }, /needs both layers and heads/],
        [{ dimensions: 8192, heads: 64 }, /A block of width 8192 takes/],
      ];
      for (const [wrong, why] of refused) {
        await assert.rejects(call.use({ ...SMALL, ...wrong }, Infinity), why);
      }
      assert.equal((await call.predict(batchOf([[1]]), { top: 1 })).topIds.length, 1);
    }));

  it("takes more memory or more of the disk than there is: nothing of it is made", async () => {
    class SmallDisk extends DiskFiles {
      override async free(): Promise<number> {
        return 50_000;
      }
    }
    const folder = freshFolder("smallDisk");
    const files = new SmallDisk(folder);
    await withVectorService(
      async (call) => {
        await call.use({ source: "seeded", ...SIZES }, Infinity);
        const before = await files.list();
        await assert.rejects(
          call.use(SMALL, Infinity),
          /The parameters of seeded 123, 3 layers need .* on disk, and .* are free\. Make room/,
        );
        assert.deepEqual(
          (await files.list()).map(({ name }) => name),
          before.map(({ name }) => name),
        );
      },
      { files },
    );
    await withVectorService(
      async (call) => {
        // GPT-2 XL's sizes.
        const xl = { dimensions: 1600, contextLength: 1024, layers: 48, heads: 25 };
        await assert.rejects(
          call.use({ source: "seeded", ...xl }, Infinity),
          /parameters of seeded 123, 48 layers take 6\..* has 8\.0 GiB of memory/,
        );
      },
      { memory: 2 ** 33 },
    );
  });
});
