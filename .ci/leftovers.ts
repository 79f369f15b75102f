import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./support/childProcess";
import { isAlive } from "./support/isAlive";
import { RUN_VARIABLE, runOf } from "./support/runFolder";

/** Where a run may leave something behind. */
export interface Places {
  /** The run's own folder for temporary files. */
  readonly runFolder: string;
  /** The folder that all programs of the system share for theirs. */
  readonly systemFolder: string;
  readonly checkout: string;
}

/** What there was before a run. */
export interface Before {
  readonly names: ReadonlySet<string>;
  readonly changes: ReadonlySet<string>;
}

/** What tsx, and the loader of knip, write into the folder for temporary files, which goes with the run. */
const OF_OTHERS = /^(tsx-\d+|jiti)$/;

/** Milliseconds that processes may take to end which have been asked to, on a busy machine. */
const PATIENCE = 60_000;
const INTERVAL = 200;

export async function lookBefore(places: Places): Promise<Before> {
  return { names: new Set(readdirSync(places.systemFolder)), changes: await changesOf(places) };
}

/**
 * What a run has left behind, each in words: processes, temporary files, files in the checkout.
 * @param patience milliseconds that its processes may take to end
 */
export async function leftovers(
  places: Places,
  before: Before,
  patience = PATIENCE,
): Promise<string[]> {
  const { runFolder, systemFolder } = places;
  const processes = await survivors(places, patience);
  const files = readdirSync(runFolder)
    .filter((name) => !OF_OTHERS.test(name))
    .map((name) => join(runFolder, name));
  const elsewhere = readdirSync(systemFolder)
    .filter((name) => !before.names.has(name) && isOurs(name))
    .map((name) => join(systemFolder, name));
  const changes = [...(await changesOf(places))].filter((change) => !before.changes.has(change));
  return [
    ...processes.map((each) => `the process ${each}`),
    ...[...files, ...elsewhere].map((path) => `the temporary ${path}`),
    ...changes.map((change) => `in the checkout, as git status tells, ${change}`),
  ];
}

/** Whether this project gives such names, and no run that is still on its way has it. */
function isOurs(name: string): boolean {
  if (!name.startsWith("tokenscope-")) return false;
  const pid = runOf(name);
  return pid === undefined || !isAlive(pid);
}

/** Lines of `git status`; none where the checkout is no clone. */
async function changesOf({ checkout }: Places): Promise<Set<string>> {
  if (!existsSync(join(checkout, ".git"))) return new Set();
  const status = await run("git", ["status", "--porcelain", "--untracked-files=all"], {
    cwd: checkout,
  });
  return new Set(status.split("\n").filter((line) => line !== ""));
}

/** Processes of the run that do not end. */
async function survivors({ runFolder }: Places, patience: number): Promise<string[]> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await processesOf(runFolder);
    if (found.length === 0 || Date.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
}

/** Number and command of each process that belongs to a run, but for this one. */
async function processesOf(runFolder: string): Promise<string[]> {
  if (process.platform === "linux") return linuxProcesses(runFolder);
  // Elsewhere its folder is in the command or, on macOS, in the environment that `ps` shows.
  const listed =
    process.platform === "win32"
      ? await run("powershell", [
          ...["-NoProfile", "-Command"],
          'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.CommandLine)" }',
        ])
      : await run("ps", ["-axEww", "-o", "pid=,command="]);
  return listed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.includes(runFolder) && Number.parseInt(line) !== process.pid)
    .map((line) => line.slice(0, 200));
}

function linuxProcesses(runFolder: string): string[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
      if (!environment.includes(`${RUN_VARIABLE}=${runFolder}`)) return [];
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      return [`${pid} ${command.slice(0, 200).trim()}`];
    } catch {
      // It has ended meanwhile, or is another user's.
      return [];
    }
  });
}
