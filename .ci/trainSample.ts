import { outputFolder } from "./support/folders";
import { main } from "./support/main";
import { trainSample } from "./training/trainedSample";

/** Trains a small GPT on the sample, for pictures and tests that need a model which has learned. */
main(async () => {
  const began = Date.now();
  const { path, loss } = trainSample(outputFolder("sample-gpt"), (step, loss) => {
    if (step % 20 === 0) console.log(`step ${step}: loss ${loss.toFixed(4)}`);
  });
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  console.log(`Last loss ${loss.toFixed(4)} after ${seconds} s: ${path}`);
  return 0;
});
