import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import type { ResumedFile } from "../../../../src/embeddings/store/tableFiles";
import { DownloadSetup } from "../../../support/download";
import { WEIGHTS_PATH, type Answer, type WeightsServer } from "../../../support/weightsServer";

const NEXT = /Check the setting tokenscope\.gpt2\.endpoint, then run the command again\.$/;

describe("The download of GPT-2's tables refuses", () => {
  let setup: DownloadSetup;
  let server: WeightsServer;
  beforeEach(async () => {
    setup = await DownloadSetup.make();
    server = setup.server;
  });
  afterEach(() => setup.end());

  /** The message has the host, the reason and what to do, and nothing is left. */
  async function assertRefused(reason: RegExp, next = NEXT): Promise<void> {
    await assert.rejects(setup.download(), (error: Error) => {
      assert.match(error.message, /(127\.0\.0\.1|localhost):\d+/);
      assert.match(error.message, reason);
      assert.match(error.message, next);
      return true;
    });
  }

  for (const [status, reason] of [
    [403, /refuses access to GPT-2's weights \(status 403\)/],
    [404, /has no openai-community\/gpt2\/model\.safetensors \(status 404\)/],
    [416, /has a model\.safetensors that is too short for GPT-2's \(status 416\)/],
    [418, /answers with status 418/],
  ] as const) {
    it(`an answer of status ${status}, at once`, async () => {
      server.answer = () => ({ status });
      await assertRefused(reason);
      assert.equal(server.requests.length, 1);
      assert.deepEqual(await setup.names(), []);
    });
  }

  it("a server that ignores Range, without reading what it sends", async () => {
    server.answer = () => ({ ignoresRange: true });
    await assertRefused(
      /whole file of 548 MB .* ignores Range requests\. Nothing/,
      /Choose another/,
    );
    assert.equal(server.requests.length, 1);
    // Some is on its way before a connection can be ended.
    assert.ok(server.bytesServed < 20e6, `${server.bytesServed} bytes`);
    assert.deepEqual(await setup.names(), []);
  });

  it("a server that cannot be reached, after five attempts", async () => {
    const { endpoint } = server;
    const closed = setup;
    setup = await DownloadSetup.make();
    await closed.end();
    await assert.rejects(
      setup.download({ endpoint }),
      /127\.0\.0\.1:\d+ could not be read: 5 attempts in a row failed \(connect ECONNREFUSED/,
    );
    assert.deepEqual(setup.pauses, [500, 1000, 2000, 4000]);
  });

  for (const [what, answer, reason] of [
    [
      "bytes from another place",
      { contentRange: "bytes 8-65543/548105227" },
      /was asked for bytes 0 to 65535 and sends "bytes 8-65543\/548105227"/,
    ],
    ["fewer bytes than asked for", { contentRange: "bytes 0-9/548105227" }, /sends "bytes 0-9/],
    ["a file of unknown length", { contentRange: "bytes 0-65535/*" }, /sends "bytes 0-65535\/\*"/],
    ["a Content-Range of something else", { contentRange: "lines 1-2/3" }, /sends "lines 1-2\/3"/],
    ["more bytes than announced", { sends: 70_000 }, /sends more than the 65536 bytes/],
  ] as [string, Answer, RegExp][]) {
    it(what, async () => {
      server.answer = () => answer;
      await assertRefused(reason);
      assert.deepEqual(await setup.names(), []);
    });
  }

  it("a length that does not fit the tensors", async () => {
    server.claimedBytes = 548_200_000;
    await assertRefused(/has 548200000 bytes, but its tensors end at byte 548105\d+/);
    server.claimedBytes = 5000;
    await assertRefused(/ends within its header: 5000 bytes are there/);
  });

  it("a length that is another than before", async () => {
    server.answer = ({ start }) => {
      if (start > 0) server.claimedBytes = 548_200_000;
      return {};
    };
    await assertRefused(/a length of 548200000 bytes, and gave it 548105\d+ before/);
  });

  for (const [what, change, reason] of [
    [
      "a file without the tables",
      () => delete server.tensors["wte.weight"],
      /has no tensor "wte\.weight"/,
    ],
    [
      "tables of another type",
      () => (server.tensors["wpe.weight"] = { dtype: "F16", shape: [1024, 768] }),
      /has "wpe\.weight" as F16 \[1024, 768\] instead of F32 \[1024, 768\]/,
    ],
    [
      "tables of another size",
      () => (server.tensors["wte.weight"] = { dtype: "F32", shape: [50257, 1024] }),
      /has "wte\.weight" as F32 \[50257, 1024\] instead of F32 \[50257, 768\]/,
    ],
    [
      "a header of megabytes",
      () => server.patches.push({ start: 0, bytes: Uint8Array.of(0, 0, 32, 0, 0, 0, 0, 0) }),
      /has a header of 2097152 bytes, far more than GPT-2's/,
    ],
    [
      "what is not a safetensors file",
      () => server.patches.push({ start: 0, bytes: Buffer.from("<!DOCTYPE html><html>") }),
      /claims a header of \d+ bytes/,
    ],
    [
      "a header that is damaged",
      () => server.patches.push({ start: 8, bytes: Buffer.from("}") }),
      /has a header that is no JSON/,
    ],
  ] as [string, () => unknown, RegExp][]) {
    it(what, async () => {
      change();
      await assertRefused(reason);
      assert.deepEqual(await setup.names(), []);
    });
  }

  for (const [what, location, reason, requests] of [
    ["redirects in a circle", WEIGHTS_PATH, /redirects more than 5 times/, 6],
    [
      "a redirect that leaves https",
      "http://example.com/model.safetensors",
      /redirects to http:\/\/example\.com, which is not https\. Nothing was asked of it/,
      1,
    ],
    ["a redirect to a file", "file:///etc/passwd", /redirects to file:.*, which is not https/, 1],
    ["a redirect to nowhere", "http://", /redirects without saying where to/, 1],
  ] as [string, string, RegExp, number][]) {
    it(what, async () => {
      server.answer = () => ({ location });
      await assertRefused(reason);
      assert.equal(server.requests.length, requests);
    });
  }

  it("a disk without room, before it asks for anything", async () => {
    class SmallDisk extends DiskFiles {
      override async free(): Promise<number> {
        return 20e6;
      }
    }
    const files = new SmallDisk(setup.folder);
    await assert.rejects(
      setup.download({ files }),
      /need 174 MB of free disk space, and there are 20 MB\. Make room/,
    );
    assert.deepEqual([await setup.names(), server.requests.length], [[], 0]);

    // What is there already needs no room.
    await setup.downloadAllBut(1_000_000);
    await setup.download({ files });
  });

  it("a disk that is full on the way, at once, and keeps what was written", async () => {
    class FullDisk extends DiskFiles {
      override async resume(name: string): Promise<ResumedFile> {
        const file = await super.resume(name);
        const append = file.append.bind(file);
        file.append = (bytes) =>
          file.length > 2 ** 20
            ? Promise.reject(new Error("ENOSPC: no space left on device, write"))
            : append(bytes);
        return file;
      }
    }
    await assert.rejects(
      setup.download({ files: new FullDisk(setup.folder) }),
      /gpt2\.wpe\.f32 could not be written \(ENOSPC: no space left .*\)\. What was received is kept/,
    );
    assert.equal(server.requestsFor("wpe.weight").length, 1);
    assert.deepEqual(await setup.names(), [
      "gpt2.wpe.etag",
      "gpt2.wpe.f32.part",
      "gpt2.wpe.f32.sums",
    ]);
  });

  it("a position table with other values, and leaves nothing of it", async () => {
    await writeFile(join(setup.folder, "other.f32"), "kept");
    server.patches.push({ start: server.place("wpe.weight").start, bytes: Uint8Array.of(1) });
    await assertRefused(
      /The table wpe that .* sent is not GPT-2's: it has the SHA-256 [0-9a-f]{64}/,
    );
    assert.deepEqual(await setup.names(), ["other.f32"]);
    assert.equal(server.requestsFor("wte.weight").length, 0);
  });

  it("a token table with other values, and keeps the position table", async () => {
    await setup.downloadAllBut(1_000_000);
    const { end } = server.place("wte.weight");
    server.patches.push({
      start: end - 400_000,
      bytes: new Uint8Array(Float32Array.of(NaN).buffer),
    });
    await assertRefused(/The table wte .* has a value that is not finite, number 38497376\b/);
    assert.deepEqual(await setup.names(), ["gpt2.wpe.f32", "gpt2.wpe.f32.sums"]);
  });
});
