import assert from "node:assert/strict";
import { diskSource } from "../../../src/embeddings/node/diskSource";
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
  let files: MemoryFiles;
  let written: string[];
  let opened: string[];
  let closed: number;
  let pauses: number;
  let shares: number[];
  beforeEach(() => {
    opened = [];
    closed = 0;
    pauses = 0;
    shares = [];
    files = new MemoryFiles();
    written = files.written;
    const runtime: Runtime = {
      open: async (graphFile) => {
        opened.push(String(graphFile));
        const close = async () => {
          closed++;
        };
        return { run: async () => ({}), close };
      },
    };
    const [mine, theirs] = channelPair();
    join<object, VectorService>(theirs, {
      mine: vectorService({
        files,
        source: diskSource,
        runtime,
        pause: () => {
          pauses++;
          return pause();
        },
        tell: {
          building: (share) => {
            shares.push(share);
          },
        },
        memoryLimit: () => Infinity,
      }),
    });
    call = join<VectorService>(mine).call;
  });

  it("stops building a model once that is cancelled, writes nothing, and keeps the one in use", async () => {
    await call.use(SMALL, Infinity);
    const kept = [...written];
    pauses = 0;
    const controller = new AbortController();
    const build = call.use(LARGE, Infinity, controller.signal);
    while (pauses < 5) await pause();
    controller.abort();
    await assert.rejects(build, { name: "AbortError" });
    // The next in turn waits for the end of what was cancelled.
    await call.use(SMALL, Infinity);
    assert.ok(pauses < 20, `${pauses} pauses`);
    // Of the kept one the graph alone is written anew.
    assert.deepEqual(written, [...kept, kept.at(-1)]);
    assert.equal(opened.length, 2);
    assert.equal(closed, 1);
  });

  it("tells how much of a model is built, rising to all of it", async () => {
    await call.use({ ...LARGE, dimensions: 32 }, Infinity);
    assert.ok(shares.length > 5);
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
    assert.equal(shares.at(-1), 1);
  });

  it("keeps no more on disk than its limit allows", async () => {
    await call.use(SMALL, Infinity);
    await call.use({ ...SMALL, seed: 5 }, 0);
    const kept = new Set([...files.finished.keys()].map((name) => name.split(".")[0]));
    assert.deepEqual([...kept], ["seeded-s5-v6-d3-c4"]);
  });

  it("refuses GPT-2 while its weights are not there, with what to do", async () => {
    await call.use(SMALL, Infinity);
    await assert.rejects(
      call.use({ source: "gpt2" }, Infinity),
      /not on this machine yet\. Run “Tokenscope: Get GPT-2 Weights”/,
    );
    assert.equal(await call.hasGpt2(), false);
    assert.equal(closed, 0);
  });

  it("does not begin a model that is cancelled before its turn", async () => {
    const controller = new AbortController();
    const calls = [
      call.use(SMALL, Infinity),
      call.use(LARGE, Infinity, controller.signal),
    ] as const;
    controller.abort();
    await assert.rejects(calls[1], { name: "AbortError" });
    await calls[0];
    await call.use({ ...SMALL, seed: 5 }, Infinity);
    assert.equal(opened.length, 2);
    assert.ok(opened.every((name) => !name.includes("s7")));
  });
});
