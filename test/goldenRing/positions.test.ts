import assert from "node:assert/strict";
import { join } from "node:path";
import { verifyGpt2Table } from "../../src/embeddings/gpt2/gpt2Tables";
import { DiskFiles } from "../../src/embeddings/store/node/diskFiles";
import { assertClose } from "../support/close";
import { cases, goldenFolder, gpt2Positions } from "../../.ci/support/golden";
import { randomRows, withModel } from "../support/openedModel";
import { runtimes } from "../support/runtimes";

describe("GPT-2's own positions", () => {
  const token = randomRows(1, 768, 6);

  it("are those that the extension takes from a server", async () => {
    for (const name of cases(["wpe.f32.bin"])) {
      const files = new DiskFiles(join(goldenFolder, "gpt2"));
      assert.equal(await verifyGpt2Table("wpe", files, name), undefined);
    }
  });

  for (const [kind, runtime] of Object.entries(runtimes)) {
    it(`are told apart by their first and last rows by the ${kind} runtime`, async () => {
      for (const table of cases([gpt2Positions()])) {
        await withModel(
          token,
          table,
          async (model) => {
            const { cosines } = await model.positionSimilarity();
            const toNext = (row: number): number => cosines[row * 1024 + row + 1] ?? NaN;
            assert.equal(toNext(0).toFixed(2), "0.52");
            assert.equal(toNext(1022).toFixed(2), "0.03");
            const inner = Array.from({ length: 1021 }, (_, at) => toNext(at + 1));
            assert.ok(Math.min(...inner) > 0.9);
            const mean = inner.reduce((sum, cosine) => sum + cosine, 0) / inner.length;
            assert.ok(Math.abs(mean - 0.998) < 0.001);
          },
          { runtime },
        );
      }
    });
  }

  it("have the same principal components by both runtimes", async () => {
    for (const table of cases([gpt2Positions()])) {
      await withModel(token, table, (native) =>
        withModel(
          token,
          table,
          async (wasm) => {
            const [pca, expected] = [await wasm.positionPca(), await native.positionPca()];
            assertClose(pca.ratios, expected.ratios);
            assert.ok(pca.ratios[0]! > pca.ratios[1]! && pca.ratios[1]! > pca.ratios[2]!);
          },
          { runtime: runtimes.wasm },
        ),
      );
    }
  });
});
