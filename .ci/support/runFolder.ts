import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Environment variable that names the run a process belongs to, by its folder; children inherit it. */
export const RUN_VARIABLE = "TOKENSCOPE_RUN";

/** How systems call the folder for temporary files. */
const TEMPORARY = ["TMPDIR", "TMP", "TEMP"];

/**
 * Gives this process, and all that it starts, a folder of its own for temporary files, which is removed
 * when it ends. A script that another one has started is of that one's run.
 */
export function useRunFolder(): void {
  if (process.env[RUN_VARIABLE] !== undefined) return;
  const made = mkdtempSync(join(systemFolder, `tokenscope-${String(process.pid)}-`));
  // VS Code compares paths as text, so none may hold a symbolic link.
  const folder = realpathSync(made);
  for (const name of [RUN_VARIABLE, ...TEMPORARY]) process.env[name] = folder;
  process.on("exit", () => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // A file that a dying process still holds.
    }
  });
}

/** Folder of the run that this process belongs to. Throws in a script that has begun none. */
export function runFolder(): string {
  const folder = process.env[RUN_VARIABLE];
  if (folder === undefined) throw new Error("This process belongs to no run.");
  return folder;
}

/** Where folders of runs are made. Sockets in them must have short paths, and macOS's own is long. */
export const systemFolder = findSystemFolder();

function findSystemFolder(): string {
  const folder = process.env[RUN_VARIABLE];
  if (folder !== undefined) return dirname(folder);
  return process.platform === "darwin" ? "/tmp" : tmpdir();
}

/** Number of the process whose run a folder in the system's folder is of. */
export function runOf(name: string): number | undefined {
  const [, pid] = /^tokenscope-(\d+)-/.exec(name) ?? [];
  return pid === undefined ? undefined : Number(pid);
}
