import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputFolder, root } from "./support/folders";
import { main } from "./support/main";
import { idsOf } from "./training/ids";
import { trainOnText } from "./training/textGpt";
import { SAMPLE_TRAINING } from "./training/sampleTraining";

/** Trains a small GPT on the sample, for pictures and tests that need a model which has learned. */
main(async () => {
  const text = readFileSync(join(root, "media/sample.txt"), "utf8").replaceAll("\r\n", "\n");
  const began = Date.now();
  const { losses, file, config } = trainOnText(idsOf(text), {
    ...SAMPLE_TRAINING,
    told: (step, loss) => {
      if (step % 20 === 0) console.log(`step ${step}: loss ${loss.toFixed(4)}`);
    },
  });
  const folder = outputFolder("sample-gpt");
  writeFileSync(join(folder, "model.safetensors"), file);
  writeFileSync(join(folder, "config.json"), config);
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  console.log(`Last loss ${losses.at(-1)?.toFixed(4) ?? ""} after ${seconds} s: ${folder}`);
  return 0;
});
