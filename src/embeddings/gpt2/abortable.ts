import { unlessAborted, type CallSignal } from "../../shared/base/callSignal";

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
