import * as l10n from "../../shared/l10n";
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  utimes,
  writeFile,
} from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { KeptFile, NewFile, TableFiles } from "../tableFiles";
import { syncFolder } from "./syncedFiles";

/** Ends the names of files that are not finished. */
const PART = ".part";

/** Tables in a folder on disk, made when first written to. */
export class DiskFiles implements TableFiles {
  constructor(private readonly folder: string) {}

  path(name: string): string {
    return join(this.folder, name);
  }

  async size(name: string): Promise<number | undefined> {
    try {
      return (await stat(this.path(name))).size;
    } catch {
      return undefined;
    }
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const file = await this.create(name);
    try {
      await file.append(bytes);
      await file.finish();
    } finally {
      await file.close();
    }
  }

  async read(name: string, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const file = await open(this.path(name), "r");
    try {
      const bytes = new Uint8Array(length);
      let at = 0;
      while (at < length) {
        const { bytesRead } = await file.read(bytes, at, length - at, start + at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return at === length ? bytes : bytes.slice(0, at);
    } finally {
      await file.close();
    }
  }

  async create(name: string): Promise<NewFile> {
    await mkdir(this.folder, { recursive: true });
    return createFile(this.path(name));
  }

  async resume(name: string): Promise<NewFile> {
    const temporary = this.path(`${name}${PART}`);
    await mkdir(this.folder, { recursive: true });
    const lock = this.path(`${name}.lock${PART}`);
    await take(lock, name);
    try {
      const handle = await open(temporary, "a");
      const { size } = await handle.stat();
      return new PartFile(handle, size, { temporary, path: this.path(name), lock });
    } catch (error) {
      await rm(lock, { force: true });
      throw error;
    }
  }

  async list(): Promise<KeptFile[]> {
    let names: string[];
    try {
      names = await readdir(this.folder);
    } catch {
      return [];
    }
    const files: KeptFile[] = [];
    for (const name of names.filter((each) => !each.endsWith(PART))) {
      try {
        const { size, mtimeMs } = await stat(this.path(name));
        files.push({ name, bytes: size, lastUsed: mtimeMs });
      } catch {
        // Another window has removed it meanwhile.
      }
    }
    return files;
  }

  async remove(name: string): Promise<void> {
    await rm(this.path(name), { force: true });
    await rm(this.path(name + PART), { force: true });
  }

  async touch(name: string): Promise<void> {
    const now = new Date();
    await utimes(this.path(name), now, now);
  }

  async free(): Promise<number | undefined> {
    try {
      await mkdir(this.folder, { recursive: true });
      const { bavail, bsize } = await statfs(this.folder);
      return bavail * bsize;
    } catch {
      return undefined;
    }
  }
}

/** Begins a file in a folder that is there. */
export async function createFile(path: string): Promise<NewFile> {
  // Another window of the editor may write the same file now; each renames its own.
  const temporary = `${path}.${crypto.randomUUID()}${PART}`;
  return new PartFile(await open(temporary, "wx"), 0, { temporary, path, lock: undefined });
}

class PartFile implements NewFile {
  private isOpen = true;

  constructor(
    private readonly handle: FileHandle,
    public length: number,
    private readonly places: {
      readonly temporary: string;
      readonly path: string;
      /** Of a file that stays unfinished, to be gone on with: what keeps others from it. */
      readonly lock: string | undefined;
    },
  ) {}

  async append(bytes: Uint8Array): Promise<void> {
    await this.handle.writeFile(bytes);
    this.length += bytes.length;
  }

  async clear(): Promise<void> {
    await this.handle.truncate(0);
    this.length = 0;
  }

  async finish(): Promise<void> {
    await this.handle.sync();
    await this.shut();
    await rename(this.places.temporary, this.places.path);
    await syncFolder(dirname(this.places.path));
  }

  async close(): Promise<void> {
    await this.shut();
    // A finished one has another name by now.
    if (this.places.lock === undefined) await rm(this.places.temporary, { force: true });
  }

  private async shut(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    await this.handle.close();
    if (this.places.lock !== undefined) await rm(this.places.lock, { force: true });
  }
}

/**
 * Takes a lock for this process, also from one that has died with it.
 * @throws {Error} when a process that runs has it
 */
async function take(lock: string, name: string): Promise<void> {
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (isRunning(Number(await readFile(lock, "utf8").catch(() => "")))) {
      throw new Error(
        l10n.t("Another window is writing {0} at the moment. Wait until it is done.", name),
      );
    }
    await rm(lock, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    // Signal 0 is never delivered: it only tells whether it could be.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
