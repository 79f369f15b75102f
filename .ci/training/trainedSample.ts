import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/folders";
import { idsOf } from "./ids";
import { SAMPLE_TRAINING } from "./sampleTraining";
import { trainOnText } from "./textGpt";

/**
 * Trains a small GPT on the sample and writes it, with its `config.json`, into a folder.
 * @param told of the mean loss of each step, in nats
 * @returns the model's file, and the loss of the last step
 */
export function trainSample(
  folder: string,
  told?: (step: number, loss: number) => void,
): { readonly path: string; readonly loss: number } {
  const text = readFileSync(join(root, "media/sample.txt"), "utf8").replaceAll("\r\n", "\n");
  const { losses, file, config } = trainOnText(idsOf(text), {
    ...SAMPLE_TRAINING,
    ...(told && { told }),
  });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "sample-gpt.safetensors");
  writeFileSync(path, file);
  writeFileSync(join(folder, "config.json"), config);
  return { path, loss: losses.at(-1) ?? NaN };
}
