/** Awaited between steps of some milliseconds of long work; what it throws ends the work. */
export type NextStep = () => Promise<void>;

/** Work that may be interrupted wherever it yields. */
export type Steps<T> = Generator<undefined, T>;

export const noPause: NextStep = async () => undefined;

/** Runs work to its end, and awaits the next step wherever it may be interrupted. */
export async function inSteps<T>(work: Steps<T>, next: NextStep): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    await next();
  }
}

/** Runs work that is known to be little. */
export function atOnce<T>(work: Steps<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
