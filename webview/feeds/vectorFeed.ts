import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import type { Vectors } from "../../src/shared/values/vectors";
import { isSameModel, ModelFeed } from "./modelFeed";
import type { VectorWish, WindowVectors } from "./windowVectors";

/** Values of a window from which on its vectors take so long that typing would have to wait. */
const MANY = 1 << 17;
/** Milliseconds without another edit that are taken for a pause. */
const PAUSE = 400;

/**
 * Asks for one window at a time; the newest wish wins, and what is shown stays until then. While a
 * person types, those of a large window wait for a pause, so that the tokens need not.
 */
export class VectorFeed extends ModelFeed<VectorWish, WindowVectors> {
  private pause: ReturnType<typeof setTimeout> | undefined;
  /** The newest wish, which may wait for the pause, as JSON. */
  private newest: string | undefined;

  override want(wish: VectorWish | undefined): void {
    const newest = JSON.stringify(wish);
    if (newest === this.newest) return;
    this.newest = newest;
    clearTimeout(this.pause);
    const before = this.last?.wish;
    const isEdit = wish !== undefined && before !== undefined && wish.version !== before.version;
    const isLarge = isEdit && wish.maxLength * wish.model.dimensions >= MANY;
    if (!isLarge || wish.maxLength !== before.maxLength || !isSameModel(wish, before)) {
      super.want(wish);
      return;
    }
    this.pause = setTimeout(() => {
      super.want(wish);
    }, PAUSE);
  }
}

type Host = Pick<Remote<PanelHost>, "vectors" | "positionVectors">;

export function vectorFeed(host: () => Host): VectorFeed {
  /** The longest position rows so far of one model: they are the same in every window. */
  let known = { model: "", position: new Float32Array() };
  return new VectorFeed(async ({ version, window, start, maxLength, model }) => {
    const name = JSON.stringify(model);
    const size = maxLength * model.dimensions;
    const isKnown = known.model === name && known.position.length >= size;
    const [token, position] = await Promise.all([
      host().vectors(version, start, start + maxLength),
      isKnown ? known.position : host().positionVectors(maxLength),
    ]);
    if (token === undefined) return undefined;
    // Another model was taken meanwhile: the host is about to tell of it.
    if (token.length !== size || position.length < size) return undefined;
    known = { model: name, position };
    const vectors = sumOf(token, position.subarray(0, size), maxLength);
    return { window, start, vectors };
  }, true);
}

/** A sum of two float32, rounded to float32, is the same here as in ONNX Runtime. */
function sumOf(
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
