import { clamp } from "../../src/shared/base/numbers";
import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { loaderBatch, windowStart } from "../../src/windows/loaderWindows";
import type { OrderedLoader } from "./orderedLoader";
import { ModelFeed } from "./modelFeed";

/** Windows shown at once, and values of one table of all of them together. */
const MOST_WINDOWS = 16;
const MOST_VALUES = 1 << 22;

/** Some windows of a batch: all, or the page of them that has the chosen one. */
export interface BatchWish {
  readonly version: number;
  /** B, windows in the batch. */
  readonly windows: number;
  /** The batch's first window, in loader order. */
  readonly batchFirst: number;
  /** The first window that is shown. */
  readonly first: number;
  /** First document token of each window that is shown. */
  readonly starts: readonly number[];
  /** L */
  readonly length: number;
  readonly model: ModelInfo;
}

/** Vectors of the windows that are shown. */
export interface BatchVectors {
  /** `[L, D]` for each window. */
  readonly token: readonly Float32Array<ArrayBuffer>[];
  readonly input: readonly Float32Array<ArrayBuffer>[];
}

export type BatchFeed = ModelFeed<BatchWish, BatchVectors>;

type Host = Pick<Remote<PanelHost>, "vectors" | "positionVectors">;

export function batchFeed(host: () => Host): BatchFeed {
  return new ModelFeed(async ({ version, starts, length, model }) => {
    const [position, ...token] = await Promise.all([
      host().positionVectors(length),
      ...starts.map((start) => host().vectors(version, start, start + length)),
    ]);
    const size = length * model.dimensions;
    const known = token.filter((rows) => rows?.length === size) as Float32Array<ArrayBuffer>[];
    // Rows of two versions or models: the host is about to tell of the newer one.
    if (known.length < starts.length || position.length !== size) return undefined;
    return { token: known, input: known.map((rows) => sumOf(rows, position)) };
  }, true);
}

/** The batch of a window that is looked at, as far as it is shown. */
export function batchWish(
  window: number,
  version: number,
  loader: OrderedLoader,
  model: ModelInfo,
): BatchWish {
  const { first: batchFirst, end } = loaderBatch(window, loader);
  const { maxLength } = loader.options;
  const room = Math.floor(MOST_VALUES / (maxLength * model.dimensions));
  const shown = clamp(room, 1, MOST_WINDOWS);
  const first = batchFirst + shown * Math.floor((window - batchFirst) / shown);
  const count = Math.min(shown, end - first);
  const starts = Array.from({ length: count }, (_, at) => windowStart(first + at, loader));
  return {
    version,
    windows: end - batchFirst,
    batchFirst,
    first,
    starts,
    length: maxLength,
    model,
  };
}

/** A sum of two float32, rounded to float32, is the same here as in ONNX Runtime. */
function sumOf(
  token: Float32Array<ArrayBuffer>,
  position: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  return token.map((value, at) => value + (position[at] ?? 0));
}
