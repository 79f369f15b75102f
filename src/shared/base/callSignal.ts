/**
 * As much of the standard AbortSignal as a call needs. Node, browsers and workers have it, but no
 * library declares it to the stages that run in all of them.
 */
export interface CallSignal {
  readonly aborted: boolean;
  /** What to reject with, by default an AbortError. */
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

interface CallController {
  readonly signal: CallSignal;
  abort(reason?: unknown): void;
}

declare const AbortController: new () => CallController;

export function callController(): CallController {
  return new AbortController();
}

/** Whether a value is an AbortSignal, also one of another realm: what it can do tells. */
export function isCallSignal(value: unknown): value is CallSignal {
  if (typeof value !== "object" || value === null) return false;
  const signal = value as Partial<Record<keyof CallSignal, unknown>>;
  return (
    typeof signal.aborted === "boolean" &&
    typeof signal.throwIfAborted === "function" &&
    typeof signal.addEventListener === "function" &&
    typeof signal.removeEventListener === "function"
  );
}

/** What the work comes to, unless the signal comes first: then a rejection with its reason. */
export async function unlessAborted<T>(work: Promise<T>, signal: CallSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      // The reason is whatever the one who aborted gave.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal.reason);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener("abort", stop);
  }
}
