import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CommandError, runNode, runNpm, runsTypeScript } from "./support/childProcess";
import { outFolder, root } from "./support/folders";
import { reasonOf } from "./support/main";
import type { RingResult } from "./support/ringResult";

/** One line of the progress of `npm test`. */
export interface Step {
  readonly name: string;
  /** Answers the counts of a ring of tests; a step that counts nothing answers undefined. */
  readonly run: () => Promise<StepResult>;
}

interface StepResult {
  readonly counts: RingResult | undefined;
  /** What went wrong, with its output; undefined where all is well. */
  readonly failure: string | undefined;
}

/** A script of package.json that succeeds or fails as a whole. */
export function npmStep(name: string, script: string, args: readonly string[] = []): Step {
  return {
    name,
    run: async () => ({
      counts: undefined,
      failure: await failureOf(() =>
        runNpm(["run", "--silent", script, "--", ...args], { cwd: root }),
      ),
    }),
  };
}

/** A TypeScript file of this folder's support that succeeds or fails as a whole. */
export function scriptStep(name: string, file: string): Step {
  return {
    name,
    run: async () => ({
      counts: undefined,
      failure: await failureOf(() => runScript(join(".ci/support", file))),
    }),
  };
}

/** A ring of tests: a runner below test/support that leaves its counts in `out/test`. */
export function ringStep(
  name: string,
  ring: "unit" | "vscode" | "web" | "page" | "ui" | "golden",
  { args = [], env = {} }: { args?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Step {
  const runner = `run${ring.slice(0, 1).toUpperCase()}${ring.slice(1)}Tests.ts`;
  return {
    name,
    run: async () => {
      const file = join(outFolder, "test", `${ring}-result.json`);
      rmSync(file, { force: true });
      const failure = await failureOf(() => runScript(join("test/support", runner), args, env));
      const counts = existsSync(file)
        ? (JSON.parse(readFileSync(file, "utf8")) as RingResult)
        : undefined;
      if (failure === undefined && counts === undefined) {
        return { counts, failure: "The ring ended without its counts." };
      }
      return { counts, failure };
    },
  };
}

function runScript(
  file: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  return runNode([...runsTypeScript, join(root, file), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  });
}

async function failureOf(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error instanceof CommandError && error.output !== "" ? error.output : reasonOf(error);
  }
}
