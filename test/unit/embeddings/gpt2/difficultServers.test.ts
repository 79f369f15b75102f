import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { retryAfter } from "../../../../src/embeddings/gpt2/retryAfter";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import { DownloadSetup } from "../../../support/download";
import { standInBytes } from "../../../support/gpt2StandIn";
import type { Answer, WeightsRequest, WeightsServer } from "../../../support/weightsServer";

describe("The download of GPT-2's tables from a difficult server", () => {
  let setup: DownloadSetup;
  let server: WeightsServer;
  beforeEach(async () => {
    setup = await DownloadSetup.make();
    server = setup.server;
  });
  afterEach(() => setup.end());

  async function assertPositions(): Promise<void> {
    const got = await readFile(join(setup.folder, "gpt2.wpe.f32"));
    assert.ok(got.equals(standInBytes()));
  }
  /** Answers so once the position table is read. */
  const inTable =
    (answer: Answer) =>
    ({ start }: WeightsRequest): Answer =>
      start >= server.place("wpe.weight").start ? answer : {};

  it("waits as long as it is asked to, in seconds or until a date, and no less than it would", async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    for (const [status, header, expected] of [
      [429, "3", 3000],
      [503, "17", 17_000],
      [429, "0", 500],
      [503, "Wed, 21 Oct 2015 07:28:00 GMT", 500],
      [429, "soon", 500],
      [503, "-5", 500],
      // Nobody waits for an hour or a day without being asked.
      [503, inAnHour, 120_000],
      [429, "86400", 120_000],
      [503, "Fri, 31 Dec 2999 23:59:59 GMT", 120_000],
    ] as const) {
      setup.pauses.length = 0;
      server.requests.length = 0;
      server.answer = (_, number) =>
        number === 0 ? { status, headers: { "retry-after": header } } : { status: 404 };
      await assert.rejects(setup.download(), /404/);
      assert.deepEqual(setup.pauses, [expected], header);
    }
  });

  it("says what it was asked to wait, before each wait and when it gives up", async () => {
    server.answer = () => ({ status: 429, headers: { "retry-after": "3600" } });
    const waits: [string, number][] = [];
    await assert.rejects(
      setup.download({ onWait: (...wait) => waits.push(wait) }),
      /5 attempts in a row failed \(it answered with status 429 and asks to wait 3600 s\)\. What was received is kept/,
    );
    const reason = "it answered with status 429 and asks to wait 3600 s";
    assert.deepEqual(
      waits,
      Array.from({ length: 4 }, () => [reason, 120_000]),
    );
  });

  it("ends where bytes only trickle, from the start or in the middle, and goes on later", async () => {
    const sentence = /5 attempts in a row failed \(only \d+ bytes came in 0\.2 s\)\. What was/;
    for (const answer of [() => ({ trickleEvery: 5 }), inTable({ trickleEvery: 5 })]) {
      server.answer = answer;
      await assert.rejects(setup.download({ stallAfter: 200 }), sentence);
    }
    server.answer = () => ({});
    await setup.downloadPositions();
    await assertPositions();
  });

  it("ends where each connection breaks after next to nothing", async () => {
    for (const answer of [
      { breakAfter: 1 },
      { breakAfter: 1000 },
      { sends: 10 },
      { stallAfter: 7 },
    ]) {
      server.answer = inTable(answer);
      await assert.rejects(
        setup.download({ stallAfter: 200 }),
        /could not be read: 5 attempts in a row failed .* What was received is kept/,
      );
    }
    const got = server.requestsFor("wpe.weight").at(-1)?.start ?? 0;
    assert.ok(got > server.place("wpe.weight").start, "What came of each attempt is kept.");
    server.answer = () => ({});
    await setup.downloadPositions();
    await assertPositions();
  });

  it("goes on where each connection breaks after a little more", async () => {
    server.answer = inTable({ breakAfter: 2 ** 17, chunk: 2 ** 15 });
    await setup.downloadPositions();
    await assertPositions();
  });

  it("refuses what is packed on the way", async () => {
    server.answer = () => ({ headers: { "content-encoding": "br" } });
    await assert.rejects(setup.download(), /compresses what it sends \(br\).*Check the setting/);
    assert.equal(server.requests.length, 1);
  });

  it("is cancelled also while another window may have the file", async () => {
    const files = new DiskFiles(setup.folder);
    const controller = new AbortController();
    const reason = new Error("Not now.");
    let late = 0;
    const slow = Object.assign(Object.create(files) as DiskFiles, {
      resume: async (name: string) => {
        controller.abort(reason);
        await new Promise(setImmediate);
        const file = await files.resume(name);
        const close = file.close.bind(file);
        return Object.assign(file, {
          close: async () => {
            await close();
            late++;
          },
        });
      },
    });
    await assert.rejects(
      setup.download({ files: slow, signal: controller.signal }),
      (error) => error === reason,
    );
    while (late === 0) await new Promise(setImmediate);
    // Nobody keeps the lock.
    await (await files.resume("gpt2.wpe.f32")).close();
  });
});

describe("Retry-After", () => {
  it("is a number of seconds or a date, and nothing else", () => {
    const now = Date.UTC(2026, 0, 1);
    for (const [header, expected] of [
      ["0", 0],
      [" 120 ", 120_000],
      ["Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
      ["Thursday, 01-Jan-26 00:01:00 GMT", 60_000],
      ["Thu Jan  1 00:01:00 2026 GMT", 60_000],
      ["Wed, 31 Dec 2025 23:59:00 GMT", 0],
      ["", undefined],
      ["1.5", undefined],
      ["-1", undefined],
      ["1e3", undefined],
      ["tomorrow", undefined],
      ["2026", 2_026_000],
      [null, undefined],
    ] as const) {
      assert.equal(retryAfter(header, now), expected, String(header));
    }
  });
});
