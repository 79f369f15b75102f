import { megabytesText } from "../../shared/base/numbers";
import * as l10n from "../../shared/base/l10n";
import { messageOf } from "../../shared/base/rpc";
import { foreign } from "../../shared/base/shown";
import { unlessAborted, type CallSignal } from "../../shared/base/callSignal";
import { pause } from "./abortable";
import { readLayout, type Layout } from "./gpt2Layout";
import {
  gpt2Table,
  gpt2TableBytes,
  hasGpt2Table,
  isWhole,
  originName,
  type Gpt2Part,
} from "./gpt2Tables";
import { ProgressMeter, type Progress } from "./progressMeter";
import { FileChanged, type Fetch } from "./rangeRequest";
import { RangeSource } from "./rangeSource";
import { resumeTable } from "../store/resumedTable";
import { isAsWritten, sumsName } from "../store/tableSums";
import type { NewFile, TableFiles } from "../store/tableFiles";
import { checkSetting, weightsUrl } from "./weightsEndpoint";

/** How far one table is, and all that are wanted together. */
export interface DownloadProgress extends Progress {
  readonly part: Gpt2Part;
  /** Bytes of all tables that are wanted. */
  readonly overall: Pick<Progress, "received" | "total">;
}

export interface DownloadOptions {
  /** Address of a server that has Hugging Face's paths; see `checkEndpoint`. */
  readonly endpoint: string;
  readonly files: TableFiles;
  /** The tables that are wanted; both unless given. */
  readonly parts?: readonly Gpt2Part[];
  readonly fetch: Fetch;
  readonly signal: CallSignal;
  /** At most about ten times a second. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Told before the server is asked again: why, and after how many milliseconds. */
  readonly onWait?: (reason: string, milliseconds: number) => void;
  /** A table is there from now on; awaited before the next one is fetched. */
  readonly onTable?: (part: Gpt2Part) => void | Promise<void>;
  /**
   * As `verifyGpt2Table`: why the table in the file `name` is wrong. When it rejects, nobody knows
   * whether it is, and the file stays for the next call to verify.
   */
  readonly verify: (part: Gpt2Part, name: string) => Promise<string | undefined>;
  readonly wait?: (milliseconds: number, signal: CallSignal) => Promise<void>;
  /** Milliseconds without a byte after which a connection counts as broken; see `Connection`. */
  readonly stallAfter?: number;
}

/** The small one first: it can be looked at while the other comes. */
const PARTS = ["wpe", "wte"] as const;
/** What a disk should have left when all is written. */
const SPARE_BYTES = 16e6;
const STALL_AFTER = 30_000;

/**
 * Gets those of GPT-2's tables that are wanted and not there, and nothing else of its file. A call that
 * ends early leaves what it received to the next one, which goes on from there.
 * @throws the signal's reason as soon as there is one
 * @throws {Error} that names the server and says what to do next
 */
export async function downloadGpt2(options: DownloadOptions): Promise<void> {
  const { endpoint, files, fetch, signal } = options;
  const url = weightsUrl(endpoint);
  signal.throwIfAborted();
  const missing: Gpt2Part[] = [];
  for (const part of wantedParts(options)) {
    if (!(await hasGpt2Table(part, files))) missing.push(part);
  }
  await checkFree(missing, files, signal);

  const { wait = pause, stallAfter = STALL_AFTER, onWait } = options;
  const download = new Download(options, url, () => {
    return new RangeSource(url, { fetch, signal, wait, stallAfter, onWait });
  });
  for (const part of missing) {
    // The last call may have ended between the last byte and the verification.
    const step = async (): Promise<void> => signal.throwIfAborted();
    if ((await isWhole(part, files)) && !(await isAsWritten(gpt2Table(part), files, step))) {
      await removeTable(part, files);
    }
    if (!(await isWhole(part, files))) await download.fetch(part);
    await download.verify(part);
    await options.onTable?.(part);
    signal.throwIfAborted();
  }
}

class Download {
  private layout: Layout | undefined;

  constructor(
    private readonly options: DownloadOptions,
    private readonly url: URL,
    private readonly newSource: () => RangeSource,
  ) {}

  /** Gets a table's bytes into its file; from the start, once, when the server's file changes. */
  async fetch(part: Gpt2Part): Promise<void> {
    for (let changes = 0; ; changes++) {
      try {
        this.layout ??= await readLayout(this.newSource());
        await this.fill(part, this.layout);
        return;
      } catch (error) {
        if (!(error instanceof FileChanged)) throw error;
        this.layout = undefined;
        if (changes === 1) {
          throw new Error(
            l10n.t(
              "{0} changed model.safetensors twice while it was read. Run the command again later.",
              foreign(this.url.host),
            ),
            { cause: error },
          );
        }
      }
    }
  }

