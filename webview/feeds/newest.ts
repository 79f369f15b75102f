import { Latest } from "../../src/shared/base/latest";
import { messageOf } from "../../src/shared/base/rpc";

/** Answers to a question whose newest asking counts: an older one is cancelled, its answer dropped. */
export class Newest<K, T> {
  /** The last answer, and what was asked. It stays while another is awaited. */
  last: { readonly key: K; readonly answer: T } | undefined;
  /** Why what is wanted now could not be had. */
  problem: string | undefined;
  private wanted: K | undefined;
  private readonly latest = new Latest();
  private asking: AbortController | undefined;

  constructor(
    private readonly load: (key: K, signal: AbortSignal) => Promise<T>,
    private readonly changed: () => void,
  ) {}

  /** The answer to what is wanted now; undefined while it is awaited. */
  get current(): T | undefined {
    return this.last !== undefined && same(this.last.key, this.wanted)
      ? this.last.answer
      : undefined;
  }

  /** Asks, unless it was asked last; undefined while nothing can be asked. */
  want(key: K | undefined): void {
    if (same(key, this.wanted)) return;
    this.wanted = key;
    this.problem = undefined;
    this.latest.stop();
    this.asking?.abort();
    if (key !== undefined && this.current === undefined) void this.ask(key);
  }

  /** Asks again what could not be had. */
  retry(): void {
    if (this.problem === undefined || this.wanted === undefined) return;
    this.problem = undefined;
    this.changed();
    void this.ask(this.wanted);
  }

  private async ask(key: K): Promise<void> {
    const signal = this.latest.begin();
    const asking = (this.asking = new AbortController());
    try {
      const answer = await this.load(key, asking.signal);
      if (signal.aborted) return;
      this.last = { key, answer };
    } catch (error) {
      if (signal.aborted) return;
      this.problem = messageOf(error);
    }
    this.changed();
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
