import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The checkout. */
export const root = dirname(dirname(import.meta.dirname));

/** Git-ignored: what tests need and no package brings, kept from run to run. */
export const cacheFolder = join(root, ".vscode-test");

/** Git-ignored: what builds and tests make. */
export const outFolder = join(root, "out");

const toRemove = new Set<string>();

/**
 * A new empty folder that is removed when this process ends, so that no run sees another's leavings.
 * Its path holds no symbolic link, because VS Code compares paths as text.
 */
export function freshFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `tokenscope-${name}-`)));
  toRemove.add(folder);
  return folder;
}

/** A folder under `out`, made where it is not there. */
export function outputFolder(name: string): string {
  const folder = join(outFolder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

process.on("exit", () => {
  for (const folder of toRemove) {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // A file still held by a dying process is left to the system's own cleaning of its tmp folder.
    }
  }
});
