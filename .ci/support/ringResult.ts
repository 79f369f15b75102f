import type Mocha from "mocha";

/** First line that a suite prints; what VS Code prints before it is noise. */
export const suiteBegins = "Tests";

/** Mocha's options for a ring: what does not run fails, be it skipped, unwritten or beside an `only`. */
export const noTestIsLost = { forbidPending: true, forbidOnly: true } as const;

/** What a ring of tests amounted to; written as JSON for the runner that adds up the rings. */
export interface RingResult {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs the loaded tests and prints each.
 * @param places puts the places in a failure's stack trace into the terms of the sources
 */
export async function countTests(
  mocha: Pick<Mocha, "run">,
  places?: (stack: string) => string,
): Promise<RingResult> {
  console.log(suiteBegins);
  const counts = { passed: 0, failed: 0 };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    runner.on("pass", () => (counts.passed += 1));
    runner.on("fail", (_, error: Error) => {
      counts.failed += 1;
      if (error.stack !== undefined && places !== undefined) error.stack = places(error.stack);
    });
  });
  return counts;
}

/** Why the ring is no success, or undefined where it is one. */
export function ringProblem({ passed, failed }: RingResult): string | undefined {
  if (failed > 0) return `${String(failed)} of the tests failed.`;
  // A ring that finds no test has lost them; that must not look like success.
  if (passed === 0) return "No test ran.";
  return undefined;
}
