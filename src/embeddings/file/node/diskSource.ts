import * as l10n from "../../../shared/base/l10n";
import { foreign } from "../../../shared/base/shown";
import { createHash } from "node:crypto";
import { open, realpath, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { outside, partsOfLocation, type SourceFile, type SourceFiles } from "../sourceFile";
import { FileProblem, reasonOf } from "../../store/fileProblem";

/** Bytes hashed at a time: a few milliseconds' worth. */
const HASHED_BYTES = 2 ** 22;

/** UTF-16 code units of what the system says, in a sentence that may name three things before. */
const MOST_REASON = 70;

/** The user's files on disk. */
export const diskSource: SourceFiles = {
  async open(path) {
    if (!isAbsolute(path)) {
      throw new FileProblem((file) => l10n.t("{0} is not an absolute path.", file));
    }
    try {
      // Asked before it is opened: opening a pipe would wait for somebody to write.
      const kind = await stat(path);
      if (kind.isDirectory()) {
        throw new FileProblem((file) => l10n.t("{0} is a folder, not a file.", file));
      }
      if (!kind.isFile()) {
        throw new FileProblem((file) => l10n.t("{0} is not an ordinary file.", file));
      }
      const handle = await open(path, "r");
      const { size, mtimeMs, ctimeMs } = await handle.stat();
      return new DiskSourceFile(handle, path, size, mtimeMs, ctimeMs);
    } catch (error) {
      throw readable(error);
    }
  },

  async beside(model, location) {
    const path = join(dirname(model), ...partsOfLocation(location));
    let real: string;
    try {
      real = await realpath(path);
    } catch (error) {
      throw readable(error);
    }
    // Caches of downloaded models keep the files in one folder and links to them in another; then
    // the file has to lie where the model really is.
    const folders = [await realpath(dirname(model)), dirname(await realpath(model))];
    if (!folders.some((folder) => contains(folder, real))) throw outside();
    return path;
  },
};

class DiskSourceFile implements SourceFile {
  constructor(
    private readonly handle: FileHandle,
    readonly path: string,
    readonly bytes: number,
    readonly modified: number,
    readonly changed: number,
  ) {}

  async read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const { bytesRead } = await this.handle.read(bytes, at, length - at, start + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return at === length ? bytes : bytes.slice(0, at);
  }

  async sha256(step: () => Promise<void>): Promise<string> {
    const hash = createHash("sha256");
    for (let at = 0; at < this.bytes; at += HASHED_BYTES) {
      hash.update(await this.read(at, HASHED_BYTES));
      await step();
    }
    return hash.digest("hex");
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A failure of the system in words. */
function readable(error: unknown): FileProblem {
  if (error instanceof FileProblem) return error;
  const { code } = error as NodeJS.ErrnoException;
  return new FileProblem((file) => {
    if (code === "ENOENT" || code === "ENOTDIR") return l10n.t("{0} is not there.", file);
    if (code === "ENAMETOOLONG") return l10n.t("{0} has a longer name than a file can have.", file);
    if (code === "ERR_INVALID_ARG_VALUE") return l10n.t("{0} is not a path.", file);
    return code === "EACCES" || code === "EPERM"
      ? l10n.t("{0} may not be read ({1}).", file, code)
      : l10n.t("{0} cannot be read: {1}.", file, foreign(reasonOf(error), MOST_REASON));
  }, error);
}
