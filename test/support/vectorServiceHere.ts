import { rm } from "node:fs/promises";
import { freshFolder } from "../../.ci/support/folders";
import { diskSource } from "../../src/embeddings/file/node/diskSource";
import { nativeRuntime } from "../../src/embeddings/runtime/node/nativeRuntime";
import { DiskFiles } from "../../src/embeddings/store/node/diskFiles";
import { join, type Remote } from "../../src/shared/base/rpc";
import type { ModelChoice } from "../../src/shared/values/modelChoices";
import { pause } from "../../src/workers/node/threadChannel";
import type { VectorServiceOptions } from "../../src/workers/vectorHost";
import { vectorService, type VectorService } from "../../src/workers/vectorService";
import { channelPair } from "./channelPair";

/** A model that takes no time, to let go of another's files. */
const TINY: ModelChoice = { source: "seeded", vocabularySize: 2, dimensions: 1, contextLength: 1 };

/**
 * Runs work with the vector service in this process, over a folder of its own that is removed.
 * @param world what it has otherwise than usual
 */
export async function withVectorService<T>(
  work: (call: Remote<VectorService>, folder: string) => Promise<T>,
  world: Partial<VectorServiceOptions> = {},
): Promise<T> {
  const folder = freshFolder("vectorService");
  const [mine, theirs] = channelPair();
  join<object, VectorService>(theirs, {
    mine: vectorService({
      files: new DiskFiles(folder),
      source: diskSource,
      runtime: nativeRuntime,
      pause,
      tell: { building: () => undefined, lost: () => undefined },
      memoryLimit: () => 2 ** 30,
      ...world,
    }),
  });
  const { call } = join<VectorService>(mine);
  try {
    return await work(call, folder);
  } finally {
    await call.use(TINY, Infinity).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}
