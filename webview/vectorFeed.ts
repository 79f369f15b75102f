import type { ModelInfo, Vectors, WindowVectors } from "../src/shared/vectors";
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

type Load = (
  version: number,
  from: number,
  to: number,
  withPositions: boolean,
) => Promise<WindowVectors | undefined>;

export function vectorFeed(load: Load, changed: () => void): VectorFeed {
  /** The longest position rows so far of one model: they are the same in every window. */
  let known = { model: "", position: new Float32Array() };
  return new NewestFeed(async ({ version, window, start, maxLength, model }) => {
    const name = JSON.stringify(model);
    const size = maxLength * model.dimensions;
    const isKnown = known.model === name && known.position.length >= size;
    const answer = await load(version, start, start + maxLength, !isKnown);
    if (answer === undefined) return undefined;
    // Another model was taken meanwhile: the host is about to tell of it.
    if (answer.token.length !== size) return undefined;
    if (answer.position !== undefined) known = { model: name, position: answer.position };
    const vectors = summed(answer.token, known.position.subarray(0, size), maxLength);
    return { window, start, vectors };
  }, changed);
}

/** A sum of two float32, rounded to float32, is the same here as in ONNX Runtime. */
function summed(
  token: Float32Array<ArrayBuffer>,
  position: Float32Array<ArrayBuffer>,
  rows: number,
): Vectors {
  const input = new Float32Array(token.length);
  for (let at = 0; at < input.length; at++) {
    input[at] = (token[at] as number) + (position[at] as number);
  }
  return { shape: [1, rows, token.length / rows], token, position, input };
}
