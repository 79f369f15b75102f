import type { CallSignal } from "../../src/shared/base/callSignal";
import { Latest } from "../../src/shared/base/latest";
import { Observable } from "../../src/shared/base/observable";
import { messageOf } from "../../src/shared/base/rpc";
import { SCORED_TOKENS, type WindowScores } from "../../src/shared/values/predictionAnswers";
import { addedLoss, lossOf, NO_LOSS, type Loss } from "../../src/shared/values/surprisal";
import type { ModelInfo } from "../../src/shared/values/vectors";

/** The windows of a document, in text order. */
export interface ScoredDocument {
  readonly version: number;
  readonly tokenCount: number;
  readonly maxLength: number;
  readonly stride: number;
  /** Windows of the text. */
  readonly count: number;
  /** Those that drop_last leaves out, rising. */
  readonly leftOut: Uint32Array;
  readonly model: ModelInfo;
}

/** What became of the document's tokens so far. */
export interface Scores {
  /** Of each document token where a window gives it the most context, nats; NaN where none has it as a target, or not yet. */
  readonly most: Float32Array;
  /** The same with the least context. */
  readonly least: Float32Array;
  /** All targets of the loader's windows: a token counts in each of its windows. */
  readonly windows: Loss;
  /** Each token once, with the most context that a window gives it. */
  readonly once: Loss;
  /** UTF-8 bytes of those. */
  readonly bytes: number;
  /** Windows that are done. */
  readonly done: number;
}

/** Tokens from the first to the last window that are read at once. */
const MOST_REACH = 1 << 16;

type Load = (
  version: number,
  first: number,
  end: number,
  signal: CallSignal,
) => Promise<WindowScores | undefined>;

export type ScoreState = "idle" | "running" | "stopped" | "edited" | "done";

/** The surprisal of a whole document, window after window, when a person asks for it. */
export class DocumentScore extends Observable {
  state: ScoreState = "idle";
  scores: Scores | undefined;
  /** Why it ended before it was done. */
  problem: string | undefined;
  private of: ScoredDocument | undefined;
  private readonly latest = new Latest();

  constructor(private readonly load: Load) {
    super();
  }

  /** Windows in all. */
  get count(): number {
    return this.of?.count ?? 0;
  }

  /** Another text, other windows or another model: what was computed counts no more. */
  use(document: ScoredDocument | undefined): void {
    if (isSame(document, this.of)) return;
    const wasRunning = this.state === "running";
    const isEdit = document?.version !== this.of?.version;
    const had = this.scores !== undefined || this.state !== "idle";
    this.of = document;
    this.latest.stop();
    this.scores = undefined;
    this.problem = undefined;
    this.state = wasRunning && isEdit ? "edited" : "idle";
    if (had) this.notify();
  }

  /** From where it was stopped, or from the start. */
  async start(): Promise<void> {
    const { of } = this;
    if (of === undefined || this.state === "running" || this.state === "done") return;
    const signal = this.latest.begin();
    this.problem = undefined;
    this.state = "running";
    this.scores ??= emptyScores(of.tokenCount);
    this.notify();
    const { maxLength, stride } = of;
    const most = Math.min(SCORED_TOKENS / maxLength, MOST_REACH / stride);
    const atOnce = Math.max(1, Math.floor(most));
    try {
      for (let first = this.scores.done; first < of.count;) {
        const end = Math.min(of.count, first + atOnce);
        const answer = await this.load(of.version, first, end, signal);
        if (signal.aborted) return;
        // The host is about to tell of another version.
        if (answer === undefined) break;
        this.scores = withWindows(this.scores, of, first, end, answer);
        first = end;
        this.notify();
      }
      this.state = this.scores.done === of.count ? "done" : "stopped";
    } catch (error) {
      if (signal.aborted) return;
      this.problem = messageOf(error);
      this.state = "stopped";
    }
    this.notify();
  }

  /** What is done so far stays. */
  stop(): void {
    if (this.state !== "running") return;
    this.latest.stop();
    this.state = "stopped";
    this.notify();
  }
}

const emptyScores = (tokenCount: number): Scores => ({
  most: new Float32Array(tokenCount).fill(NaN),
  least: new Float32Array(tokenCount).fill(NaN),
  windows: NO_LOSS,
  once: NO_LOSS,
  bytes: 0,
  done: 0,
});

/** In text order the first window that has a token as a target gives it the most context. */
function withWindows(
  { most, least, windows, once, bytes }: Scores,
  { maxLength, stride, leftOut }: ScoredDocument,
  first: number,
  end: number,
  { surprisal, byteLengths }: WindowScores,
): Scores {
  let [all, each, seen] = [windows, once, bytes];
  const left = new Set(leftOut.filter((window) => window >= first && window < end));
  for (let window = first; window < end; window++) {
    const at = (window - first) * maxLength;
    if (!left.has(window)) all = addedLoss(all, lossOf(surprisal.subarray(at, at + maxLength)));
    for (let row = 0; row < maxLength; row++) {
      const token = window * stride + row + 1;
      const nats = surprisal[at + row] ?? NaN;
      if (Number.isNaN(nats)) continue;
      if (Number.isNaN(most[token])) {
        most[token] = nats;
        each = addedLoss(each, { tokens: 1, nats });
        seen += byteLengths[at + row] ?? 0;
      }
      least[token] = nats;
    }
  }
  return { most, least, windows: all, once: each, bytes: seen, done: end };
}

function isSame(one: ScoredDocument | undefined, other: ScoredDocument | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const { leftOut, ...rest } = one;
  const { leftOut: others, ...more } = other;
  return (
    JSON.stringify(rest) === JSON.stringify(more) &&
    leftOut.length === others.length &&
    leftOut.every((window, at) => window === others[at])
  );
}
