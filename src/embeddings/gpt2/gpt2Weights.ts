import * as l10n from "../../shared/base/l10n";
import { unlessAborted } from "../../shared/base/callSignal";
import { originName, removePart } from "./fileParts";
import { readServedHeader, tableEntries } from "./servedHeader";
import { gpt2FilePart, gpt2TableBytes, hasGpt2Table, type Gpt2Part } from "./gpt2Tables";
import { checkFree, PartDownload, type PartOptions } from "./partDownload";
import type { Progress } from "./progressMeter";

/** How far one part is, and all that are wanted together. */
export interface DownloadProgress extends Progress {
  /** As it is called: "wpe", "wte" and those of the rest. */
  readonly part: string;
  /** Bytes of all parts that are wanted. */
  readonly overall: Pick<Progress, "received" | "total">;
}

export interface DownloadOptions extends PartOptions {
  /** The tables that are wanted; both unless given. */
  readonly parts?: readonly Gpt2Part[];
  /** At most about ten times a second. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** A table is there from now on; awaited before the next one is fetched. */
  readonly onTable?: (part: Gpt2Part) => void | Promise<void>;
  /**
   * As `verifyGpt2Table`: why the table in the file `name` is wrong. When it rejects, nobody knows
   * whether it is, and the file stays for the next call to verify.
   */
  readonly verify: (part: Gpt2Part, name: string) => Promise<string | undefined>;
}

/** The small one first: it can be looked at while the other comes. */
const PARTS = ["wpe", "wte"] as const;

/**
 * Gets those of GPT-2's tables that are wanted and not there, and nothing else of its file. A call that
 * ends early leaves what it received to the next one, which goes on from there.
 * @throws the signal's reason as soon as there is one
 * @throws {Error} that names the server and says what to do next
 */
export async function downloadGpt2(options: DownloadOptions): Promise<void> {
  const { files, signal, onProgress, parts = PARTS } = options;
  // In the order in which they come.
  const wanted = PARTS.filter((part) => parts.includes(part));
  const download = new PartDownload(
    options,
    (source) => readServedHeader(source, (header) => new Map(Object.entries(tableEntries(header)))),
    ({ name }, progress) => {
      const overall = overallOf(wanted, name, progress.received);
      onProgress?.({ part: name, ...progress, overall });
    },
  );
  signal.throwIfAborted();
  const missing: Gpt2Part[] = [];
  for (const part of wanted) if (!(await hasGpt2Table(part, files))) missing.push(part);
  await checkFree(missing.map(gpt2FilePart), files, (needed, free) =>
    l10n.t(
      "GPT-2's tables need {0} of free disk space, and there are {1}. Make room, then run the command again.",
      needed,
      free,
    ),
  );
  for (const part of missing) {
    await download.get(gpt2FilePart(part));
    await verify(part, download, options);
    await options.onTable?.(part);
    signal.throwIfAborted();
  }
}

/** Removes a finished table that is not GPT-2's. */
async function verify(
  part: Gpt2Part,
  download: PartDownload,
  { files, signal, verify: whyWrong }: DownloadOptions,
): Promise<void> {
  const file = gpt2FilePart(part);
  const wrong = await unlessAborted(whyWrong(part, file.table.name), signal);
  if (wrong !== undefined) await removePart(file, files);
  await files.remove(originName(file));
  if (wrong === undefined) return;
  throw download.wrongPart(
    l10n.t(
      "The table {0} that {1} sent is not GPT-2's: {2}. It was removed.",
      part,
      download.host,
      wrong,
    ),
  );
}

/** Tables come in order: those before this one are there. */
function overallOf(
  wanted: readonly Gpt2Part[],
  name: string,
  received: number,
): DownloadProgress["overall"] {
  const sum = (parts: readonly Gpt2Part[]) =>
    parts.reduce((bytes, each) => bytes + gpt2TableBytes(each), 0);
  const before = wanted.slice(
    0,
    wanted.findIndex((each) => each === name),
  );
  return { received: sum(before) + received, total: sum(wanted) };
}
