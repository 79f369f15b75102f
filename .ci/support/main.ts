import { exitOnSignals } from "./lifetime";
import { useRunFolder } from "./runFolder";

/**
 * Runs a script's one function, then ends the process: with the code that it answers, 0 for none,
 * or with 1 and the reason when it throws.
 */
export function main(script: () => Promise<number | undefined>): void {
  exitOnSignals();
  useRunFolder();
  script().then(exit, (error: unknown) => {
    console.error(reasonOf(error));
    exit(1);
  });
}

function exit(code = 0): void {
  // What is still on its way to a pipe would be lost with the process.
  process.stdout.write("", () => {
    process.stderr.write("", () => process.exit(code));
  });
}

/** The messages of an error and its causes, the first cause first, so that the advice comes last. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // An error of the language itself is a mistake in a script, and its place is what matters.
  const own = error.name === "Error" ? error.message : (error.stack ?? error.message);
  return error.cause === undefined ? own : `${reasonOf(error.cause)}\n\n${own}`;
}
