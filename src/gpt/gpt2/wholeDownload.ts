import * as l10n from "../../shared/base/l10n";
import { unlessAborted } from "../../shared/base/callSignal";
import { hasPart, isWhole } from "../../embeddings/gpt2/fileParts";
import { readServedHeader } from "../../embeddings/gpt2/servedHeader";
import {
  checkFree,
  PartDownload,
  whileWriting,
  type PartOptions,
} from "../../embeddings/gpt2/partDownload";
import type { DownloadProgress } from "../../embeddings/gpt2/gpt2Weights";
import { FileProblem } from "../../embeddings/store/fileProblem";
import type { TableFiles } from "../../embeddings/store/tableFiles";
import { tableBytes } from "../../embeddings/table";
import { gpt2Layout, type Gpt2Layout, type PlacedPart } from "./gpt2Layout";
import { HEADER_NAME, keptLayout } from "./keptGpt2";
import { WHOLE_GPT2, type WholeGpt2 } from "./wholeGpt2";

export interface WholeDownloadOptions extends PartOptions {
  /** What the server's file has to have. */
  readonly bytes: number;
  /** At most about ten times a second. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** As `verifyGpt2`; when it rejects, what was received stays for the next call to verify. */
  readonly verify: () => Promise<string | undefined>;
  readonly gpt2?: Pick<WholeGpt2, "pair" | "heads">;
}

/**
 * Gets what is missing of all of GPT-2 after its tables have come, and has all of it verified. A call
 * that ends early leaves what it received to the next one, which goes on from there.
 * @throws the signal's reason as soon as there is one
 * @throws {Error} that names the server and says what to do next
 */
export async function downloadRest(options: WholeDownloadOptions): Promise<void> {
  const { files, signal, bytes, onProgress, gpt2 = WHOLE_GPT2 } = options;
  let layout = await keptLayout(files, bytes, gpt2);
  let rest = 0;
  const download = new PartDownload(
    options,
    async (source) => {
      const read = await readServedHeader(source, (header, fileBytes) => {
        checkBytes(fileBytes, bytes);
        return { header: header.bytes, ...gpt2Layout(header, gpt2) };
      });
      await whileWriting(HEADER_NAME, files.write(HEADER_NAME, read.header));
      layout = read;
      return new Map(read.parts.map((part) => [part.name, part]));
    },
    ({ name }, progress) => {
      const overall = { received: bytes - rest + progress.received, total: bytes };
      onProgress?.({ part: name, ...progress, overall });
    },
  );
  signal.throwIfAborted();
  if (layout === undefined || !(await areWhole(layout, files))) await download.layoutOf();
  const missing: PlacedPart[] = [];
  for (const part of layout?.parts ?? []) if (!(await hasPart(part, files))) missing.push(part);
  await checkFree(missing, files, (needed, free) =>
    l10n.t(
      "The rest of GPT-2 needs {0} of free disk space, and there are {1}. Make room, then run the command again.",
      needed,
      free,
    ),
  );
  rest = missing.reduce((sum, { table }) => sum + tableBytes(table), 0);
  for (const part of missing) {
    await download.get(part);
    rest -= tableBytes(part.table);
    signal.throwIfAborted();
  }
  const wrong = await unlessAborted(options.verify(), signal);
  if (wrong === undefined) return;
  throw download.wrongPart(
    l10n.t(
      "The model.safetensors that {0} sent is not GPT-2's: {1}. It was removed.",
      download.host,
      wrong,
    ),
  );
}

async function areWhole({ parts }: Gpt2Layout, files: TableFiles): Promise<boolean> {
  for (const part of parts) if (!(await isWhole(part, files))) return false;
  return true;
}

function checkBytes(found: number, right: number): void {
  if (found === right) return;
  throw new FileProblem((file) =>
    l10n.t("{0} has {1} bytes instead of GPT-2's {2}.", file, found, right),
  );
}
