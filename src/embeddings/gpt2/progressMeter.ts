/** How far a download is. */
export interface Progress {
  /** Bytes that are there, also those of earlier calls. */
  readonly received: number;
  /** Bytes there will be. */
  readonly total: number;
  /** Over the last few seconds. */
  readonly bytesPerSecond: number;
}

/** Milliseconds between two reports: ten a second are as many as a person can follow. */
const REPORT_EVERY = 100;
/** Milliseconds that a rate is taken over: long enough to be steady, short enough to be news. */
const RATE_OVER = 5000;

/** Turns each arrival of bytes into a report now and then. */
export class ProgressMeter {
  /** Of the last seconds, oldest first: one at the start and one for each report. */
  private readonly samples: { readonly time: number; readonly received: number }[] = [];

  /**
   * @param received bytes that were there before
   * @param now milliseconds of a clock that never goes back
   */
  constructor(
    private readonly total: number,
    received: number,
    private readonly report: (progress: Progress) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.samples.push({ time: now(), received });
    report({ received, total, bytesPerSecond: 0 });
  }

  /** @param received all bytes that are there by now; the last are always reported */
  update(received: number): void {
    const time = this.now();
    const last = this.samples.at(-1);
    if (last !== undefined && time - last.time < REPORT_EVERY && received < this.total) return;
    this.samples.push({ time, received });
    // The sample that is just too old stays: without it a rate would be over less than its time.
    while (time - (this.samples[1]?.time ?? time) >= RATE_OVER) this.samples.shift();
    const first = this.samples[0] ?? { time, received };
    const seconds = (time - first.time) / 1000;
    const bytesPerSecond = seconds > 0 ? (received - first.received) / seconds : 0;
    this.report({ received, total: this.total, bytesPerSecond });
  }
}
