import type { TextDocument } from "vscode";
import type { Analysis } from "../../analysis/analysis";
import type { Scores } from "../../analysis/scores";
import type { CallSignal } from "../../shared/base/callSignal";
import { NO_LOSS, type Loss } from "../../shared/values/surprisal";

/** Milliseconds that a person has neither typed nor scrolled, after which the rest is scored. */
const IDLE = 1500;
/** Tokens that are scored unasked: under a minute of a GPT of the book's size. */
const MOST_UNASKED = 16_384;

/** What a document comes to, as far as it was scored unasked. */
export interface DocumentLoss extends Loss {
  /** Whether all of its tokens count, but for the first. */
  readonly isWhole: boolean;
}

interface Known extends DocumentLoss {
  readonly version: number;
  readonly model: string | undefined;
}

/** Scores what nobody looks at yet, while the editor is idle, so that it is there when it is scrolled to. */
export class IdleScores {
  private readonly known = new WeakMap<TextDocument, Known>();

  constructor(private readonly scores: Scores) {}

  /**
   * Scores the tokens around those that are seen, nearest first, once the editor is idle.
   * @param near tells which token a person looks at
   * @param signal aborted by an edit, a scroll, or whatever else is drawn anew
   */
  async complete(
    analysis: Analysis,
    tokenCount: number,
    near: () => number,
    signal: CallSignal,
  ): Promise<void> {
    const isStopped = (): boolean => signal.aborted;
    await idle(signal);
    if (isStopped()) return;
    const { document } = analysis;
    const { version } = document;
    const first = Math.max(0, Math.min(near() - MOST_UNASKED / 2, tokenCount - MOST_UNASKED));
    const end = Math.min(tokenCount, first + MOST_UNASKED);
    const found = await this.scores.of(analysis, first, end);
    if (found === undefined || isStopped()) return;
    const { model } = this.scores;
    await found.complete(near, undefined, signal);
    if (isStopped()) return;
    let { tokens, nats } = NO_LOSS;
    for (let token = first; token < end; token++) {
      const surprisal = found.surprisalOf(token);
      if (surprisal === undefined) continue;
      tokens++;
      nats += surprisal;
    }
    const isWhole = first === 0 && end === tokenCount;
    if (tokens > 0) this.known.set(document, { tokens, nats, isWhole, version, model });
  }

  /** Undefined before it is known, also of what an edit or another model has made of it. */
  lossOf(document: TextDocument): DocumentLoss | undefined {
    const known = this.known.get(document);
    const isNew = known?.version === document.version && known.model === this.scores.model;
    return isNew ? known : undefined;
  }
}

/** Comes when nothing has happened for a while, or as soon as something does. */
function idle(signal: CallSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, IDLE);
    function end(): void {
      clearTimeout(timer);
      resolve();
    }
    signal.addEventListener("abort", end);
  });
}
