import assert from "node:assert/strict";
import { randomRows, rowOf, withModel } from "../../../support/openedModel";

describe("A look-up and a one-hot product", () => {
  const table = randomRows(1200, 40, 1);

  it("give the same vectors to the last bit", async () => {
    await withModel(table, randomRows(1, 40, 2), async (model) => {
      const ids = [2, 3, 5, 1, 1199, 0, 2];
      const answer = await model.lookUpTwoWays(Int32Array.from(ids));
      const expected = ids.flatMap((id) => [...rowOf(table, id)]);
      assert.deepEqual(answer.shape, [7, 40]);
      assert.deepEqual([...answer.gathered], expected);
      assert.deepEqual([...answer.multiplied], expected);
      assert.equal(answer.difference, 0);
      assert.notEqual(answer.gathered.buffer, answer.multiplied.buffer);
    });
  });

  it("are the same for a vocabulary of one token", async () => {
    const one = randomRows(1, 3, 3);
    await withModel(one, one, async (model) => {
      const { multiplied, difference } = await model.lookUpTwoWays(Int32Array.of(0));
      assert.deepEqual([...multiplied], [...one.values]);
      assert.equal(difference, 0);
    });
  });

  it("are refused for ids that are not there and for matrices too large", async () => {
    await withModel(
      table,
      randomRows(1, 40, 4),
      async (model) => {
        const ask = (...ids: number[]) => model.lookUpTwoWays(Int32Array.from(ids));
        await assert.rejects(ask(0, 1200), /Id 1200 is outside the model's vocabulary of 1200/);
        await assert.rejects(ask(-1), /Id -1 is outside/);
        await assert.rejects(ask(), /at least one id/);
        await assert.rejects(ask(...Array<number>(300).fill(0)), {
          name: "RangeError",
          message: /one-hot matrix \[300, 1200\] would take 1\.4 MiB, more than .* 1\.0 MiB/,
        });
      },
      { memoryLimit: 2 ** 20 },
    );
  });

  it("are refused where the rows themselves would take too much", async () => {
    const wide = randomRows(2, 2 ** 16, 5);
    await withModel(
      wide,
      randomRows(1, 2 ** 16, 6),
      async (model) => {
        await assert.rejects(model.lookUpTwoWays(new Int32Array(9)), {
          name: "RangeError",
          message: /^Vectors of 9 ids, .* width 65536, would take 9\.0 MiB, more than .* 8\.0 MiB/,
        });
        assert.equal((await model.lookUpTwoWays(new Int32Array(8))).difference, 0);
      },
      { memoryLimit: 2 ** 23 },
    );
  });
});
