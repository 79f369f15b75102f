import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { batchOf } from "../../../src/embeddings/queries/batch";
import { DiskFiles } from "../../../src/embeddings/store/node/diskFiles";
import type { NewFile, ResumedFile } from "../../../src/embeddings/store/tableFiles";
import { keptGpt2 } from "../../../src/gpt/gpt2/keptGpt2";
import type { Predictions } from "../../../src/shared/values/predictions";
import { f32, safetensorsFile } from "../../../.ci/support/safetensorsWriter";
import { STAND_IN_PUBLISHED } from "../../support/gpt2StandIn";
import { MemoryFiles } from "../../support/memoryFiles";
import { MemorySource } from "../../support/memorySource";
import { withVectorService } from "../../support/vectorServiceHere";
import { SMALL_GPT2, WholeSetup } from "../../support/wholeDownload";
import { WeightsServer } from "../../support/weightsServer";

const BATCH = batchOf([[3, 1, 4, 1, 5, 9, 2, 6]]);
const WHOLE = { source: "gpt2", whole: true } as const;
/** In the order of the served file. */
const PARTS = ["wte", "wpe", "norm", "block0", "block1"];

describe("All of GPT-2", () => {
  let setup: WholeSetup;
  let server: WeightsServer;
  let greedy: number[];
  let right: Predictions;
  before(async () => {
    const file = safetensorsFile(
      Object.fromEntries(
        Object.entries(SMALL_GPT2).map(([name, { shape, values }]) => [name, f32(shape, values)]),
      ),
    );
    await withVectorService(
      async (call) => {
        await call.use({ source: "file", path: "/gpt2.safetensors", heads: 2 }, Infinity);
        right = await call.predict(BATCH, { top: 4 });
        const ids = [7, 8];
        while (ids.length < 7) {
          ids.push((await call.predict(batchOf([ids]), { top: 1 })).topIds.at(-1)!);
        }
        greedy = ids.slice(2);
      },
      { source: new MemorySource({ "/gpt2.safetensors": file }) },
    );
  });
  beforeEach(async () => {
    setup = await WholeSetup.make({ from: [7, 8], to: greedy });
    server = setup.server;
  });
  afterEach(() => setup.end());

  /** Whether it is there, and every byte right. */
  async function isThere(): Promise<boolean> {
    const kept = await keptGpt2(new DiskFiles(setup.folder), setup.gpt2);
    if (kept === undefined) return false;
    const names = ["gpt2.header", ...PARTS.map((part) => `gpt2.${part}.f32`)];
    const all = await Promise.all(names.map((name) => readFile(join(setup.folder, name))));
    assert.ok(Buffer.concat(all).equals(server.read(0, server.bytes)));
    return true;
  }

  it("comes whole, each byte once, and answers what a file of the same answers", async () => {
    const told: number[] = [];
    await setup.download({ onProgress: ({ overall }) => told.push(overall.received) });
    assert.ok(await isThere());
    assert.deepEqual(
      told,
      [...told].sort((a, b) => a - b),
    );
    assert.equal(told.at(-1), server.bytes);
    await withVectorService(
      async (call) => {
        const cost = await call.gpt2Cost();
        assert.deepEqual([cost.isThere, cost.missing, cost.problem], [true, 0, undefined]);
        const info = await call.use(WHOLE, Infinity);
        const { source, layers, heads, isPublishedGpt2 } = info;
        assert.deepEqual([source, layers, heads, isPublishedGpt2], ["gpt2", 2, 2, true]);
        const found = await call.predict(BATCH, { top: 4 });
        assert.deepEqual(found.topIds, right.topIds);
        assert.deepEqual(found.surprisal, right.surprisal);
        assert.deepEqual(await call.checkGpt2(), { count: 5, problem: undefined });
      },
      { files: new DiskFiles(setup.folder), gpt2: setup.gpt2 },
    );
  });

  it("that tests serve in its place in the editor is what they compare it with", () => {
    const served = new WeightsServer();
    served.shorten();
    const { bytes, sha256 } = STAND_IN_PUBLISHED.file;
    assert.equal(served.bytes, bytes);
    const hash = createHash("sha256");
    for (let at = 0; at < bytes; at += 2 ** 20) {
      hash.update(served.read(at, Math.min(bytes, at + 2 ** 20)));
    }
    assert.equal(hash.digest("hex"), sha256);
  });

  it("that goes on otherwise than it is known to is told, with the id", async () => {
    const gpt2 = structuredClone(setup.gpt2);
    const other = [...greedy];
    other[2] = (other[2]! + 1) % 31;
    const published = { ...gpt2.published, greedy: { from: [7, 8], to: other } };
    await setup.download();
    await withVectorService(
      async (call) => {
        await call.use(WHOLE, Infinity);
        const { problem } = await call.checkGpt2();
        assert.match(
          problem ?? "",
          new RegExp(`id ${greedy[2]} after 4 ids, .* with ${other[2]}:`),
        );
      },
      { files: new DiskFiles(setup.folder), gpt2: { ...gpt2, published } },
    );
  });

  it("is asked for where it is not there, with the command that fetches it", async () => {
    await withVectorService(
      async (call) => {
        await assert.rejects(call.use(WHOLE, Infinity), /Run “Tokenscope: Get All of GPT-2”/);
        const { isThere: isKept, missing, bytes } = await call.gpt2Cost();
        assert.deepEqual([isKept, missing, bytes], [false, server.bytes, server.bytes]);
      },
      { files: new DiskFiles(setup.folder), gpt2: setup.gpt2 },
    );
  });

  it("is refused where storage cannot tell a hash of all of it, as a browser's", async () => {
    const files = new MemoryFiles();
    await withVectorService(
      async (call) => {
        assert.match((await call.gpt2Cost()).problem ?? "", /more than a browser keeps/);
        await assert.rejects(call.use(WHOLE, Infinity), /more than a browser keeps/);
      },
      { files, gpt2: setup.gpt2 },
    );
  });

  it("is not begun where memory or disk are too small, which a sentence says", async () => {
    for (const [world, reason] of [
      [{ memory: 10_000 }, /GPT-2 smallest take .* this machine has 10000 bytes of memory/],
      [{ files: withFree(new DiskFiles(setup.folder), 999) }, /need .* on disk, and .* are free/],
    ] as const) {
      const files = new DiskFiles(setup.folder);
      await withVectorService(
        async (call) => assert.match((await call.gpt2Cost()).problem ?? "", reason),
        { files, gpt2: setup.gpt2, ...world },
      );
    }
    await assert.rejects(
      setup.download({ files: withFree(new DiskFiles(setup.folder), 999) }),
      /The rest of GPT-2 needs 16 MB of free disk space, and there are 0\.0 MB\. Make room/,
    );
  });

  it("goes on after a cut at every stage, and fetches nothing twice", async () => {
    const { bytes } = server;
    const first = server.place("wte.weight").start;
    for (let cut = 1; cut < bytes; cut += Math.ceil(bytes / 23)) {
      const own = await WholeSetup.make({ from: [7, 8], to: greedy });
      const controller = new AbortController();
      // The window is closed once the server has sent so much of the file.
      own.server.answer = ({ start, end }) =>
        end <= Math.max(cut, start === 0 ? first : 0)
          ? {}
          : { breakAfter: Math.max(0, cut - start), chunk: 64 };
      const wait = async () => controller.abort(new Error("closed"));
      await assert.rejects(own.download({ signal: controller.signal, wait }), /closed/);
      const kept = (await new DiskFiles(own.folder).list()).filter(({ name }) =>
        /\.f32(\.part)?$/.test(name),
      );
      const received = kept.reduce((sum, each) => sum + each.bytes, 0);
      own.server.answer = () => ({});
      own.server.requests.length = 0;
      await own.download();
      const asked = own.server.requests.filter(({ start }) => start > 0);
      const wanted = asked.reduce((sum, { start, end }) => sum + end - start, 0);
      assert.equal(received + wanted, bytes - first);
      assert.notEqual(await keptGpt2(new DiskFiles(own.folder), own.gpt2), undefined);
      await own.end();
    }
  });

  it("ends when it is cancelled, and the next one goes on", async () => {
    const controller = new AbortController();
    const done = setup.download({
      signal: controller.signal,
      onProgress: ({ part }) => {
        if (part === "block0") controller.abort(new Error("Not now."));
      },
    });
    await assert.rejects(done, /Not now/);
    assert.equal(await isThere(), false);
    server.requests.length = 0;
    await setup.download();
    assert.ok(await isThere());
    assert.equal(server.requestsFor("wte.weight").length, 0);
  });

  it("of another content is removed but for the position table, and told", async () => {
    const { start } = server.place("h.1.mlp.c_fc.weight");
    server.patches.push({ start: start + 40, bytes: Uint8Array.of(1, 2, 3, 4) });
    await assert.rejects(
      setup.download(),
      /The model\.safetensors that 127\.0\.0\.1:\d+ sent is not GPT-2's: it has the SHA-256 [0-9a-f]{64} instead of [0-9a-f]{64}\. It was removed\. Check the setting/,
    );
    const names = (await new DiskFiles(setup.folder).list()).map(({ name }) => name).sort();
    assert.deepEqual(names, ["gpt2.wpe.f32", "gpt2.wpe.f32.sums"]);
    server.patches.pop();
    await setup.download();
    assert.ok(await isThere());
  });

  it("of another size, layout or type is refused before any of it is fetched", async () => {
    const fetched = async (reason: RegExp): Promise<void> => {
      server.requests.length = 0;
      await assert.rejects(setup.download(), reason);
      assert.equal(server.requests.length, 1);
      assert.deepEqual(await new DiskFiles(setup.folder).list(), []);
    };
    server.serve({ ...SMALL_GPT2, "more.weight": SMALL_GPT2["ln_f.bias"]! });
    await fetched(/has \d+ bytes instead of GPT-2's \d+\. Check the setting/);
    const { "h.0.ln_1.weight": norm, ...others } = SMALL_GPT2;
    server.serve({ ...others, "h.0.ln_9.weight": norm! });
    await fetched(/holds no whole GPT: "h\.0\.ln_1\.weight" is missing/);
    server.serve(SMALL_GPT2);
    server.tensors["h.0.attn.bias"] = { dtype: "I32", shape: [1, 1, 2, 2] };
    await fetched(/has "h\.0\.attn\.bias" as I32 instead of F32/);
  });

  it("says that the disk is full, and goes on once there is room", async () => {
    let room = 2000;
    const files = new DiskFiles(setup.folder);
    const resume = files.resume.bind(files);
    files.resume = async (name) => {
      const file = await resume(name);
      return limited(file, (bytes) => (room -= bytes) >= 0);
    };
    await assert.rejects(
      setup.download({ files }),
      /gpt2\.\w+\.f32 could not be written \(ENOSPC.*\)\. What was received is kept: run the command again/,
    );
    room = Infinity;
    await setup.download({ files });
    assert.ok(await isThere());
  });

  it("is fetched by one of two windows, and the other says so", async () => {
    const first = server.place("h.0.attn.c_attn.weight").start;
    let other: string | undefined;
    await setup.download({
      fetch: async (url, init) => {
        const [, start] = /=(\d+)-/.exec(init.headers["Range"] ?? "") ?? [];
        if (Number(start) === first) {
          other = await setup.download().then(() => "done", String);
        }
        return fetch(url, init);
      },
    });
    assert.match(other ?? "", /Another window is writing gpt2\.block0\.f32 at the moment/);
    assert.ok(await isThere());
  });

  it("that changes on the server between two calls is fetched anew, and never joined", async () => {
    const controller = new AbortController();
    const done = setup.download({
      signal: controller.signal,
      onProgress: ({ part }) => {
        if (part === "block1") controller.abort(new Error("Not now."));
      },
    });
    await assert.rejects(done, /Not now/);
    server.etag = '"second"';
    await setup.download();
    assert.ok(await isThere());
    assert.equal(server.requestsFor("wte.weight").length, 2);
  });

  it("of which a block is damaged or gone is not computed with, and a sentence says what to do", async () => {
    await setup.download();
    await withVectorService(
      async (call) => {
        await call.use(WHOLE, Infinity);
        await call.predict(BATCH, { top: 4 });
        const block = join(setup.folder, "gpt2.block1.f32");
        const bytes = await readFile(block);
        bytes[77]! ^= 16;
        await writeFile(block, bytes);
        await assert.rejects(
          call.predict(BATCH, { top: 4 }),
          /gpt2\.block1\.f32 on disk is damaged.* Run “Tokenscope: Get All of GPT-2”/,
        );
        server.requests.length = 0;
        await setup.download();
        assert.deepEqual(
          server.requests.map(({ start }) => start),
          [0, server.place("h.1.attn.c_attn.weight").start],
        );
        await call.use(WHOLE, Infinity);
        assert.deepEqual((await call.predict(BATCH, { top: 4 })).topIds, right.topIds);
      },
      { files: new DiskFiles(setup.folder), gpt2: setup.gpt2 },
    );
  });

  it("whose blocks' hashes are gone is compared again before it is used, without the server", async () => {
    await setup.download();
    await rm(join(setup.folder, "gpt2.wte.f32.sums"));
    await rm(join(setup.folder, "gpt2.block0.f32.sums"));
    server.requests.length = 0;
    await withVectorService(
      async (call) => {
        await assert.rejects(call.use(WHOLE, Infinity), /Run “Tokenscope: Get All of GPT-2”/);
        const { isThere: isKept, missing } = await call.gpt2Cost();
        assert.deepEqual([isKept, missing], [false, 0]);
        await setup.download();
        await call.use(WHOLE, Infinity);
        assert.deepEqual((await call.predict(BATCH, { top: 4 })).topIds, right.topIds);
      },
      { files: new DiskFiles(setup.folder), gpt2: setup.gpt2 },
    );
    assert.equal(server.requests.length, 0);
  });

  it("is kept where nobody could compare it, and the next call asks no server", async () => {
    const verify = () => Promise.reject(new Error("The vector worker ended."));
    await assert.rejects(setup.download({ verify }), /The vector worker ended/);
    assert.equal(await isThere(), false);
    server.requests.length = 0;
    await setup.download();
    assert.equal(server.requests.length, 0);
    assert.ok(await isThere());
  });
});

function withFree(files: DiskFiles, free: number): DiskFiles {
  files.free = async () => free;
  return files;
}

/** A file that takes bytes while there is room. */
function limited(file: ResumedFile, takes: (bytes: number) => boolean): ResumedFile {
  const append: NewFile["append"] = async (bytes) => {
    if (!takes(bytes.length)) throw new Error("ENOSPC: no space left on device, write");
    await file.append(bytes);
  };
  return new Proxy(file, {
    get: (target, key) => {
      if (key === "append") return append;
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
