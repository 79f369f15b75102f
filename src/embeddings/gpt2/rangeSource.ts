import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { unlessAborted, type CallSignal } from "../../shared/base/callSignal";
import { Pace } from "./pace";
import {
  BrokenConnection,
  whileConnecting,
  requestRange,
  type Fetch,
  type FileVersion,
} from "./rangeRequest";
import { MOST_WAIT } from "./retryAfter";
import { checkSetting } from "./weightsEndpoint";

export interface Connection {
  readonly fetch: Fetch;
  /** Ends everything at once; what it interrupts rejects with its reason. */
  readonly signal: CallSignal;
  /** Lets milliseconds pass between two attempts. */
  readonly wait: (milliseconds: number, signal: CallSignal) => Promise<void>;
  /**
   * Milliseconds without a byte after which a connection counts as broken, and over which it has to
   * bring 1000 bytes a second.
   */
  readonly stallAfter: number;
  /** Told before another attempt: why, and after how many milliseconds. */
  readonly onWait?: ((reason: string, milliseconds: number) => void) | undefined;
}

/** Attempts in a row that may end with next to nothing new. */
const MOST_FAILURES = 5;
/** New bytes that an attempt has to bring to count as none of them. */
const LEAST_BYTES = 2 ** 14;
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
   * @throws {Error} when the server's answer makes no sense, or five attempts in a row gave next to
   *   nothing
   */
  async read(
    start: number,
    end: number,
    take: (bytes: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const { signal, wait, onWait } = this.connection;
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
        failures = at - before >= LEAST_BYTES ? 0 : failures + 1;
        if (failures === MOST_FAILURES) throw this.gaveUp(error);
        const pause = Math.min(error.retryAfter ?? 0, MOST_WAIT);
        const milliseconds = Math.max(pause, FIRST_PAUSE * 2 ** Math.max(0, failures - 1));
        onWait?.(error.message, milliseconds);
        await wait(milliseconds, signal);
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
      const pace = new Pace(this.connection.stallAfter);
      let at = start;
      for (;;) {
        const begin = performance.now();
        const chunk = reader && (await this.unlessStalled(whileConnecting(reader.read()), stop));
        if (chunk?.value === undefined) break;
        const waited = performance.now() - begin;
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
        const few = at < promised ? pace.tooSlow(chunk.value.length, waited) : undefined;
        if (few !== undefined) {
          throw new BrokenConnection(
            l10n.t("only {0} bytes came in {1} s", few, this.connection.stallAfter / 1000),
          );
        }
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
