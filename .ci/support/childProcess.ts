import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./folders";
import { ends, endsNoMore } from "./lifetime";

const windows = process.platform === "win32";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** "inherit" shows the output as it comes; "collect" keeps it for the answer and for an error. */
  readonly output?: "inherit" | "collect";
  /** A standard input that ends with this process, for a command that is to end with it too. */
  readonly heldInput?: boolean;
}

/** @throws when a command cannot be started or ends with a code other than 0, with its output. */
export class CommandError extends Error {
  constructor(
    command: string,
    args: readonly string[],
    readonly why: string,
    readonly output: string,
  ) {
    super(`${[command, ...args].join(" ")} ${why}${output === "" ? "." : `:\n${output}`}`);
  }
}

/**
 * Runs a command to its end; answers its standard output.
 * @throws CommandError
 */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env, output = "collect", heldInput = false }: RunOptions = {},
): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio:
      output === "inherit"
        ? [heldInput ? "pipe" : "inherit", "inherit", "inherit"]
        : [heldInput ? "pipe" : "ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  // A script of this project ends what it started itself, when it is asked and not when it is shot.
  ends(child, () => child.kill("SIGTERM"));
  let stdout = "";
  let everything = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    everything += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (everything += text));
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      reject(new CommandError(command, args, why, everything.trim()));
    };
    child.once("error", (error) => {
      endsNoMore(child);
      fail(`cannot be started: ${error.message}`);
    });
    child.once("close", (code, signal) => {
      endsNoMore(child);
      if (code === 0) resolve(stdout);
      else
        fail(code === null ? `was ended by ${String(signal)}` : `failed with code ${String(code)}`);
    });
  });
}

/** What Node is to be started with to run TypeScript. */
export const runsTypeScript = ["--import", pathToFileURL(join(root, ".ci/support/tsx.mjs")).href];

/** Runs a Node script of this project or of a package with the Node that runs this one. */
export function runNode(args: readonly string[], options: RunOptions = {}): Promise<string> {
  return run(process.execPath, args, options);
}

/** Runs npm, the one that started this process where there is one. */
export function runNpm(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const cli = process.env["npm_execpath"];
  if (cli?.endsWith(".js") === true) return runNode([cli, ...args], options);
  // npm is a batch file on Windows, which only the command processor can start.
  if (windows) return run("cmd.exe", ["/d", "/s", "/c", "npm", ...args], options);
  return run("npm", args, options);
}

/** First of the names that the PATH holds as a file, as a full path. */
export function findOnPath(...names: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}
