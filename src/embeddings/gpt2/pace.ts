/** Bytes a second below which a connection counts as broken: a trickle would last for days. */
const LEAST_RATE = 1000;

/** Tells a connection that only trickles, by what it brings while it is waited for. */
export class Pace {
  private bytes = 0;
  private waited = 0;

  /** @param over milliseconds that the rate is taken over */
  constructor(private readonly over: number) {}

  /**
   * @param bytes that came
   * @param waited milliseconds for them
   * @returns how few bytes came over the last time that counts, where these are too few
   */
  tooSlow(bytes: number, waited: number): number | undefined {
    this.bytes += bytes;
    this.waited += waited;
    if (this.waited < this.over) return undefined;
    const slow = this.bytes < (LEAST_RATE * this.waited) / 1000 ? this.bytes : undefined;
    this.bytes = 0;
    this.waited = 0;
    return slow;
  }
}
