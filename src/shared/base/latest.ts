import { callController } from "./callSignal";
import type { CallSignal } from "./callSignal";

/**
 * Newest wins: what begins outdates what began before it. Whoever began looks at its signal after
 * each `await`, and hands it on to what can be cancelled.
 */
export class Latest {
  private current: ReturnType<typeof callController> | undefined;

  /** Whether something has begun that has not ended. */
  get isUnderWay(): boolean {
    return this.current !== undefined;
  }

  /**
   * @param reason what the older one rejects with
   * @returns a signal that is aborted as soon as something newer begins, or nothing counts any more
   */
  begin(reason?: unknown): CallSignal {
    this.stop(reason);
    this.current = callController();
    return this.current.signal;
  }

  /** Nothing under way counts any more. */
  stop(reason?: unknown): void {
    this.current?.abort(reason);
    this.current = undefined;
  }

  /** What has this signal came to its end, unless something newer has begun. */
  end(signal: CallSignal): void {
    if (this.current?.signal === signal) this.current = undefined;
  }
}
