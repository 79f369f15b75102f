import * as l10n from "../shared/base/l10n";
import { formatCount, megabytesText } from "../shared/base/numbers";
import type { SetProgress } from "../dataset/node/buildSet";

/** Milliseconds between two words on how far it is. */
const PAUSE = 100;
const CLEAR_LINE = "\r\u001b[K";

/** Where a run prints: results on one stream, all else on the other. */
export class Terminal {
  private told = 0;
  private isLineOpen = false;
  private readonly start = performance.now();

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly err: NodeJS.WriteStream,
  ) {}

  /** Seconds since the start. */
  get seconds(): number {
    return (performance.now() - this.start) / 1000;
  }

  /** A part of the result. Waits while whoever reads it is slower. */
  async print(text: string | Uint8Array): Promise<void> {
    if (this.out.write(text) || this.out.destroyed) return;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        this.out.off("drain", go).off("close", go).off("error", go);
        resolve();
      };
      this.out.on("drain", go).on("close", go).on("error", go);
    });
  }

  /** A sentence that is no part of the result. */
  tell(sentence: string): void {
    this.clear();
    this.err.write(`${sentence}\n`);
  }

  /** How far it is, on a terminal alone. */
  progress({ documents, bytes, tokens }: SetProgress): void {
    if (!this.err.isTTY || performance.now() - this.told < PAUSE) return;
    this.told = performance.now();
    const rate = megabytesText(bytes / Math.max(0.001, this.seconds));
    const text = l10n.t(
      "documents: {0}, tokens: {1}, {2} ({3}/s)",
      formatCount(documents),
      formatCount(tokens),
      megabytesText(bytes),
      rate,
    );
    const width = Math.max(20, (this.err.columns || 80) - 1);
    this.err.write(`${CLEAR_LINE}${text.slice(0, width)}`);
    this.isLineOpen = true;
  }

  clear(): void {
    if (this.isLineOpen) this.err.write(CLEAR_LINE);
    this.isLineOpen = false;
  }
}
