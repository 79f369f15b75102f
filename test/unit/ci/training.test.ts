import assert from "node:assert/strict";
import { GptTrainer } from "../../../.ci/training/gptTrainer";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../.ci/support/folders";
import { idsOf } from "../../../.ci/training/ids";
import { SAMPLE_TRAINING } from "../../../.ci/training/sampleTraining";
import { trainOnText, type TrainedGpt } from "../../../.ci/training/textGpt";
import { batchOf } from "../../../src/embeddings/queries/batch";
import { MemorySource } from "../../support/memorySource";
import { seeded } from "../../support/random";
import { withVectorService } from "../../support/vectorServiceHere";

describe("A GPT that is trained", () => {
  it("follows the slopes that small changes of each parameter show", () => {
    const random = seeded(5);
    const draw = (): number => (random(2001) - 1000) / 400;
    const sizes = {
      layers: 2,
      heads: 2,
      dimensions: 8,
      contextLength: 6,
      vocabularySize: 7,
      sharers: 3,
    };
    const trainer = new GptTrainer(sizes, draw);
    for (const { values } of trainer.parameters) {
      for (const at of values.keys()) values[at] = (values[at] as number) + 0.2 * draw();
    }
    const inputs = Uint32Array.of(1, 4, 1, 6, 0, 2);
    const targets = Uint32Array.of(4, 1, 6, 0, 2, 3);
    trainer.learnFrom(inputs, targets, 1);
    const gradients = trainer.parameters.map(({ gradient }) => gradient.slice());
    trainer.parameters.forEach(({ values }, which) => {
      const gradient = gradients[which]!;
      for (let at = 0; at < values.length; at += 1 + Math.floor(values.length / 9)) {
        const before = values[at]!;
        const loss = (by: number): number => {
          values[at] = before + by;
          return trainer.learnFrom(inputs, targets, 1);
        };
        const slope = (loss(0.01) - loss(-0.01)) / 0.02;
        values[at] = before;
        const own = gradient[at]!;
        assert.ok(
          Math.abs(slope - own) < 2e-3 + 0.02 * Math.abs(slope),
          `parameter ${which} at ${at}: ${own} is not ${slope}`,
        );
      }
    });
  });

  describe("on the first paragraph of the sample", () => {
    const text = readFileSync(join(root, "media/sample.txt"), "utf8").split("\r\n\r\n")[0] ?? "";
    const ids = idsOf(text);
    const options = { ...SAMPLE_TRAINING, dimensions: 32, contextLength: 16, steps: 80 };
    let trained: TrainedGpt;
    before(() => {
      trained = trainOnText(ids, options);
    });

    it("learns it by heart: its loss falls from chance to little, the same for the same seed", () => {
      const { losses, file } = trained;
      assert.ok(Math.abs(losses[0]! - Math.log(50_257)) < 0.5, `first ${losses[0]}`);
      assert.ok(losses.at(-1)! < 1, `last ${losses.at(-1)}`);
      assert.deepEqual(trainOnText(ids, { ...options, steps: 2 }).losses, losses.slice(0, 2));
      assert.ok(file.length > 50_257 * 32 * 4);
    });

    it("is a model file that predicts it mostly right, and whose positions are no noise", async () => {
      const { file, config } = trained;
      const source = new MemorySource({
        "gpt.safetensors": file,
        "config.json": new TextEncoder().encode(config),
      });
      await withVectorService(
        async (call) => {
          const { layers, contextLength } = await call.use(
            { source: "file", path: "gpt.safetensors" },
            Infinity,
          );
          assert.deepEqual([layers, contextLength], [2, 16]);
          const windows = Array.from({ length: ids.length - 16 }, (_, at) => at);
          const batch = batchOf(windows.map((at) => ids.slice(at, at + 16)));
          const { topIds } = await call.predict(batch, { top: 1 });
          // The first token of a window may be followed by several.
          const places = windows.flatMap((at) => range(4, 16).map((place) => [at, place] as const));
          const right = places.filter(
            ([at, place]) => topIds[at * 16 + place] === ids[at + place + 1],
          );
          const share = right.length / places.length;
          assert.ok(share > 0.8, `${share} of ${places.length}`);

          const { cosines } = await call.positionSimilarity({ source: "model" });
          const pairs = range(0, 16).flatMap((a) => range(a + 1, 16).map((b) => a * 16 + b));
          const mean = pairs.reduce((sum, at) => sum + (cosines[at] ?? 0), 0) / pairs.length;
          /** Of the mean of random rows of 32 values. */
          const deviation = 1 / Math.sqrt(32 * pairs.length);
          assert.ok(mean > 4 * deviation, `${mean}, ${deviation}`);
        },
        { source },
      );
    });
  });
});

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, at) => from + at);
