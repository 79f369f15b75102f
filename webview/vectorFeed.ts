import type { ModelInfo, Vectors } from "../src/shared/vectors";
import { NewestFeed } from "./vectors/newestFeed";

/** The vectors of one window, and what they were asked with. */
export interface ShownVectors {
  readonly window: number;
  /** Document token of the window's first row. */
  readonly start: number;
  readonly vectors: Vectors;
}

export interface VectorWish {
  readonly version: number;
  readonly window: number;
  readonly start: number;
  readonly maxLength: number;
  readonly model: ModelInfo;
}

/** Asks for one window at a time; the newest wish wins, and what is shown stays until then. */
export type VectorFeed = NewestFeed<VectorWish, ShownVectors>;

export function vectorFeed(
  load: (version: number, from: number, to: number) => Promise<Vectors | undefined>,
  changed: () => void,
): VectorFeed {
  return new NewestFeed(async ({ version, window, start, maxLength }) => {
    const vectors = await load(version, start, start + maxLength);
    return vectors === undefined ? undefined : { window, start, vectors };
  }, changed);
}
