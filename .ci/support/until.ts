import { PATIENCE } from "./patience";

/** Milliseconds between the first two looks, each time twice as long, and between the later ones. */
const INTERVALS = { first: 5, last: 100 };

/**
 * Asks until the answer is neither false nor undefined; answers it.
 * @param what completes the sentence "There was no …", at the end where it is a function
 * @param limit milliseconds
 * @throws when it takes so long that it hangs
 */
export async function until<T>(
  what: string | (() => string),
  ask: () => Promise<T | false | undefined> | T | false | undefined,
  limit = PATIENCE,
): Promise<T> {
  const end = Date.now() + limit;
  for (let interval = INTERVALS.first; ; interval = Math.min(2 * interval, INTERVALS.last)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) {
      throw new Error(
        `There was no ${(typeof what === "string" ? what : what()).replace(/^an? /, "")} within ${String(limit / 1000)} s.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
