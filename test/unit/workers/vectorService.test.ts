import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DiskFiles } from "../../../src/embeddings/store/node/diskFiles";
import { nativeRuntime } from "../../../src/embeddings/runtime/node/nativeRuntime";
import { diskSource } from "../../../src/embeddings/file/node/diskSource";
import type { Runtime } from "../../../src/embeddings/runtime/runtime";
import { join as joinRpc, type Remote } from "../../../src/shared/base/rpc";
import type { ModelChoice } from "../../../src/shared/values/modelChoices";
import { pause } from "../../../src/workers/node/threadChannel";
import { vectorService, type VectorService } from "../../../src/workers/vectorService";
import { channelPair } from "../../support/channelPair";
import { freshFolder } from "../../../.ci/support/folders";
import { MemoryFiles } from "../../support/memoryFiles";
import { withHeader } from "../../../.ci/support/safetensorsWriter";

const SMALL: ModelChoice = { source: "seeded", vocabularySize: 6, dimensions: 3, contextLength: 4 };
/** Tables of 20 and of 8 MiB: their hashes alone are compared in several steps. */
const WIDE: ModelChoice = {
  source: "seeded",
  vocabularySize: 2500,
  dimensions: 2048,
  contextLength: 1024,
};
/** More products than one run makes. */
const SINUSOIDAL = { source: "sinusoidal", contextLength: 1100, dimensions: 1024 } as const;
/** Some hundred steps. */
const LARGE: ModelChoice = { source: "seeded", seed: 7 };

describe("The vector service with ONNX Runtime", () => {
  let folder: string;
  let call: Remote<VectorService>;
  let pauses = 0;
  before(async () => {
    folder = freshFolder("vectorService");
    const [mine, theirs] = channelPair();
    joinRpc<object, VectorService>(theirs, {
      mine: vectorService({
        files: new DiskFiles(folder),
        source: diskSource,
        runtime: nativeRuntime,
        pause: () => {
          pauses++;
          return pause();
        },
        tell: { building: () => undefined, lost: () => undefined },
        memoryLimit: () => 2 ** 30,
      }),
    });
    call = joinRpc<VectorService>(mine).call;
    await call.use(SMALL, Infinity);
  });
  after(async () => {
    // Lets go of the tables' files.
    await call.use({ ...SMALL, seed: 6 }, Infinity);
    await rm(folder, { recursive: true });
  });

  it("answers what a model can be asked, each in arrays of its own", async () => {
    const { shape, values } = await call.positions("model");
    assert.deepEqual(shape, [4, 3]);
    const [nearest, similarity, pca, twoWays] = await Promise.all([
      call.nearestTokens(2, 6),
      call.positionSimilarity({ source: "model" }),
      call.positionPca({ source: "model" }),
      call.lookUpTwoWays(Int32Array.of(5, 0)),
    ]);
    assert.deepEqual([...nearest.ids].sort(), [0, 1, 2, 3, 4, 5]);
    assert.equal(nearest.ids[0], 2);
    const row = (at: number) => [...values.subarray(3 * at, 3 * at + 3)];
    const dot = (a: number[], b: number[]) => a.reduce((sum, x, at) => sum + x * b[at]!, 0);
    const cosine = dot(row(0), row(3)) / Math.sqrt(dot(row(0), row(0)) * dot(row(3), row(3)));
    assert.ok(Math.abs(similarity.cosines[3]! - cosine) < 1e-6);
    assert.deepEqual([...pca.shape], [4, 3]);
    assert.ok(Math.abs([...pca.ratios].reduce((sum, ratio) => sum + ratio) - 1) < 1e-6);
    assert.equal(twoWays.difference, 0);
  });

  it("compares sinusoidal positions, whose cosines depend on the distance alone", async () => {
    const of = { source: "sinusoidal", contextLength: 5, dimensions: 4 } as const;
    const { shape, cosines } = await call.positionSimilarity(of);
    assert.deepEqual(shape, [5, 5]);
    // (cos 2 + cos 0.02) / 2: two pairs of the same length, each turned by its own angle.
    const expected = (Math.cos(2) + Math.cos(0.02)) / 2;
    for (const at of [2, 5 + 3, 10 + 4]) assert.ok(Math.abs(cosines[at]! - expected) < 1e-6);
    assert.deepEqual([...(await call.positionPca(of)).shape], [5, 3]);
    const huge = { ...of, contextLength: 2 ** 20, dimensions: 2 ** 10 };
    await assert.rejects(call.positionPca(huge), /would take 4\.0 GiB/);
  });

  it("answers the newest question first, also before one that reads all of a table", async () => {
    await call.use(WIDE, Infinity);
    const answered: string[] = [];
    const before = pauses;
    const first = call.nearestTokens(1, 3).then(() => answered.push("first"));
    // In the middle of its first use, where the table is compared with its hashes and measured.
    while (pauses < before + 6) await pause();
    const second = call.nearestTokens(2, 3).then(({ ids }) => answered.push(`second ${ids[0]}`));
    const third = call
      .embed({ ids: Int32Array.of(5), rows: 1, length: 1, firstPosition: 0 })
      .then(() => answered.push("third"));
    await Promise.all([first, second, third]);
    assert.deepEqual(answered, ["third", "second 2", "first"]);
    await call.use(SMALL, Infinity);
  });

  it("gives each question up between two steps when nobody waits for it, and answers on", async () => {
    const ofModel = { source: "model" } as const;
    const ask: Record<string, (signal: AbortSignal) => Promise<unknown>> = {
      "nearest tokens": (signal) => call.nearestTokens(1, 3, signal),
      similarity: (signal) => call.positionSimilarity(ofModel, signal),
      "principal components": (signal) => call.positionPca(ofModel, signal),
      "two look-ups": (signal) => call.lookUpTwoWays(Int32Array.of(1), signal),
      positions: (signal) => call.positions("model", signal),
      "sinusoidal similarity": (signal) => call.positionSimilarity(SINUSOIDAL, signal),
      "sinusoidal components": (signal) => call.positionPca(SINUSOIDAL, signal),
    };
    for (const [name, question] of Object.entries(ask)) {
      // Opened anew, so that no table has been looked at.
      await call.use(SMALL, Infinity);
      await call.use(WIDE, Infinity);
      const controller = new AbortController();
      const before = pauses;
      const asked = question(controller.signal);
      while (pauses < before + 2) await pause();
      controller.abort();
      await assert.rejects(asked, { name: "AbortError" }, name);
      const stopped = pauses;
      for (let turn = 0; turn < 20; turn++) await pause();
      assert.ok(pauses <= stopped + 1, `${name}: ${pauses - stopped} pauses`);
      await question(new AbortController().signal);
      assert.ok(pauses > stopped + 2, `${name}: ${pauses - stopped} pauses`);
    }
    await call.use(SMALL, Infinity);
  });

  it("refuses what it cannot answer, and answers on", async () => {
    await assert.rejects(call.nearestTokens(6, 1), /Id 6 is outside/);
    await assert.rejects(call.lookUpTwoWays(Int32Array.of(6)), /Id 6/);
    await assert.rejects(call.positions("gpt2"), /gpt2\.wpe/);
    assert.equal(
      (await call.embed({ ids: Int32Array.of(5), rows: 1, length: 1, firstPosition: 0 })).input
        .length,
      3,
    );
  });
});

