import { windowCount } from "../../windows/windows";

/** Windows of a loader: how long, and how far apart. Tokens. */
export interface WindowOptions {
  readonly maxLength: number;
  readonly stride: number;
}

/** What the windows over a stream of documents hold. */
export interface WindowCounts {
  readonly windows: number;
  /** Windows whose inputs are of two documents or more. */
  readonly mixed: number;
  /** Tokens that are an input of no window. */
  readonly neverInput: number;
}

/** Counts windows over tokens of which there may be any number, and which come document by document. */
export class WindowCounter {
  tokens = 0;
  private mixed = 0;
  /** The next window that has not been counted as mixed. */
  private next = 0;
  /** Starts of documents whose windows may not be there yet. */
  private pending: number[] = [];

  constructor(private readonly options: WindowOptions) {}

  add(tokens: number): void {
    this.tokens += tokens;
    this.count(this.tokens - this.options.maxLength);
  }

  /** A document starts here. */
  startDocument(): void {
    if (this.tokens > 0 && this.pending.at(-1) !== this.tokens) this.pending.push(this.tokens);
  }

  counts(): WindowCounts {
    const { options, tokens } = this;
    const { maxLength, stride } = options;
    const windows = windowCount({ tokenCount: tokens, ...options });
    this.count(Infinity);
    const inputs =
      stride > maxLength ? windows * maxLength : windows && (windows - 1) * stride + maxLength;
    return { windows, mixed: this.mixed, neverInput: tokens - inputs };
  }

  /** Counts the windows over starts of documents up to `limit`: those that begin before surely are. */
  private count(limit: number): void {
    if (this.pending.length === 0 || (this.pending[0] as number) > limit) return;
    const { maxLength, stride } = this.options;
    const windows = windowCount({ tokenCount: this.tokens, maxLength, stride });
    let at = 0;
    for (; at < this.pending.length; at++) {
      const start = this.pending[at] as number;
      if (start > limit) break;
      // Windows k with k * stride < start < k * stride + maxLength.
      const from = Math.max(this.next, Math.floor((start - maxLength) / stride) + 1);
      const to = Math.min(windows, Math.ceil(start / stride));
      if (to <= from) continue;
      this.mixed += to - from;
      this.next = to;
    }
    this.pending = this.pending.slice(at);
  }
}
