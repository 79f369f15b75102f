import type { CallSignal } from "../../src/shared/base/callSignal";
import { Latest } from "../../src/shared/base/latest";
import { Observable } from "../../src/shared/base/observable";
import { messageOf } from "../../src/shared/base/rpc";

/** An answer, and what was asked for it. */
export interface Outcome<Wish, Answer> {
  readonly wish: Wish;
  readonly answer: Answer;
}

/** What the newest wish comes to: an older one is cancelled, or its answer dropped. */
export class Feed<Wish, Answer> extends Observable {
  /** The last answer, which stays while another is awaited. */
  last: Outcome<Wish, Answer> | undefined;
  /** Why the newest wish has no answer. */
  problem: string | undefined;
  private wish: Wish | undefined;
  private readonly latest = new Latest();
  /** Of the question under way. */
  private signal: CallSignal | undefined;

  /**
   * @param load undefined means that a newer wish is about to come
   * @param waits whether a question under way is answered before the next one is asked: for short
   * questions, so that no queue builds up. Others are cancelled by their signal.
   */
  constructor(
    private readonly load: (wish: Wish, signal: CallSignal) => Promise<Answer | undefined>,
    private readonly waits = false,
  ) {
    super();
  }

  /** The answer to the newest wish; undefined while it is awaited. */
  get current(): Answer | undefined {
    return same(this.last?.wish, this.wish) ? this.last?.answer : undefined;
  }

  /** Whether the newest wish has no answer yet. */
  get isBusy(): boolean {
    return this.wish !== undefined && this.problem === undefined && this.current === undefined;
  }

  /** @param wish undefined where nobody looks */
  want(wish: Wish | undefined): void {
    if (same(wish, this.wish)) return;
    if (this.last !== undefined && !this.keeps(this.last.wish, wish)) this.last = undefined;
    this.wish = wish;
    this.problem = undefined;
    this.latest.stop();
    void this.ask();
    this.notify();
  }

  /** Asks again for what could not be had; why not is told until there is an answer. */
  retry(): void {
    void this.ask();
  }

  /** As `retry`, but the problem is forgotten at once: for a person who waits for the answer. */
  restart(): void {
    if (this.wish === undefined || this.current !== undefined || this.isAsking) return;
    this.problem = undefined;
    void this.ask();
    this.notify();
  }

  /** Whether the answer to `before` may stand until the one to `wish` is there. */
  protected keeps(_before: Wish, _wish: Wish | undefined): boolean {
    return true;
  }

  private get isAsking(): boolean {
    return this.signal !== undefined && (this.waits || !this.signal.aborted);
  }

  private async ask(): Promise<void> {
    const { wish } = this;
    if (wish === undefined || this.current !== undefined || this.isAsking) return;
    const signal = (this.signal = this.latest.begin());
    let answer: Answer | undefined;
    let problem: string | undefined;
    try {
      answer = await this.load(wish, signal);
    } catch (error) {
      problem = messageOf(error);
    }
    if (this.signal === signal) this.signal = undefined;
    if (signal.aborted) {
      if (this.waits) void this.ask();
      return;
    }
    this.problem = problem;
    if (answer !== undefined) this.last = { wish, answer };
    this.notify();
  }
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
