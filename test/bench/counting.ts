import { setMaxListeners } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../.ci/support/folders";
import { CountWorkers } from "../../src/views/counts/countWorkers";
import { nodeThread } from "../../src/workers/node/nodeThread";
import type { TokenService } from "../../src/workers/tokenService";
import { WorkerClient } from "../../src/workers/workerClient";

/** Files that are read while others are counted. */
const LANES = 16;
const READING = { encoding: "gpt2", specialTokens: "split", lineEndings: "lf" } as const;

/**
 * Counts the tokens of files as **Count Tokens** does.
 * @param most workers, of which the first has its vocabulary already, as the one of open documents has
 * @returns seconds
 */
export async function counted(paths: readonly string[], most: number): Promise<number> {
  const dist = join(root, "dist");
  const start = (): WorkerClient<TokenService> =>
    new WorkerClient<TokenService>(
      "The token worker",
      () => nodeThread(join(dist, "tokenWorker.js"), { folder: dist }),
      ({ message }) => {
        throw new Error(message);
      },
    );
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const first = start();
  await first.call.count("Every effort", READING, signal);
  const workers = new CountWorkers(first, start, most);
  const begin = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
      await workers.count(new Uint8Array(await readFile(path)), READING, signal);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const seconds = (performance.now() - begin) / 1000;
  workers.dispose();
  first.dispose();
  return seconds;
}
