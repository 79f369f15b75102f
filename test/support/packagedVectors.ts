import type { RuntimeChoice } from "../../src/shared/base/runtimes";
import { freshFolder } from "../../.ci/support/folders";
import { vectorClient, type VectorClient } from "./vectorClient";

const CHOICE = { source: "seeded", vocabularySize: 20, dimensions: 8, contextLength: 4 } as const;
const BATCH = { ids: Int32Array.of(3, 0, 19), rows: 1, length: 3, firstPosition: 0 };

export interface PackagedVectors extends Pick<VectorClient, "runtimes" | "deaths"> {
  /** Rows 3, 0 and 19 of the seeded table [20, 8]. */
  readonly token: Float32Array;
  /** The five nearest to row 3. */
  readonly ids: ArrayLike<number>;
}

/**
 * What a package's own vector worker answers, in a process of its own.
 * @param dist the package's folder of bundles
 * @param unpacked where it may unpack its libraries
 * @throws {Error} what the worker refuses
 */
export async function packagedVectors(
  dist: string,
  runtime: RuntimeChoice,
  unpacked: string,
): Promise<PackagedVectors> {
  const places = { dist, models: freshFolder("models"), unpacked };
  const { worker, runtimes, deaths } = vectorClient(places, runtime);
  try {
    await worker.call.use(CHOICE, Infinity);
    const { token } = await worker.call.embed(BATCH);
    const { ids } = await worker.call.nearestTokens(3, 5);
    return { token, ids, runtimes, deaths };
  } finally {
    worker.dispose();
  }
}
