import type { Event } from "vscode";

/** A point in time until which something may be waited for. */
export class Deadline {
  private readonly end: number;

  /** @param milliseconds from now */
  constructor(milliseconds: number) {
    this.end = performance.now() + milliseconds;
  }

  /** Settles when it is so, which `changed` tells, or else when time is up. */
  async until(changed: Event<void>, isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    let stop = (): void => undefined;
    const came = new Promise<void>((resolve) => {
      const listener = changed(() => {
        if (isSo()) resolve();
      });
      stop = () => {
        listener.dispose();
      };
    });
    await this.or(came, undefined);
    stop();
  }

  /** What comes, or `otherwise` when time is up. */
  async or<T>(coming: Promise<T>, otherwise: T): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const up = new Promise<T>((resolve) => {
      const left = Math.max(0, this.end - performance.now());
      timer = setTimeout(() => {
        resolve(otherwise);
      }, left);
    });
    try {
      return await Promise.race([coming, up]);
    } finally {
      clearTimeout(timer);
    }
  }
}
