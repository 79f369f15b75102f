import { DiskFiles } from "../../src/embeddings/store/node/diskFiles";
import { diskSource } from "../../src/embeddings/file/node/diskSource";
import type { Runtime } from "../../src/embeddings/runtime/runtime";
import { join, type Remote } from "../../src/shared/base/rpc";
import { pause } from "../../src/workers/node/threadChannel";
import { vectorService, type VectorService } from "../../src/workers/vectorService";
import { channelPair } from "./channelPair";

/** What a person may ask of a model of 60 tokens and 12 positions or more, each of which opens tables in its own way. */
export const QUESTIONS: Record<string, (call: Remote<VectorService>) => Promise<unknown>> = {
  vectors: (call) =>
    call.embed({ ids: Int32Array.of(59, 0), rows: 1, length: 2, firstPosition: 10 }),
  "nearest tokens": (call) => call.nearestTokens(3, 5),
  "look-ups in two ways": (call) => call.lookUpTwoWays(Int32Array.of(7, 59)),
  "position similarity": (call) => call.positionSimilarity({ source: "model" }),
  "principal components": (call) => call.positionPca({ source: "model" }),
  positions: (call) => call.positions("model"),
};

/**
 * The vector service as a window has it, over the models kept in a folder.
 * @param losses is told of models that are gone and could not be made again
 */
export function vectorsIn(
  folder: string,
  runtime: Runtime,
  losses: string[] = [],
): Remote<VectorService> {
  const [mine, theirs] = channelPair();
  join<object, VectorService>(theirs, {
    mine: vectorService({
      files: new DiskFiles(folder),
      source: diskSource,
      runtime,
      pause,
      tell: { building: () => undefined, lost: (message) => void losses.push(message) },
      memoryLimit: () => 2 ** 30,
    }),
  });
  return join<VectorService>(mine).call;
}
