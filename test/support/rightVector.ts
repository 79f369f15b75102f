import assert from "node:assert/strict";
import { TorchRandom } from "../../src/embeddings/seeded/torchRandom";
import type { Neighbour } from "./neighbour";

const ID = 40;

/** Asks a window for an id's vector in a seeded model, which must be PyTorch's, and for its neighbors. */
export async function assertRightVector(
  window: Neighbour,
  seed: number,
  dimensions = 256,
): Promise<void> {
  const values = new Float32Array((ID + 1) * dimensions);
  new TorchRandom(seed).normal(values);
  const { token } = await window.call<{ token: number[] }>("embed", [[ID]]);
  assert.deepEqual(token, [...values.subarray(ID * dimensions)]);
  const [nearest] = await window.call<{ id: number }[]>("nearestTokens", ID, 3);
  assert.equal(nearest?.id, ID);
}
