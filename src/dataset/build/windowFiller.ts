import type { SplitWriter } from "../formats/splitWriter";
import { idsOf, type Ids } from "../rules/ids";
import type { IdType } from "../rules/setRules";

/**
 * Gathers ids into windows of one length, and hands each on to a writer that takes it for a document.
 * Without a window there is no writer, and so no file of nothing.
 */
export class WindowFiller {
  /** Windows that were handed on, and how many of their ids are padding. */
  windows = 0;
  padding = 0;
  private readonly window: Ids;
  private filled = 0;
  private writer: SplitWriter | undefined;

  /** @param length tokens of a window */
  constructor(
    private readonly makeWriter: () => SplitWriter,
    length: number,
    type: IdType,
  ) {
    this.window = idsOf(type, length);
  }

  /** As many windows as the ids fill. */
  append(ids: Ids): void {
    const { window } = this;
    for (let from = 0; from < ids.length;) {
      const to = Math.min(ids.length, from + window.length - this.filled);
      window.set(ids.subarray(from, to), this.filled);
      this.filled += to - from;
      from = to;
      if (this.filled === window.length) this.handOn();
    }
  }

  /** Fills a window that has begun up, if one has. */
  pad(id: number): void {
    const { window, filled } = this;
    if (filled === 0) return;
    this.padding += window.length - filled;
    window.fill(id, filled);
    this.handOn();
  }

  /** What a window that has begun holds, which is none any more. */
  take(): Ids {
    const begun = this.window.slice(0, this.filled);
    this.filled = 0;
    return begun;
  }

  finish(): void {
    this.writer?.finish();
  }

  private handOn(): void {
    this.writer ??= this.makeWriter();
    // It may keep what it was given.
    this.writer.append(this.window.slice());
    this.writer.endDocument();
    this.windows++;
    this.filled = 0;
  }
}
