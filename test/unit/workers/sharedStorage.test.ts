import assert from "node:assert/strict";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Remote } from "../../../src/shared/base/rpc";
import type { ModelChoice } from "../../../src/shared/values/modelChoices";
import type { VectorService } from "../../../src/workers/vectorService";
import { freshFolder } from "../../../.ci/support/folders";
import { runtimes } from "../../support/runtimes";
import { f32, safetensorsFile } from "../../../.ci/support/safetensorsWriter";
import { QUESTIONS, vectorsIn } from "../../support/vectorsIn";

const SEEDED: ModelChoice = {
  source: "seeded",
  vocabularySize: 60,
  dimensions: 8,
  contextLength: 12,
};
const OTHER: ModelChoice = { ...SEEDED, seed: 4 };

/** What can happen to the kept files while a model is in use. */
const REMOVALS: Record<string, (folder: string, other: Remote<VectorService>) => Promise<unknown>> =
  {
    "another window clears the cache": (_, other) => other.clear(true),
    "another window limits the cache to nothing": (_, other) => other.use(OTHER, 0),
    "an older version removes the files": async (folder) => {
      const files = (await readdir(folder, { withFileTypes: true })).filter((each) =>
        each.isFile(),
      );
      for (const { name } of files) await rm(join(folder, name));
    },
    "somebody removes everything": (folder) => rm(folder, { recursive: true }),
  };

for (const [kind, runtime] of Object.entries(runtimes)) {
  describe(`Two windows share their storage, by the ${kind} runtime`, () => {
    let folder: string;
    let losses: string[];
    let mine: Remote<VectorService>;
    let other: Remote<VectorService>;
    beforeEach(() => {
      folder = join(freshFolder("sharedStorage"), "models");
      losses = [];
      mine = vectorsIn(folder, runtime, losses);
      other = vectorsIn(folder, runtime);
    });

    for (const [what, remove] of Object.entries(REMOVALS)) {
      it(`where ${what}, every question is still answered, and the same`, async () => {
        for (const [name, ask] of Object.entries(QUESTIONS)) {
          await other.use(SEEDED, Infinity);
          const right = await ask(other);
          await other.use(OTHER, Infinity);
          // A model of which nothing was asked yet.
          await mine.use(OTHER, Infinity);
          await mine.use(SEEDED, Infinity);
          await remove(folder, other);
          assert.deepEqual(await ask(mine), right, name);
          assert.deepEqual(await ask(mine), right, name);
        }
        assert.deepEqual(losses, []);
      });
    }

    it("a model that no file holds any more says so, and is used again once it is there", async () => {
      const path = join(freshFolder("file"), "m.safetensors");
      const bytes = safetensorsFile({
        "wte.weight": f32([5, 2], (at) => at),
        "wpe.weight": f32([3, 2], (at) => -at),
      });
      await writeFile(path, bytes);
      await mine.use({ source: "file", path }, Infinity);
      await rm(folder, { recursive: true });
      await rm(path);
      await assert.rejects(mine.positions("model"), /m\.safetensors is not there/);
      assert.equal(losses.length, 1);
      assert.match(losses[0] ?? "", /m\.safetensors is not there/);
      await writeFile(path, bytes);
      assert.deepEqual([...(await mine.positions("model")).values], [-0, -1, -2, -3, -4, -5]);
    });

    it("what any window has open stays, and what none has goes", async () => {
      const kept = async (choice: { readonly seed?: number }) =>
        (await readdir(folder)).some((name) => name.includes(`-s${choice.seed ?? 123}-`));
      await mine.use(SEEDED, Infinity);
      await other.use(OTHER, 0);
      assert.equal(await other.clear(true), 0);
      assert.deepEqual([await kept({}), await kept({ seed: 4 })], [true, true]);
      await mine.use({ ...SEEDED, seed: 5 }, Infinity);
      assert.ok((await other.clear(true)) >= 4 * 8 * (60 + 12));
      assert.deepEqual([await kept({}), await kept({ seed: 4 })], [false, true]);
    });
  });
}
