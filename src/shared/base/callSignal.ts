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
