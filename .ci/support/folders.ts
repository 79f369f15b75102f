import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runFolder } from "./runFolder";

/** The checkout. Tests inside an extension host are bundled elsewhere and are told where it is. */
export const root = process.env["TOKENSCOPE_ROOT"] ?? dirname(dirname(import.meta.dirname));

/** Git-ignored: what tests need and no package brings, kept from run to run. */
export const cacheFolder = join(root, ".vscode-test");

/** Git-ignored: what builds and tests make. */
export const outFolder = join(root, "out");

const toRemove = new Set<string>();

/**
 * A new empty folder that is removed when this process ends, so that no run sees another's leavings; a
 * file of tests loses its own once it is done, since others may follow it in the same process.
 * Its path holds no symbolic link, because VS Code compares paths as text.
 */
export function freshFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  toRemove.add(folder);
  return folder;
}

/**
 * A new empty folder for what one process makes once and uses until it ends, whichever files of tests
 * follow one another in it.
 */
export function folderOfProcess(name: string): string {
  const folder = mkdtempSync(join(runFolder(), `${name}-`));
  process.on("exit", () => {
    remove(folder);
  });
  return folder;
}

/** A folder under `out`, made where it is not there. */
export function outputFolder(name: string): string {
  const folder = join(outFolder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Removes what `freshFolder` has made, also before the end: what ends an extension host lets it do nothing. */
export function removeFreshFolders(): void {
  for (const folder of toRemove) {
    if (remove(folder)) toRemove.delete(folder);
  }
}

function remove(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    return true;
  } catch {
    // A file still held by a dying process: the run's folder goes with all that is in it.
    return false;
  }
}

process.on("exit", removeFreshFolders);
