import type { TrainingOptions } from "./textGpt";

/** Less than a minute of one processor, after which the sample is known by heart. */
export const SAMPLE_TRAINING: TrainingOptions = {
  layers: 2,
  heads: 4,
  dimensions: 64,
  contextLength: 64,
  steps: 200,
  windowsPerStep: 2,
  rate: 5e-3,
  seed: 123,
};
