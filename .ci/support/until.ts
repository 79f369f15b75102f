import { PATIENCE } from "./patience";

/** Milliseconds between two looks. */
const interval = 100;

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
  for (;;) {
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
