import { createHash } from "node:crypto";
import { mkdir, open, rm, stat, statfs, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { HeldFiles, KeptFile, NewFile, ResumedFile, TableFiles } from "../tableFiles";
import { awaitLock, LOCK, removeDeadClaims, takeLock } from "./fileLocks";
import { namesIn } from "./folderNames";
import { holdFiles, removeDeadHolds } from "./heldFiles";
import { hasOwner } from "./owners";
import { bytesOf, createFile, isOrphan, PART, PartFile } from "./partFile";

/** Bytes that are hashed in one step. */
const HASHED_BYTES = 2 ** 22;

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
      return await bytesOf(file, start, length);
    } finally {
      await file.close();
    }
  }

  async create(name: string): Promise<NewFile> {
    await mkdir(this.folder, { recursive: true });
    return createFile(this.path(name));
  }

  async resume(name: string): Promise<ResumedFile> {
    const temporary = this.path(`${name}${PART}`);
    await mkdir(this.folder, { recursive: true });
    const unlock = await takeLock(this.folder, name);
    try {
      // A lock as it was made before, which told too little of whose it was.
      await rm(this.path(`${name}${LOCK}${PART}`), { force: true });
      const handle = await open(temporary, "a+");
      const { size } = await handle.stat();
      return new PartFile(handle, size, { temporary, path: this.path(name), unlock });
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  async turn(name: string, step: () => Promise<void>): Promise<() => Promise<void>> {
    const isThere = await mkdir(this.folder, { recursive: true }).then(
      () => true,
      () => false,
    );
    // Where nothing can be written, what it is for says so.
    const unlock = isThere ? await awaitLock(this.folder, name, step) : undefined;
    return async () => unlock?.();
  }

  async hold(names: readonly string[]): Promise<HeldFiles> {
    const { folder, release } = await holdFiles(this.folder, names);
    return { files: new DiskFiles(folder), release };
  }

  async list(): Promise<KeptFile[]> {
    const files: KeptFile[] = [];
    for (const name of await namesIn(this.folder)) {
      // What a process is making now is not kept yet, and what a dead one made is an orphan.
      if (name.endsWith(PART) && hasOwner(name)) continue;
      try {
        const info = await stat(this.path(name));
        if (!info.isFile()) continue;
        const { size, mtimeMs, nlink } = info;
        files.push({ name, bytes: size, lastUsed: mtimeMs, isHeld: nlink > 1 });
      } catch {
        // Another window has removed it meanwhile.
      }
    }
    return files;
  }

  async removeOrphans(): Promise<number> {
    const names = await namesIn(this.folder);
    if (names.some((name) => name.endsWith(LOCK))) await removeDeadClaims(this.folder);
    let freed = 0;
    for (const name of names.filter((each) => each.endsWith(PART))) {
      const path = this.path(name);
      if (!(await isOrphan(name, path))) continue;
      freed += (await this.size(name)) ?? 0;
      await rm(path, { force: true });
    }
    return freed + (await removeDeadHolds(this.folder));
  }

  async remove(name: string): Promise<void> {
    const whole = name.endsWith(PART) ? name.slice(0, -PART.length) : name;
    if (name === whole) await rm(this.path(whole), { force: true });
    if ((await this.size(whole + PART)) === undefined) return;
    const unlock = await takeLock(this.folder, whole);
    try {
      await rm(this.path(whole + PART), { force: true });
    } finally {
      await unlock();
    }
  }

  async stamp(name: string): Promise<string | undefined> {
    try {
      // Not the time of its last change alone, which any program may set.
      const { ino, size, mtimeNs, ctimeNs } = await stat(this.path(name), { bigint: true });
      return [ino, size, mtimeNs, ctimeNs].join(" ");
    } catch {
      return undefined;
    }
  }

  readsRanges(): boolean {
    return true;
  }

  async sha256(bytes: Uint8Array): Promise<Uint8Array> {
    // In this thread, which is a worker's: twice as fast as handing each block to another.
    return createHash("sha256").update(bytes).digest();
  }

  async hashOf(names: readonly string[], step: () => Promise<void>): Promise<string> {
    const hash = createHash("sha256");
    for (const name of names) {
      const file = await open(this.path(name), "r");
      try {
        for (let at = 0, length = HASHED_BYTES; length === HASHED_BYTES; at += length) {
          const bytes = await bytesOf(file, at, HASHED_BYTES);
          hash.update(bytes);
          ({ length } = bytes);
          await step();
        }
      } finally {
        await file.close();
      }
    }
    return hash.digest("hex");
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
