import assert from "node:assert/strict";
import { GptTrainer } from "../../../.ci/training/gptTrainer";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../.ci/support/folders";
import { idsOf } from "../../../.ci/training/ids";
import { SAMPLE_TRAINING } from "../../../.ci/training/sampleTraining";
import { trainOnText } from "../../../.ci/training/textGpt";
import { seeded } from "../../support/random";

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

  it("learns a text by heart: its loss falls from chance to little, the same for the same seed", () => {
    const text = readFileSync(join(root, "media/sample.txt"), "utf8").split("\r\n\r\n")[0] ?? "";
    const options = { ...SAMPLE_TRAINING, dimensions: 32, contextLength: 16, steps: 80 };
    const { losses, file } = trainOnText(idsOf(text), options);
    assert.ok(Math.abs(losses[0]! - Math.log(50_257)) < 0.5, `first ${losses[0]}`);
    assert.ok(losses.at(-1)! < 1, `last ${losses.at(-1)}`);
    assert.deepEqual(trainOnText(idsOf(text), { ...options, steps: 2 }).losses, losses.slice(0, 2));
    assert.ok(file.length > 50_257 * 32 * 4);
  });
});
