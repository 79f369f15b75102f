import type { Remote } from "../shared/base/rpc";

/** Watches the calls to one worker, so that its end can be laid to one of them. */
export class CallWatch {
  /** Methods that the worker has answered. */
  readonly answered = new Set<string>();
  private readonly waiting = new Set<{ readonly method: string }>();

  /** The call that has waited longest; undefined where none waits. */
  get oldest(): string | undefined {
    for (const { method } of this.waiting) return method;
    return undefined;
  }

  /** The same calls, watched. */
  watchCalls<Service>(call: Remote<Service>): Remote<Service> {
    return new Proxy(call, {
      get: (_, method) => {
        const ask = call[method as keyof Service] as unknown;
        if (typeof method !== "string" || typeof ask !== "function") return ask;
        return (...args: unknown[]) =>
          this.watch(method, (ask as (...args: unknown[]) => Promise<unknown>)(...args));
      },
    });
  }

  private async watch(method: string, answer: Promise<unknown>): Promise<unknown> {
    const entry = { method };
    this.waiting.add(entry);
    try {
      const value = await answer;
      this.answered.add(method);
      return value;
    } finally {
      this.waiting.delete(entry);
    }
  }
}
