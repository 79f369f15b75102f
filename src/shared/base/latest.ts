import { callController } from "./callSignal";
import type { CallSignal } from "./callSignal";

/**
 * Newest wins: what begins outdates what began before it. Whoever began looks at its signal after
 * each `await`, and hands it on to what can be cancelled.
 */
export class Latest {
  private current: ReturnType<typeof callController> | undefined;

  /** @returns a signal that is aborted as soon as something newer begins, or nothing counts more */
  begin(): CallSignal {
    this.stop();
    this.current = callController();
    return this.current.signal;
  }

  /** Nothing under way counts any more. */
  stop(): void {
    this.current?.abort();
    this.current = undefined;
  }
}
