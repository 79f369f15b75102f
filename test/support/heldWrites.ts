import type { ChildProcess } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder, root } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { cli, type RunResult } from "./builtCli";

const HOOK = join(root, "test/support/writeHook.cjs");

/** The environment of a process that has the hook. */
const hooked = (more: Record<string, string>): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} --require ${JSON.stringify(HOOK)}`,
  ...more,
});

/**
 * Runs the command line and holds it where it begins to write a set.
 * @param meanwhile what happens then, before it goes on
 */
export async function heldRun(
  args: readonly string[],
  meanwhile: (child: ChildProcess) => void,
): Promise<RunResult> {
  const folder = freshFolder("held");
  const [told, go] = [join(folder, "told"), join(folder, "go")];
  let problem: unknown;
  const result = await cli(args, {
    env: hooked({ HELD_WRITES_TOLD: told, HELD_WRITES_GO: go }),
    started: (child) => {
      until("it writes", () => existsSync(told) || child.exitCode !== null)
        .then(() => {
          meanwhile(child);
        })
        .catch((error: unknown) => (problem = error))
        .finally(() => {
          writeFileSync(go, "");
        });
    },
  });
  if (problem !== undefined) throw problem as Error;
  if (!existsSync(told)) throw new Error(`It never came to write: ${result.stderr}`);
  return result;
}

/** Runs it on a disk that takes so many bytes of a set. */
export function runOnFullDisk(args: readonly string[], room: number): Promise<RunResult> {
  return cli(args, { env: hooked({ HELD_WRITES_ROOM: String(room) }) });
}
