import * as l10n from "../../shared/base/l10n";
import { messageOf } from "../../shared/base/rpc";
import { foreign, foreignPath } from "../../shared/base/shown";

/** UTF-16 code units of what a system says beside a file's path. */
const MOST_REASON = 160;

/**
 * What is wrong with a file that whoever finds it out has no name for. It is a whole sentence about
 * whatever the file is called where it is told, because languages place a name differently.
 */
export class FileProblem extends Error {
  override readonly name = "FileProblem";

  /**
   * @param about the sentence, with its full stop
   * @param cause what failed underneath
   */
  constructor(
    readonly about: (file: string) => string,
    cause?: unknown,
  ) {
    super(about(l10n.t("The file")), { cause });
  }
}

/** What ended work between two of its steps, which is nobody's problem. */
export class StepEnd {
  /** @param reason what the step has thrown */
  constructor(readonly reason: unknown) {}
}

/** Runs work on a file, and tells its problems by the file's name. */
export async function withFileName<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StepEnd) throw error;
    throw new Error(problemOf(foreignPath(path), error), { cause: error });
  }
}

/**
 * What was thrown as a sentence about a file.
 * @param file what the sentence calls it, short enough for one
 */
export function problemOf(file: string, error: unknown): string {
  return error instanceof FileProblem ? error.about(file) : `${file} ${reasonOf(error)}.`;
}

/** The message of whatever was thrown, to go on in a sentence. */
export function reasonOf(error: unknown): string {
  return foreign(messageOf(error), MOST_REASON).replace(/\.$/, "");
}
