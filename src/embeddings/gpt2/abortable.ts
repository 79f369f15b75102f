import type { CallSignal } from "../../shared/base/callSignal";

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

/** Lets milliseconds pass; rejects with the signal's reason as soon as there is one. */
export async function pause(milliseconds: number, signal: CallSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await unlessAborted(
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, milliseconds);
      }),
      signal,
    );
  } finally {
    clearTimeout(timer);
  }
}
