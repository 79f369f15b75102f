import assert from "node:assert/strict";
import type { Runtime } from "../../../src/embeddings/runtime";
import { join, type Remote } from "../../../src/shared/rpc";
import type { ModelChoice } from "../../../src/shared/vectors";
import { pause } from "../../../src/workers/threadChannel";
import { vectorService, type VectorService } from "../../../src/workers/vectorService";
import { channelPair } from "../../support/channelPair";
import { MemoryFiles } from "../../support/memoryFiles";

const SMALL: ModelChoice = { source: "seeded", vocabularySize: 6, dimensions: 3, contextLength: 4 };
/** Some hundred steps. */
const LARGE: ModelChoice = { source: "seeded", seed: 7 };

describe("The vector service", () => {
  let call: Remote<VectorService>;
  let written: string[];
  let opened: string[];
  let closed: number;
  let pauses: number;
  beforeEach(() => {
    opened = [];
    closed = 0;
    pauses = 0;
    const files = new MemoryFiles();
    written = files.written;
    const runtime: Runtime = {
      open: async (graphFile) => {
        opened.push(graphFile);
        const close = async () => {
          closed++;
        };
        return { run: async () => ({}), close };
      },
    };
    const [mine, theirs] = channelPair();
    join<object, VectorService>(theirs, {
      mine: vectorService(files, runtime, () => {
        pauses++;
        return pause();
      }),
    });
    call = join<VectorService>(mine).call;
  });

  it("stops building a model once that is cancelled, writes nothing, and keeps the one in use", async () => {
    await call.use(SMALL);
    const kept = [...written];
    pauses = 0;
    const controller = new AbortController();
    const build = call.use(LARGE, controller.signal);
    while (pauses < 5) await pause();
    controller.abort();
    await assert.rejects(build, { name: "AbortError" });
    // The next in turn waits for the end of what was cancelled.
    await call.use(SMALL);
    assert.ok(pauses < 20, `${pauses} pauses`);
    assert.deepEqual(written, [...kept, ...kept]);
    assert.equal(opened.length, 2);
    assert.equal(closed, 1);
  });

  it("does not begin a model that is cancelled before its turn", async () => {
    const controller = new AbortController();
    const calls = [call.use(SMALL), call.use(LARGE, controller.signal)] as const;
    controller.abort();
    await assert.rejects(calls[1], { name: "AbortError" });
    await calls[0];
    await call.use({ ...SMALL, seed: 5 });
    assert.equal(opened.length, 2);
    assert.ok(opened.every((name) => !name.includes("s7")));
  });
});