  /** Removes a finished table that is not GPT-2's. */
  async verify(part: Gpt2Part): Promise<void> {
    const { files, signal, verify } = this.options;
    const { name } = gpt2Table(part);
    const wrong = await unlessAborted(verify(part, name), signal);
    if (wrong !== undefined) await removeTable(part, files);
    await files.remove(originName(part));
    if (wrong !== undefined) {
      throw new Error(
        checkSetting(
          l10n.t(
            "The table {0} that {1} sent is not GPT-2's: {2}. It was removed.",
            part,
            foreign(this.url.host),
            wrong,
          ),
        ),
      );
    }
  }

  private async fill(part: Gpt2Part, { source, tables }: Layout): Promise<void> {
    const { files, onProgress, signal } = this.options;
    const { start, end } = tables[part];
    const total = end - start;
    const step = async (): Promise<void> => signal.throwIfAborted();
    const opening = resumeTable(files, gpt2Table(part).name, step);
    await withPart(part, opening, files, signal, async (file) => {
      await this.keepOnlySameOrigin(part, file, source.version?.etag);
      if (file.length > total) await file.clear();
      const wanted = wantedParts(this.options);
      const meter = new ProgressMeter(total, file.length, (progress) => {
        onProgress?.({ part, ...progress, overall: overall(wanted, part, progress.received) });
      });
      await source.read(start + file.length, end, async (bytes) => {
        await written(part, file.append(bytes));
        meter.update(file.length);
      });
      await written(part, file.finish());
    });
  }

  /** Forgets bytes that are not known to be of this version of the server's file. */
  private async keepOnlySameOrigin(
    part: Gpt2Part,
    file: NewFile,
    etag: string | undefined,
  ): Promise<void> {
    const { files } = this.options;
    const name = originName(part);
    const origin = new TextEncoder().encode(etag === undefined ? "" : `${this.url.href} ${etag}`);
    const kept = await files.read(name, 0, (await files.size(name)) ?? 0).catch(() => undefined);
    const isSame = etag !== undefined && kept?.join() === origin.join();
    if (!isSame && file.length > 0) await file.clear();
    await written(part, files.write(name, origin));
  }
}

/** Lets `work` write the file that will be a table's; what it wrote stays when it fails. */
async function withPart(
  part: Gpt2Part,
  opening: Promise<NewFile>,
  files: TableFiles,
  signal: CallSignal,
  work: (file: NewFile) => Promise<void>,
): Promise<void> {
  const file = await unlessAborted(opening, signal).catch((error: unknown) => {
    // It may still be had, and would be nobody's.
    opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  });
  try {
    await work(file);
  } finally {
    await file.close();
    // An empty one is of no use to anybody, unless another goes on with it by now.
    if (file.length === 0) await removeTable(part, files).catch(() => undefined);
  }
}

async function removeTable(part: Gpt2Part, files: TableFiles): Promise<void> {
  const { name } = gpt2Table(part);
  await files.remove(name);
  await files.remove(sumsName(name));
}

/** @throws {Error} when there is less room than the missing bytes need */
async function checkFree(
  missing: readonly Gpt2Part[],
  files: TableFiles,
  signal: CallSignal,
): Promise<void> {
  let rest = 0;
  for (const part of missing) {
    if (await isWhole(part, files)) continue;
    const opening = files.resume(gpt2Table(part).name);
    await withPart(part, opening, files, signal, async (file) => {
      rest += Math.max(0, gpt2TableBytes(part) - file.length);
    });
  }
  const free = await files.free();
  const needed = rest + SPARE_BYTES;
  if (rest === 0 || free === undefined || free >= needed) return;
  throw new Error(
    l10n.t(
      "GPT-2's tables need {0} of free disk space, and there are {1}. Make room, then run the command again.",
      megabytesText(needed),
      megabytesText(free),
    ),
  );
}

/** In the order in which they come. */
function wantedParts({ parts = PARTS }: Pick<DownloadOptions, "parts">): readonly Gpt2Part[] {
  return PARTS.filter((part) => parts.includes(part));
}

/** Tables come in order: those before this one are there. */
function overall(
  wanted: readonly Gpt2Part[],
  part: Gpt2Part,
  received: number,
): DownloadProgress["overall"] {
  const sum = (parts: readonly Gpt2Part[]) =>
    parts.reduce((bytes, each) => bytes + gpt2TableBytes(each), 0);
  return { received: sum(wanted.slice(0, wanted.indexOf(part))) + received, total: sum(wanted) };
}

async function written<T>(part: Gpt2Part, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(
      l10n.t(
        "{0} could not be written ({1}). What was received is kept: run the command again to go on from there.",
        gpt2Table(part).name,
        foreign(messageOf(error), 160),
      ),
      { cause: error },
    );
  }
}
