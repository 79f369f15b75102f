import { spawn, type ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { folderOfProcess, root } from "../../.ci/support/folders";
import { ends, endsNoMore } from "../../.ci/support/lifetime";
import { keptVocabulary } from "./vocabulary";

let built: Promise<string> | undefined;

/** The command line's bundle, made once for the run: the path of its program. */
export function builtCli(): Promise<string> {
  return (built ??= make());
}

async function make(): Promise<string> {
  const dist = folderOfProcess("cli");
  await build({
    entryPoints: ["cli/tokenscope", "workers/node/textWorker"].map((name) =>
      join(root, "src", `${name}.ts`),
    ),
    outdir: dist,
    entryNames: "[name]",
    bundle: true,
    platform: "node",
    target: "node20",
    define: { CLI_VERSION: JSON.stringify("0.0.0-test") },
    logLevel: "error",
  });
  for (const encoding of ["gpt2", "cl100k_base", "o200k_base"] as const) {
    writeFileSync(join(dist, `${encoding}.vocabulary`), keptVocabulary(encoding));
  }
  return join(dist, "tokenscope.js");
}

/** What a run of a program came to. */
export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliRun {
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  /** Called as soon as it runs. */
  readonly started?: (child: ChildProcess) => void;
  /** A program that starts it, with what comes before. */
  readonly through?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the command line to its end. */
export async function cli(args: readonly string[], options: CliRun = {}): Promise<RunResult> {
  return runProgram(await builtCli(), args, options);
}

/** Runs a script of Node to its end. */
export async function runProgram(
  script: string,
  args: readonly string[],
  { input = "", cwd, started, through = [], env }: CliRun = {},
): Promise<RunResult> {
  const [command = "", ...rest] = [...through, process.execPath, script, ...args];
  const child = spawn(command, rest, { cwd, env: { ...process.env, ...env } });
  ends(child, () => child.kill("SIGKILL"));
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  // One that has ended already reads nothing.
  child.stdin.on("error", () => undefined).end(input);
  started?.(child);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  endsNoMore(child);
  return { code, stdout, stderr };
}