describe("The vector service", () => {
  let call: Remote<VectorService>;
  let files: MemoryFiles;
  let written: string[];
  let opened: string[];
  let closed: number;
  let pauses: number;
  let shares: number[];
  let losses: string[];
  let memoryLimit: number;
  beforeEach(() => {
    opened = [];
    closed = 0;
    pauses = 0;
    shares = [];
    losses = [];
    memoryLimit = Infinity;
    files = new MemoryFiles();
    written = files.written;
    const runtime: Runtime = {
      open: async (graph) => {
        opened.push(graph instanceof Uint8Array ? "" : graph.name);
        const close = async () => {
          closed++;
        };
        return { run: async () => ({}), close };
      },
    };
    const [mine, theirs] = channelPair();
    joinRpc<object, VectorService>(theirs, {
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
          lost: (message) => {
            losses.push(message);
          },
        },
        memoryLimit: () => memoryLimit,
      }),
    });
    call = joinRpc<VectorService>(mine).call;
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

  it("refuses a model that could answer nothing before it makes anything, and keeps the one in use", async () => {
    memoryLimit = 12 * 64;
    const small = { ...SMALL, dimensions: 64 };
    await call.use(small, Infinity);
    const kept = written.length;
    for (const dimensions of [65, 1000, 2 ** 26]) {
      await assert.rejects(
        call.use({ ...SMALL, dimensions }, Infinity),
        new RegExp(
          `of ${dimensions} dimensions could answer nothing: the vectors of a single token`,
        ),
      );
    }
    assert.deepEqual([written.length, opened.length, closed], [kept, 1, 0]);
  });

  it("keeps no more on disk than its limit allows", async () => {
    await call.use(SMALL, Infinity);
    await call.use({ ...SMALL, seed: 5 }, 0);
    const kept = new Set([...files.finished.keys()].map((name) => name.split(".")[0]));
    assert.deepEqual([...kept], ["seeded-avx2-s5-v6-d3-c4"]);
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

  it("reads what a file holds in steps, and gives that up when nobody waits for it", async () => {
    const path = join(freshFolder("candidates"), "m.safetensors");
    const entry = { dtype: "F32", shape: [0, 2], data_offsets: [0, 0] };
    const names = Array.from({ length: 60_000 }, (_, at) => [`layer${at}.wte.weight`, entry]);
    writeFileSync(path, withHeader(JSON.stringify(Object.fromEntries(names))));
    const controller = new AbortController();
    const reading = call.candidates(path, controller.signal);
    while (pauses < 3) await pause();
    controller.abort();
    await assert.rejects(reading, { name: "AbortError" });
    // The other side stops at its next step.
    const stopped = pauses;
    for (let turn = 0; turn < 20; turn++) await pause();
    assert.ok(pauses <= stopped + 1, `${pauses - stopped} pauses`);
    await assert.rejects(call.candidates(path), /holds no two tables/);
    assert.ok(pauses > stopped + 20, `${pauses - stopped} pauses`);
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
