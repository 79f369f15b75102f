import { megabytesText } from "../../shared/base/numbers";
import * as l10n from "../../shared/base/l10n";
import { messageOf } from "../../shared/base/rpc";
import { foreign } from "../../shared/base/shown";
import { unlessAborted, type CallSignal } from "../../shared/base/callSignal";
import { pause } from "./abortable";
import { isWhole, originName, removePart, type FilePart } from "./fileParts";
import { ProgressMeter, type Progress } from "./progressMeter";
import { FileChanged, type Fetch } from "./rangeRequest";
import { RangeSource } from "./rangeSource";
import { resumeTable } from "../store/resumedTable";
import { isAsWritten } from "../store/tableSums";
import type { NewFile, TableFiles } from "../store/tableFiles";
import { tableBytes } from "../table";
import { checkSetting, weightsUrl } from "./weightsEndpoint";

/** What every download of parts of GPT-2's file works with. */
export interface PartOptions {
  /** Address of a server that has Hugging Face's paths; see `checkEndpoint`. */
  readonly endpoint: string;
  readonly files: TableFiles;
  readonly fetch: Fetch;
  readonly signal: CallSignal;
  /** Told before the server is asked again: why, and after how many milliseconds. */
  readonly onWait?: (reason: string, milliseconds: number) => void;
  readonly wait?: (milliseconds: number, signal: CallSignal) => Promise<void>;
  /** Milliseconds without a byte after which a connection counts as broken; see `Connection`. */
  readonly stallAfter?: number;
}

/** Bytes `[start, end)` of the server's file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a disk should have left when all is written. */
const SPARE_BYTES = 16e6;
const STALL_AFTER = 30_000;

/** Gets parts of the server's file, all of the same version of it, into files of their own. */
export class PartDownload {
  private readonly url: URL;
  private layout: Promise<ReadonlyMap<string, ByteRange>> | undefined;
  private source: RangeSource;

  /**
   * @param places reads where parts lie, by their names
   * @param onProgress at most about ten times a second
   */
  constructor(
    private readonly options: PartOptions,
    private readonly places: (source: RangeSource) => Promise<ReadonlyMap<string, ByteRange>>,
    private readonly onProgress: (part: FilePart, progress: Progress) => void,
  ) {
    this.url = weightsUrl(options.endpoint);
    this.source = this.newSource();
  }

  /**
   * Gets what is missing of a part, unless all of it is there: the last call may have ended between
   * the last byte and the verification.
   * @throws the signal's reason as soon as there is one
   * @throws {Error} that names the server and says what to do next
   */
  async get(part: FilePart): Promise<void> {
    const { files, signal } = this.options;
    const step = async (): Promise<void> => signal.throwIfAborted();
    if (await isWhole(part, files)) {
      const isSame = this.source.version === undefined || (await this.isOfThisVersion(part));
      if (isSame && (await isAsWritten(part.table, files, step))) return;
      await removePart(part, files);
    }
    await this.fetch(part);
  }

  /**
   * What lies in the server's file, asked for once.
   * @throws as `get`
   */
  layoutOf(): Promise<ReadonlyMap<string, ByteRange>> {
    return (this.layout ??= this.places(this.source));
  }

  /** What a finished part that is not GPT-2's comes to. */
  wrongPart(sentence: string): Error {
    return new Error(checkSetting(sentence));
  }

  get host(): string {
    return foreign(this.url.host);
  }

  /** From the start, once, when the server's file changes. */
  private async fetch(part: FilePart): Promise<void> {
    for (let changes = 0; ; changes++) {
      try {
        const place = (await this.layoutOf()).get(part.name);
        if (place === undefined) throw new FileChanged();
        await this.fill(part, place);
        return;
      } catch (error) {
        if (!(error instanceof FileChanged)) throw error;
        this.layout = undefined;
        this.source = this.newSource();
        if (changes === 1) {
          throw new Error(
            l10n.t(
              "{0} changed model.safetensors twice while it was read. Run the command again later.",
              this.host,
            ),
            { cause: error },
          );
        }
      }
    }
  }

  private newSource(): RangeSource {
    const { fetch, signal, wait = pause, stallAfter = STALL_AFTER, onWait } = this.options;
    return new RangeSource(this.url, { fetch, signal, wait, stallAfter, onWait });
  }

  private async fill(part: FilePart, { start, end }: ByteRange): Promise<void> {
    const { files, signal } = this.options;
    const { source } = this;
    const total = end - start;
    const step = async (): Promise<void> => signal.throwIfAborted();
    const opening = resumeTable(files, part.table.name, step);
    await withPart(part, opening, files, signal, async (file) => {
      await this.keepOnlySameOrigin(part, file);
      if (file.length > total) await file.clear();
      const meter = new ProgressMeter(total, file.length, (progress) => {
        this.onProgress(part, progress);
      });
      await source.read(start + file.length, end, async (bytes) => {
        await whileWriting(part.table.name, file.append(bytes));
        meter.update(file.length);
      });
      await whileWriting(part.table.name, file.finish());
    });
  }

  /** Forgets bytes that are not known to be of this version of the server's file. */
  private async keepOnlySameOrigin(part: FilePart, file: NewFile): Promise<void> {
    if (!(await this.isOfThisVersion(part)) && file.length > 0) await file.clear();
    const name = originName(part);
    await whileWriting(name, this.options.files.write(name, this.origin));
  }

  private async isOfThisVersion(part: FilePart): Promise<boolean> {
    const { files } = this.options;
    const { origin } = this;
    const name = originName(part);
    const kept = await files.read(name, 0, (await files.size(name)) ?? 0).catch(() => undefined);
    return origin.length > 0 && kept?.join() === origin.join();
  }

  /** Tells the version that is read from others; empty where the server does not. */
  private get origin(): Uint8Array {
    const etag = this.source.version?.etag;
    return new TextEncoder().encode(etag === undefined ? "" : `${this.url.href} ${etag}`);
  }
}

/**
 * @param sentence says that there is less room than is needed
 * @throws {Error} when there is less room than the missing bytes of parts need
 */
export async function checkFree(
  parts: readonly FilePart[],
  files: TableFiles,
  sentence: (needed: string, free: string) => string,
): Promise<void> {
  // Nothing of them is opened, which would keep another window from going on with it.
  const kept = new Map((await files.list()).map(({ name, bytes }) => [name, bytes]));
  let rest = 0;
  for (const { table } of parts) {
    const received = kept.get(table.name) ?? kept.get(`${table.name}.part`) ?? 0;
    rest += Math.max(0, tableBytes(table) - received);
  }
  const free = await files.free();
  const needed = rest + SPARE_BYTES;
  if (rest === 0 || free === undefined || free >= needed) return;
  throw new Error(sentence(megabytesText(needed), megabytesText(free)));
}

/** Lets `work` write the file that will be a part's; what it wrote stays when it fails. */
async function withPart(
  part: FilePart,
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
    if (file.length === 0) await removePart(part, files).catch(() => undefined);
  }
}

export async function whileWriting<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(
      l10n.t(
        "{0} could not be written ({1}). What was received is kept: run the command again to go on from there.",
        name,
        foreign(messageOf(error), 160),
      ),
      { cause: error },
    );
  }
}
