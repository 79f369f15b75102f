import * as l10n from "../../shared/l10n";
import { foreign } from "../../shared/shown";
import type { CallSignal } from "../../shared/callSignal";
import { unlessAborted } from "./abortable";
import {
  BrokenConnection,
  connected,
  requestRange,
  type Fetch,
  type FileVersion,
} from "./rangeRequest";
import { checkSetting } from "./weightsEndpoint";

export interface Connection {
  readonly fetch: Fetch;
  /** Ends everything at once; what it interrupts rejects with its reason. */
  readonly signal: CallSignal;
  /** Lets milliseconds pass between two attempts. */
  readonly wait: (milliseconds: number, signal: CallSignal) => Promise<void>;
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly stallAfter: number;
}

/** Attempts in a row that may end without one new byte. */
const MOST_FAILURES = 5;
/** Milliseconds before another attempt; each failure in a row doubles them. */
const FIRST_PAUSE = 500;

/** Ranges of one file on a server, all of the same version of it. */
export class RangeSource {
  private known: FileVersion | undefined;

  constructor(
    readonly url: URL,
    private readonly connection: Connection,
  ) {}

  /** What the server says of the file; undefined before the first answer. */
  get version(): FileVersion | undefined {
    return this.known;
  }

  /**
   * Reads bytes `[start, end)`, or up to the end of the file, in order and each once. A connection
   * that breaks is made again and goes on where it broke.
   * @param take is given them as they arrive and awaited; what it throws ends the reading
   * @throws {FileChanged} when the file is no longer what it was in the first answer
   * @throws {Error} when the server's answer makes no sense, or five attempts in a row gave nothing
   */
  async read(
    start: number,
    end: number,
    take: (bytes: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const { signal, wait } = this.connection;
    let at = start;
    let failures = 0;
    while (at < Math.min(end, this.known?.bytes ?? end)) {
      const before = at;
      try {
        await this.attempt(at, end, async (bytes) => {
          await take(bytes);
          at += bytes.length;
        });
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof BrokenConnection)) throw error;
        failures = at > before ? 0 : failures + 1;
        if (failures === MOST_FAILURES) throw this.gaveUp(error);
        await wait(FIRST_PAUSE * 2 ** Math.max(0, failures - 1), signal);
      }
    }
  }

  private async attempt(
    start: number,
    end: number,
    take: (bytes: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const { fetch, signal } = this.connection;
    const stop = new AbortController();
    const abort = () => stop.abort(signal.reason);
    signal.throwIfAborted();
    signal.addEventListener("abort", abort);
    try {
      const {
        version,
        host,
        end: promised,
        body,
      } = await this.unlessStalled(
        requestRange(this.url, [start, end], this.known, fetch, stop.signal),
        stop,
      );
      this.known ??= version;
      const reader = body?.getReader();
      let at = start;
      for (;;) {
        const chunk = reader && (await this.unlessStalled(connected(reader.read()), stop));
        if (chunk?.value === undefined) break;
        if (at + chunk.value.length > promised) {
          throw new Error(
            checkSetting(
              l10n.t(
                "{0} sends more than the {1} bytes that it announced.",
                host,
                promised - start,
              ),
            ),
          );
        }
        await take(chunk.value);
        at += chunk.value.length;
      }
      if (at < promised) {
        throw new BrokenConnection(l10n.t("it ended {0} bytes too early", promised - at));
      }
    } finally {
      signal.removeEventListener("abort", abort);
      // Ends the connection where it is still open; nothing else is asked of it.
      stop.abort();
    }
  }

  private async unlessStalled<T>(work: Promise<T>, stop: AbortController): Promise<T> {
    const { stallAfter } = this.connection;
    const timer = setTimeout(() => {
      stop.abort(new BrokenConnection(l10n.t("no byte came for {0} s", stallAfter / 1000)));
    }, stallAfter);
    try {
      return await unlessAborted(work, stop.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  private gaveUp({ message }: BrokenConnection): Error {
    return new Error(
      l10n.t(
        "{0} could not be read: {1} attempts in a row failed ({2}). What was received is kept: run the command again to go on from there.",
        foreign(this.url.host),
        MOST_FAILURES,
        foreign(message, 160),
      ),
    );
  }
}
