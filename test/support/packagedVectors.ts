import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RuntimeInUse } from "../../src/shared/runtimes";
import { messageOf } from "../../src/shared/rpc";
import { nodeThread } from "../../src/workers/node/nodeThread";
import type { VectorHost, VectorService } from "../../src/workers/vectorService";
import { WorkerClient } from "../../src/workers/workerClient";
import { runNode } from "./childProcess";
import { freshFolder, root } from "./folders";
import { main } from "./main";

const CHOICE = { source: "seeded", vocabularySize: 20, dimensions: 8, contextLength: 4 } as const;
const BATCH = { ids: Int32Array.of(3, 0, 19), rows: 1, length: 3, firstPosition: 0 };

export interface PackagedVectors {
  /** Rows 3, 0 and 19 of the seeded table [20, 8]. */
  readonly token: readonly number[];
  /** The five nearest to row 3. */
  readonly ids: readonly number[];
  /** What was told about the runtime in use. */
  readonly told: readonly RuntimeInUse[];
}

type Answer = PackagedVectors | { readonly refused: string };

/**
 * What a package's own vector worker answers, in a process that has loaded no library before: one
 * process keeps a library for good, and finds it by its name where the file is gone.
 * @param dist the package's folder of bundles
 * @param unpacked where it may unpack its libraries
 * @throws {Error} what the worker refuses
 */
export async function packagedVectors(
  dist: string,
  runtime: "auto" | "native" | "wasm",
  unpacked: string,
): Promise<PackagedVectors> {
  const script = fileURLToPath(import.meta.url);
  const output = await runNode(["--import", "tsx", script, dist, runtime, unpacked], { cwd: root });
  const answer = JSON.parse(output) as Answer;
  if ("refused" in answer) throw new Error(answer.refused);
  return answer;
}

async function answered([dist = "", runtime = "", unpacked = ""]: readonly string[]) {
  const told: RuntimeInUse[] = [];
  const deaths: string[] = [];
  const worker = new WorkerClient<VectorService, VectorHost>(
    "The vector worker",
    () =>
      nodeThread(join(dist, "vectorWorker.js"), {
        folder: freshFolder("models"),
        strings: undefined,
        runtime,
        binary: { dist, unpacked },
      }),
    ({ message }) => deaths.push(message),
    {
      building: () => undefined,
      runs: (inUse: RuntimeInUse) => told.push(inUse),
    },
  );
  try {
    await worker.call.use(CHOICE, Infinity);
    const { token } = await worker.call.embed(BATCH);
    const { ids } = await worker.call.nearestTokens(3, 5);
    return { token: [...token], ids: [...ids], told };
  } catch (error) {
    return { refused: messageOf(error) };
  } finally {
    worker.dispose();
    assert.deepEqual(deaths, []);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(async () => {
    console.log(JSON.stringify((await answered(process.argv.slice(2))) satisfies Answer));
    return 0;
  });
}
