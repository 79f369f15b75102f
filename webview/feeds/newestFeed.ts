import { messageOf } from "../../src/shared/base/rpc";
import type { ModelInfo } from "../../src/shared/values/vectors";

interface OfModel {
  readonly model: ModelInfo;
}

/** An answer, and what was asked for it. */
export interface Fed<Wish, Answer> {
  readonly wish: Wish;
  readonly answer: Answer;
}

/**
 * Asks one question at a time. The newest wish wins: the question before it is cancelled, or waited
 * for where it is a short one, so that no queue builds up; what is shown stays until then.
 */
export class NewestFeed<Wish extends OfModel, Answer> {
  shown: Fed<Wish, Answer> | undefined;
  /** Why the answer last asked for could not be had. */
  problem: string | undefined;
  private wanted: Wish | undefined;
  private asking: AbortController | undefined;

  /** @param interrupts whether a newer wish cancels the question under way */
  constructor(
    private readonly load: (wish: Wish, signal: AbortSignal) => Promise<Answer | undefined>,
    private readonly changed: () => void,
    private readonly interrupts = false,
  ) {}

  /** Whether the newest wish has no answer yet. */
  get isBusy(): boolean {
    return this.wanted !== undefined && this.problem === undefined && !this.isCurrent;
  }

  private get isCurrent(): boolean {
    return same(this.shown?.wish, this.wanted);
  }

  /** @param wish undefined where nobody looks */
  want(wish: Wish | undefined): void {
    if (same(wish, this.wanted)) return;
    // Numbers of another model under this one's name would mislead.
    if (!same(wish?.model, this.shown?.wish.model)) this.shown = undefined;
    this.wanted = wish;
    this.problem = undefined;
    if (this.interrupts) this.asking?.abort();
    if (this.asking === undefined && wish !== undefined) void this.ask();
  }

  /** Asks again for what could not be had. */
  retry(): void {
    if (this.asking !== undefined || this.wanted === undefined || this.isCurrent) return;
    void this.ask();
  }

  private async ask(): Promise<void> {
    let asked: Wish | undefined;
    while (this.wanted !== undefined && this.wanted !== asked) {
      asked = this.wanted;
      this.asking = new AbortController();
      try {
        const answer = await this.load(asked, this.asking.signal);
        if (asked !== this.wanted) continue;
        this.problem = undefined;
        // An answer of an old version is undefined; a newer one is about to be shown.
        if (answer !== undefined) this.shown = { wish: asked, answer };
      } catch (error) {
        if (asked !== this.wanted) continue;
        this.problem = messageOf(error);
      }
      this.changed();
    }
    this.asking = undefined;
  }
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
