import type { ModelInfo } from "../../src/shared/values/vectors";
import { isSameModel, ModelFeed } from "./modelFeed";

/** Milliseconds without another edit that are taken for a pause. */
const PAUSE = 400;

interface PausedWish {
  readonly version: number;
  readonly model: ModelInfo;
}

/**
 * A feed of what takes a model long. While a person types, it waits for a pause; and a person may stop
 * it, after which nothing is asked before another wish comes, or they begin it again.
 */
export class PausedFeed<Wish extends PausedWish, Answer> extends ModelFeed<Wish, Answer> {
  private pause: ReturnType<typeof setTimeout> | undefined;
  /** The newest wish, which may wait for the pause, and as JSON. */
  private newest: Wish | undefined;
  private json: string | undefined;
  /** Whether a person stopped the newest wish. */
  isStopped = false;

  /** Whether an answer to the newest wish is awaited, or about to be asked for. */
  get isWaiting(): boolean {
    return this.isBusy || this.pause !== undefined;
  }

  override want(wish: Wish | undefined): void {
    const json = JSON.stringify(wish);
    if (json === this.json) return;
    const before = this.newest;
    this.newest = wish;
    this.json = json;
    this.isStopped = false;
    this.endPause();
    const isEdit = wish !== undefined && before !== undefined && wish.version !== before.version;
    if (!isEdit || !isSameModel(wish, before)) {
      super.want(wish);
      return;
    }
    this.pause = setTimeout(() => {
      this.pause = undefined;
      super.want(wish);
    }, PAUSE);
    this.notify();
  }

  /** Ends the question that is under way. */
  stop(): void {
    if (!this.isWaiting) return;
    this.endPause();
    this.isStopped = true;
    super.want(undefined);
    this.notify();
  }

  /** Asks again what was stopped. */
  resume(): void {
    if (!this.isStopped) return;
    this.isStopped = false;
    super.want(this.newest);
  }

  private endPause(): void {
    clearTimeout(this.pause);
    this.pause = undefined;
  }
}
