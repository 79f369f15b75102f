import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { freshFolder } from "../../.ci/support/folders";
import { DiskFiles } from "../../src/embeddings/store/node/diskFiles";
import { verifyGpt2 } from "../../src/gpt/gpt2/keptGpt2";
import { downloadRest, type WholeDownloadOptions } from "../../src/gpt/gpt2/wholeDownload";
import type { WholeGpt2 } from "../../src/gpt/gpt2/wholeGpt2";
import { bookTensors, gpt2Tensors, type Named } from "./gptInFiles";
import { WeightsServer } from "./weightsServer";

const SIZES = { vocabulary: 31, context: 9, width: 8, layers: 2 } as const;

/** All of a small GPT in Hugging Face's layout. */
export const SMALL_GPT2: Named = gpt2Tensors(bookTensors(1, SIZES), "conv1d");

/** A server of a small GPT-2, a folder, and downloads from one to the other. */
export class WholeSetup {
  private constructor(
    readonly server: WeightsServer,
    readonly folder: string,
    /** What the server serves. */
    readonly gpt2: WholeGpt2,
  ) {}

  /** @param greedy ids that it is said to go on with */
  static async make(greedy: WholeGpt2["published"]["greedy"]): Promise<WholeSetup> {
    const server = new WeightsServer(new Uint8Array(0));
    server.serve(SMALL_GPT2);
    await server.listen();
    const bytes = server.read(0, server.bytes);
    const { vocabulary, context, width } = SIZES;
    const gpt2: WholeGpt2 = {
      info: {
        ...{ source: "gpt2", name: "GPT-2 smallest", vocabularySize: vocabulary },
        ...{ dimensions: width, contextLength: context },
      },
      pair: {
        graph: "gpt2.onnx",
        token: { name: "gpt2.wte.f32", shape: [vocabulary, width] },
        position: { name: "gpt2.wpe.f32", shape: [context, width] },
      },
      heads: 2,
      published: {
        file: { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") },
        greedy,
      },
    };
    return new WholeSetup(server, freshFolder("wholeDownload"), gpt2);
  }

  async end(): Promise<void> {
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** As a newly opened window would do it. */
  download(options: Partial<WholeDownloadOptions> = {}): Promise<void> {
    const { gpt2, folder, server } = this;
    const files = options.files ?? new DiskFiles(folder);
    return downloadRest({
      endpoint: server.endpoint,
      files,
      fetch: (url, init) => fetch(url, init),
      signal: new AbortController().signal,
      bytes: gpt2.published.file.bytes,
      verify: () => verifyGpt2(files, gpt2),
      wait: async () => undefined,
      gpt2,
      ...options,
    });
  }
}
