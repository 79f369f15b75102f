import type { GptName } from "../../shared/values/predictionAnswers";
import type { SeededGptSetting } from "../../settings/seededGptKind";

/** The untrained GPTs that a button makes the model at once. */
export const SEEDED_GPTS: Readonly<Record<Exclude<GptName, "gpt2">, SeededGptSetting>> = {
  small: { layers: 2, heads: 4, dimensions: 64 },
  book: { layers: 12, heads: 12, dimensions: 768 },
};
