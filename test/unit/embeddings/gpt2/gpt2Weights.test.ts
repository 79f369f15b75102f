import assert from "node:assert/strict";
import { mkdir, open, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pause } from "../../../../src/embeddings/gpt2/abortable";
import { gpt2TableBytes, hasGpt2Table } from "../../../../src/embeddings/gpt2/gpt2Tables";
import type {
  DownloadOptions,
  DownloadProgress,
} from "../../../../src/embeddings/gpt2/gpt2Weights";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import { isAsWritten } from "../../../../src/embeddings/store/tableSums";
import { DownloadSetup } from "../../../support/download";
import { standInBytes } from "../../../support/gpt2StandIn";
import { until } from "../../../../.ci/support/until";
import { WEIGHTS_PATH, type WeightsServer } from "../../../support/weightsServer";

const WPE = gpt2TableBytes("wpe");
const WTE = gpt2TableBytes("wte");

describe("The download of GPT-2's tables", () => {
  let setup: DownloadSetup;
  let server: WeightsServer;
  beforeEach(async () => {
    setup = await DownloadSetup.make();
    server = setup.server;
  });
  afterEach(() => setup.end());

  /** Starts of the requests for a tensor, from its first byte. */
  function starts(tensor: string): number[] {
    const { start } = server.place(tensor);
    return server.requestsFor(tensor).map((request) => request.start - start);
  }

  async function assertPositions(): Promise<void> {
    const got = await readFile(join(setup.folder, "gpt2.wpe.f32"));
    assert.ok(got.equals(standInBytes()));
  }

  it("gets both, the position table first, and nothing else of the file", async () => {
    const told: DownloadProgress[] = [];
    const tables: string[] = [];
    await setup.download({
      onProgress: (progress) => told.push(progress),
      onTable: async (part) => {
        const has = await hasGpt2Table(part, new DiskFiles(setup.folder));
        tables.push(`${part} ${has} ${server.requestsFor("wte.weight").length}`);
      },
    });
    assert.deepEqual(tables, ["wpe true 0", "wte true 1"]);
    assert.deepEqual(await setup.names(), [
      "gpt2.wpe.f32",
      "gpt2.wpe.f32.sums",
      "gpt2.wte.f32",
      "gpt2.wte.f32.sums",
    ]);
    await assertPositions();
    assert.equal(server.bytesServed, 2 ** 16 + WPE + WTE);
    assert.deepEqual([starts("wpe.weight"), starts("wte.weight")], [[0], [0]]);

    const [wpe, wte] = ["wpe", "wte"].map((part) => told.filter((each) => each.part === part));
    assert.deepEqual([wpe?.at(0)?.received, wpe?.at(-1)?.received], [0, WPE]);
    assert.deepEqual([wte?.at(0)?.received, wte?.at(-1)?.received], [0, WTE]);
    assert.deepEqual(told.at(-1)?.overall, { received: WPE + WTE, total: WPE + WTE });
    assert.ok((told.at(-1)?.bytesPerSecond ?? 0) > 0);
  });

  it("gets the position table alone where no more is wanted, and the rest when it is", async () => {
    const told: DownloadProgress[] = [];
    await setup.download({ parts: ["wpe"], onProgress: (progress) => told.push(progress) });
    assert.deepEqual(await setup.names(), ["gpt2.wpe.f32", "gpt2.wpe.f32.sums"]);
    await assertPositions();
    assert.equal(server.bytesServed, 2 ** 16 + WPE);
    assert.deepEqual(told.at(-1)?.overall, { received: WPE, total: WPE });

    server.requests.length = 0;
    await setup.download();
    assert.deepEqual([starts("wpe.weight"), starts("wte.weight")], [[], [0]]);
    assert.equal(server.bytesServed, 2 ** 16 + WTE);
  });

  it("of the position table alone goes on after a cancel, a body cut short and a server unwell", async () => {
    const controller = new AbortController();
    const cancelled = setup.download({
      parts: ["wpe"],
      signal: controller.signal,
      onProgress: ({ received }) => {
        if (received > 0) controller.abort();
      },
    });
    await assert.rejects(cancelled, { name: "AbortError" });
    const { start: first, end } = server.place("wpe.weight");
    // How much had come before the cancel is chance.
    server.answer = ({ start }, number) =>
      start < first
        ? {}
        : number % 2 === 0
          ? { status: 500 }
          : { sends: Math.min(WPE / 4, end - start) };
    await setup.download({ parts: ["wpe"] });
    await assertPositions();
    assert.equal(server.requestsFor("wte.weight").length, 0);
  });

  it("asks for nothing that is there already", async () => {
    for (const [name, bytes] of [
      ["gpt2.wpe.f32", WPE],
      ["gpt2.wte.f32", WTE],
    ] as const) {
      await writeFile(join(setup.folder, name), "");
      await truncate(join(setup.folder, name), bytes);
    }
    await setup.download();
    assert.equal(server.requests.length, 0);
  });

  it("goes on at the byte where a connection broke", async () => {
    server.answer = ({ start }) =>
      start >= server.place("wpe.weight").start ? { breakAfter: 10 ** 6, chunk: 2 ** 16 } : {};
    await setup.downloadPositions();
    await assertPositions();
    assert.ok(starts("wpe.weight").length >= 4);
    starts("wpe.weight").forEach((start, at, all) => assert.ok(at === 0 || start > all[at - 1]!));
    const conditions = server.requests.map(({ ifRange }) => ifRange);
    assert.ok(conditions.slice(1).every((condition) => condition === '"first"'));
  });

  it("gives up after five attempts without a byte, and keeps what it has", async () => {
    server.answer = ({ start }) => {
      const first = server.place("wpe.weight").start;
      if (start === first) return { breakAfter: 2 ** 20, chunk: 2 ** 16 };
      return start > first ? { status: 503 } : {};
    };
    await assert.rejects(
      setup.download(),
      /127\.0\.0\.1:\d+ could not be read: 5 attempts .* \(it answered with status 503\)\. What was received is kept: run the command again/,
    );
    assert.deepEqual(setup.pauses, [500, 500, 1000, 2000, 4000]);
    assert.deepEqual(await setup.names(), [
      "gpt2.wpe.etag",
      "gpt2.wpe.f32.part",
      "gpt2.wpe.f32.sums",
    ]);

    server.answer = () => ({});
    server.requests.length = 0;
    await setup.downloadPositions();
    await assertPositions();
    assert.ok(starts("wpe.weight")[0]! > 0);
  });

  it("asks again where a server is unwell for a while", async () => {
    server.answer = (_, number) => ({ status: [500, 429, 503][number] }) as { status?: number };
    await setup.downloadPositions();
    await assertPositions();
  });

  it("takes a connection that stalls for a broken one", async () => {
    server.answer = (_, number) => ([0, 2].includes(number) ? { stallAfter: 1000 } : {});
    // So long that nothing else stalls, however busy the machine is.
    await setup.downloadPositions({ stallAfter: 2000 });
    await assertPositions();
  });

  it("goes on after too few bytes, and gives up where there are none", async () => {
    server.answer = ({ start }) =>
      start >= server.place("wpe.weight").start ? { sends: WPE / 3 } : {};
    await setup.downloadPositions();
    await assertPositions();
    assert.deepEqual(starts("wpe.weight"), [0, WPE / 3, (2 * WPE) / 3]);

    server.answer = () => ({ sends: 0 });
    await assert.rejects(setup.download(), /it ended 65536 bytes too early\). What was received/);
  });

  it("goes on in another window where one was closed", async () => {
    await setup.downloadAllBut(1_000_000);
    const told: DownloadProgress[] = [];
    await setup.download({ onProgress: (progress) => told.push(progress) });
    assert.equal(server.bytesServed, 2 ** 16 + 1_000_000);
    assert.equal(told[0]?.received, WTE - 1_000_000);
    assert.equal(told[0].overall.received, WPE + WTE - 1_000_000);
    assert.deepEqual(await setup.names(), [
      "gpt2.wpe.f32",
      "gpt2.wpe.f32.sums",
      "gpt2.wte.f32",
      "gpt2.wte.f32.sums",
    ]);
  });

  describe("of what lies there unfinished", () => {
    const at = (name: string): string => join(setup.folder, name);

    /** Flips a bit of a file. */
    async function flip(name: string, where: number): Promise<void> {
      const file = await open(at(name), "r+");
      const byte = new Uint8Array(1);
      await file.read(byte, 0, 1, where);
      byte[0]! ^= 4;
      await file.write(byte, 0, 1, where);
      await file.close();
    }

    it("finds a bit that flipped since, fetches again from its block on, and ends right", async () => {
      for (const where of [5, WPE / 2 - 1, WPE / 2, 2 ** 20 + 2 ** 15, WPE - 400_001]) {
        await rm(setup.folder, { recursive: true });
        await mkdir(setup.folder);
        server.answer = ({ start }) =>
          start >= server.place("wpe.weight").start ? { stallAfter: WPE - 400_000 } : {};
        const controller = new AbortController();
        const done = setup.download({ signal: controller.signal });
        const files = new DiskFiles(setup.folder);
        await until("bytes", async () => (await files.size("gpt2.wpe.f32.part")) === WPE - 400_000);
        controller.abort();
        await assert.rejects(done, { name: "AbortError" });
        await flip("gpt2.wpe.f32.part", where);
        server.answer = () => ({});
        server.requests.length = 0;
        await setup.downloadPositions();
        await assertPositions();
        assert.deepEqual(starts("wpe.weight"), [where - (where % 2 ** 15)]);
      }
    });

    it("finds it in the token table too, whose bytes nobody has published", async () => {
      await setup.downloadAllBut(1_000_000);
      const where = WTE - 1_500_000;
      await flip("gpt2.wte.f32.part", where);
      await setup.download();
      assert.deepEqual(starts("wte.weight"), [where - (where % 2 ** 15)]);
      const byte = (await readFile(at("gpt2.wte.f32"))).subarray(where, where + 1);
      assert.deepEqual([...byte], [0]);
      const table = { name: "gpt2.wte.f32", shape: [50257, 768] } as const;
      assert.ok(await isAsWritten(table, new DiskFiles(setup.folder)));
    });

    it("fetches again what has come since the hashes were written down, where a kill kept the last", async () => {
      await setup.downloadAllBut(1_000_000);
      await truncate(at("gpt2.wte.f32.part"), WTE - 900_000);
      await setup.download();
      assert.deepEqual(starts("wte.weight"), [WTE - 1_000_000]);
    });

    it("fetches all of it again where its hashes are gone or damaged themselves", async () => {
      const wteIs404 = ({ start }: { start: number }) =>
        start >= server.place("wte.weight").start ? { status: 404 } : {};
      for (const damage of [
        () => rm(at("gpt2.wte.f32.sums")),
        () => flip("gpt2.wte.f32.sums", 99),
      ]) {
        await setup.downloadAllBut(1_000_000);
        server.answer = wteIs404;
        await damage();
        await assert.rejects(setup.download(), /404/);
        assert.deepEqual(starts("wte.weight"), [0]);
      }
    });

    it("finds a bit that flipped in a whole table which nobody has verified yet", async () => {
      const verify = () => Promise.reject(new Error("The vector worker ended."));
      await assert.rejects(setup.download({ verify }), /The vector worker ended/);
      await flip("gpt2.wpe.f32", 1_000_000);
      server.requests.length = 0;
      await setup.downloadPositions();
      await assertPositions();
      assert.deepEqual(starts("wpe.weight"), [0]);
    });
  });

  it("starts anew where the file may be another than before", async () => {
    const wteIs404 = ({ start }: { start: number }) =>
      start >= server.place("wte.weight").start ? { status: 404 } : {};
    await setup.downloadAllBut(1_000_000);
    server.etag = '"second"';
    server.answer = wteIs404;
    await assert.rejects(setup.download(), /404/);
    assert.deepEqual(starts("wte.weight"), [0]);

    await setup.downloadAllBut(1_000_000);
    server.answer = (request) => ({ etag: null, ...wteIs404(request) });
    await assert.rejects(setup.download(), /404/);
    assert.deepEqual(starts("wte.weight"), [0]);
  });

  it("does without an ETag within one call", async () => {
    server.answer = ({ start }) => ({
      etag: null,
      ...(start >= server.place("wpe.weight").start ? { breakAfter: 2 ** 20 } : {}),
    });
    await setup.downloadPositions();
    await assertPositions();
    assert.ok(server.requests.every(({ ifRange }) => ifRange === undefined));
  });

  for (const ignoresIfRange of [false, true]) {
    const server206 = ignoresIfRange ? "sends a range of the new one" : "says so";
    it(`starts a table anew, once, when the file changes and the server ${server206}`, async () => {
      server.answer = ({ start }) => {
        const first = server.place("wpe.weight").start;
        if (start > first) server.etag = '"second"';
        const breaks = start === first && server.etag === '"first"';
        return { ignoresIfRange, ...(breaks ? { breakAfter: 2 ** 20, chunk: 2 ** 16 } : {}) };
      };
      await setup.downloadPositions();
      await assertPositions();
      const [first, second, third, ...more] = starts("wpe.weight");
      assert.deepEqual([first, third, more], [0, 0, []]);
      assert.ok(second! > 0);
      // The header is read again too: the tables may have moved.
      assert.equal(server.requests.filter(({ start }) => start === 0).length, 2);
    });
  }

  it("reports a file that changes again and again", async () => {
    let version = 0;
    server.answer = ({ start }) => {
      if (start >= server.place("wpe.weight").start) server.etag = `"${++version}"`;
      return {};
    };
    await assert.rejects(setup.download(), /changed model\.safetensors twice while it was read/);
  });

  it("keeps a table that nobody could verify, and the next call verifies it", async () => {
    const verify = () => Promise.reject(new Error("The vector worker ended."));
    await assert.rejects(setup.download({ verify }), /The vector worker ended/);
    assert.deepEqual(await setup.names(), ["gpt2.wpe.etag", "gpt2.wpe.f32", "gpt2.wpe.f32.sums"]);
    server.requests.length = 0;
    await setup.downloadPositions();
    assert.equal(server.requests.length, 0);
    assert.deepEqual(await setup.names(), ["gpt2.wpe.f32", "gpt2.wpe.f32.sums"]);
  });

  it("reads a longer header, and the names that transformers gives", async () => {
    const { "wpe.weight": wpe, "wte.weight": wte, ...others } = server.tensors;
    for (const name of Object.keys(server.tensors)) Reflect.deleteProperty(server.tensors, name);
    Object.assign(server.tensors, others, { "transformer.wpe.weight": wpe });
    Object.assign(server.tensors, { "transformer.wte.weight": wte });
    for (let at = 0; at < 2000; at++) {
      server.tensors[`empty.${at}`] = { dtype: "F32", shape: [0, 768] };
    }
    await setup.downloadPositions();
    await assertPositions();
    assert.equal(server.requests[1]?.start, 2 ** 16);
  });

  it("lets a browser follow redirects, which shows none, but not to where it must not lead", async () => {
    const asked: string[] = [];
    let end = "https://files.example.com/model.safetensors";
    // As in a browser: a redirect that is not followed is an answer without anything.
    const inBrowser: DownloadOptions["fetch"] = async (url, init) => {
      asked.push(init.redirect);
      if (init.redirect === "manual") {
        return { type: "opaqueredirect", status: 0, headers: new Headers(), body: null };
      }
      const { status, headers, body } = await fetch(url, init);
      return { status, headers, body, url: end };
    };
    await setup.download({ parts: ["wpe"], fetch: inBrowser });
    await assertPositions();
    assert.deepEqual(asked.slice(0, 2), ["manual", "follow"]);

    await rm(join(setup.folder, "gpt2.wpe.f32"));
    end = "http://files.example.com/model.safetensors";
    await assert.rejects(
      setup.download({ parts: ["wpe"], fetch: inBrowser }),
      /redirects to http:\/\/files\.example\.com, which is not https\. What it sends is not used/,
    );
  });

  it("follows redirects to another path and another host", async () => {
    const elsewhere = server.endpoint.replace("127.0.0.1", "localhost");
    server.answer = ({ path }) => {
      if (path === WEIGHTS_PATH) return { location: "/other/model.safetensors?token=1" };
      if (path.startsWith("/other")) return { location: `${elsewhere}/third/model.safetensors` };
      return {};
    };
    await setup.downloadPositions();
    await assertPositions();
    assert.equal(server.requests.at(-1)?.path, "/third/model.safetensors");
    assert.match(server.requests.at(-1)?.range ?? "", /^bytes=\d+-\d+$/);
  });

  describe("when it is cancelled", () => {
    const reason = new Error("Not now.");
    const isReason = (error: unknown): boolean => error === reason;
    const never = new Promise<never>(() => undefined);
    let controller: AbortController;
    beforeEach(() => (controller = new AbortController()));

    it("ends before it begins", async () => {
      controller.abort(reason);
      await assert.rejects(setup.download({ signal: controller.signal }), isReason);
      assert.deepEqual([await setup.names(), server.requests.length], [[], 0]);
    });

    it("ends while bytes come, keeps them, and asks for no more", async () => {
      server.answer = ({ start }) =>
        start >= server.place("wpe.weight").start ? { stallAfter: 2 ** 20 } : {};
      const done = setup.download({ signal: controller.signal });
      const rejected = assert.rejects(done, isReason);
      const files = new DiskFiles(setup.folder);
      await until("kept byte", async () => (await files.size("gpt2.wpe.f32.part")) === 2 ** 20);
      controller.abort(reason);
      await rejected;
      assert.deepEqual(await setup.names(), [
        "gpt2.wpe.etag",
        "gpt2.wpe.f32.part",
        "gpt2.wpe.f32.sums",
      ]);
      server.answer = () => ({});
      await setup.downloadPositions();
      assert.deepEqual(starts("wpe.weight"), [0, 2 ** 20]);
      await assertPositions();
    });

    it("ends while it waits for the next attempt", async () => {
      server.answer = () => ({ status: 503 });
      const done = setup.download({
        signal: controller.signal,
        wait: (_, signal) => {
          setImmediate(() => controller.abort(reason));
          return pause(1e6, signal);
        },
      });
      await assert.rejects(done, isReason);
    });

    it("ends where nothing answers", async () => {
      const done = setup.download({
        signal: controller.signal,
        fetch: () => {
          setImmediate(() => controller.abort(reason));
          return never;
        },
      });
      await assert.rejects(done, isReason);
    });

    it("ends while a table is verified, which the next call does instead", async () => {
      const done = setup.download({
        signal: controller.signal,
        verify: () => {
          setImmediate(() => controller.abort(reason));
          return never;
        },
      });
      await assert.rejects(done, isReason);
      const files = new DiskFiles(setup.folder);
      assert.equal(await hasGpt2Table("wpe", files), false);
      server.requests.length = 0;
      await setup.downloadPositions();
      assert.equal(await hasGpt2Table("wpe", files), true);
      assert.equal(server.requests.length, 0);
    });
  });
});
