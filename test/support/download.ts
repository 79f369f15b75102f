import assert from "node:assert/strict";
import { open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { gpt2TableBytes, verifyGpt2Table } from "../../src/embeddings/gpt2/gpt2Tables";
import { downloadGpt2, type DownloadOptions } from "../../src/embeddings/gpt2/gpt2Weights";
import { DiskFiles } from "../../src/embeddings/store/node/diskFiles";
import { writeSums } from "../../src/embeddings/store/tableSums";
import { freshFolder } from "../../.ci/support/folders";
import { STAND_IN_PUBLISHED } from "./gpt2StandIn";
import { publishedValues, WeightsServer } from "./weightsServer";

/** A folder, a server and downloads from one to the other. */
export class DownloadSetup {
  /** Milliseconds that were asked to pass; none did. */
  readonly pauses: number[] = [];

  private constructor(
    readonly server: WeightsServer,
    readonly folder: string,
  ) {}

  static async make(): Promise<DownloadSetup> {
    const server = new WeightsServer();
    await server.listen();
    return new DownloadSetup(server, freshFolder("download"));
  }

  async end(): Promise<void> {
    await this.server.close();
    await rm(this.folder, { recursive: true });
  }

  /** As a newly opened window would do it. */
  download(options: Partial<DownloadOptions> = {}): Promise<void> {
    const files = options.files ?? new DiskFiles(this.folder);
    return downloadGpt2({
      endpoint: this.server.endpoint,
      files,
      fetch: (url, init) => fetch(url, init),
      signal: new AbortController().signal,
      verify: (part, name) => verifyGpt2Table(part, files, name, undefined, STAND_IN_PUBLISHED),
      wait: async (milliseconds) => void this.pauses.push(milliseconds),
      ...options,
    });
  }

  /** Downloads the position table alone, which must succeed. */
  async downloadPositions(options: Partial<DownloadOptions> = {}): Promise<void> {
    const controller = new AbortController();
    const done = this.download({
      ...options,
      signal: controller.signal,
      onTable: () => controller.abort(),
    });
    await assert.rejects(done, { name: "AbortError" });
  }

  /** Downloads both but for the last bytes of wte, as a window that was closed on the way. */
  async downloadAllBut(missing: number): Promise<void> {
    const { server, folder } = this;
    const controller = new AbortController();
    const { answer } = server;
    server.answer = ({ start }) =>
      start === server.place("wte.weight").start ? { breakAfter: 2 ** 20, chunk: 2 ** 16 } : {};
    const wait = async () => controller.abort();
    const done = this.download({ signal: controller.signal, wait });
    await assert.rejects(done, { name: "AbortError" });
    server.answer = answer;
    server.requests.length = 0;
    // What would have come is written by hand: 154 MB of it take their time.
    const file = await open(join(folder, "gpt2.wte.f32.part"), "r+");
    assert.ok((await file.stat()).size > 0);
    await file.truncate(gpt2TableBytes("wte") - missing);
    for (const { start, bytes } of publishedValues()) {
      if (start < gpt2TableBytes("wte") - missing) await file.write(bytes, 0, 4, start);
    }
    await file.close();
    await this.writeSums();
  }

  /** Writes down the hashes of the unfinished token table as it is. */
  async writeSums(): Promise<void> {
    const at = (name: string) => join(this.folder, name);
    await writeSums("gpt2.wte.f32.part", new DiskFiles(this.folder), async () => undefined);
    await rename(at("gpt2.wte.f32.part.sums"), at("gpt2.wte.f32.sums"));
  }

  /** Names of all files, in order. */
  async names(): Promise<string[]> {
    return (await readdir(this.folder)).sort();
  }
}
