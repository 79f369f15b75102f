import assert from "node:assert/strict";
import { atFirstUse } from "../../../../src/shared/base/firstUse";

describe("What is made at its first use", () => {
  it("is made once, also where it is asked for again meanwhile", async () => {
    let made = 0;
    const use = atFirstUse(async () => ++made);
    assert.equal(made, 0);
    assert.deepEqual(await Promise.all([use(), use()]), [1, 1]);
    assert.equal(await use(), 1);
  });

  it("is made again by the next use where that failed", async () => {
    let tries = 0;
    const use = atFirstUse(async () => {
      if (++tries === 1) throw new Error("The first one fails.");
      return tries;
    });
    await assert.rejects(use(), /The first one fails/);
    assert.equal(await use(), 2);
    assert.equal(await use(), 2);
  });
});
