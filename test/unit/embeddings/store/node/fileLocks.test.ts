import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { takeLock } from "../../../../../src/embeddings/store/node/fileLocks";
import { ownerText } from "../../../../../src/embeddings/store/node/owners";
import { freshFolder } from "../../../../../.ci/support/folders";
import { lockRounds, type StaleLock } from "../../../../support/lockRounds";

const ROUNDS = 40;
const SEED = 20_261_128;
const STALE: readonly StaleLock[] = [
  "none",
  "of a killed process",
  "of a number used again",
  "as before",
];

describe("The lock of a file", () => {
  for (const stale of STALE) {
    it(`is had by one of three processes in each of ${ROUNDS} rounds, with a stale lock ${stale}`, async () => {
      const folder = freshFolder("fileLocks");
      const { longest, ...figures } = await lockRounds(folder, ROUNDS, stale, SEED);
      const expected = { rounds: ROUNDS, twice: 0, nobody: 0, kills: ROUNDS / 10 };
      assert.deepEqual(figures, expected, `seed ${SEED}, longest ${longest} ms`);
    });
  }

  it("of a process that cannot be seen is had by another once it gives no sign of life", async () => {
    const folder = freshFolder("fileLocks");
    const elsewhere = (await ownerText()).replace(/^[0-9a-f]{8}/, "0badcafe");
    const claim = `a.f32.${elsewhere}.lock`;
    for (const name of [claim, `${claim}.held`]) await writeFile(join(folder, name), "");
    const unlock = await takeLock(folder, "a.f32", 100);
    assert.ok(!(await readdir(folder)).includes(claim));
    await assert.rejects(takeLock(folder, "a.f32"), /Another window is writing a\.f32/);
    await unlock();
    assert.deepEqual(await readdir(folder), []);
  });

  it("of a process that cannot be seen is its own while it gives signs of life", async () => {
    const folder = freshFolder("fileLocks");
    const elsewhere = (await ownerText()).replace(/^[0-9a-f]{8}/, "0badcafe");
    const claim = join(folder, `a.f32.${elsewhere}.lock`);
    for (const path of [claim, `${claim}.held`]) await writeFile(path, "");
    let beats = 0;
    const beat = setInterval(() => utimesSync(claim, ++beats, beats), 10);
    try {
      await assert.rejects(takeLock(folder, "a.f32", 1e6), /Another window is writing a\.f32/);
    } finally {
      clearInterval(beat);
    }
    assert.ok(beats > 0);
    assert.deepEqual((await readdir(folder)).length, 2);
  });
});
