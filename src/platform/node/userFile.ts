import * as l10n from "../../shared/base/l10n";
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import {
  access,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isOwnerAlive, openOwn, ownerText } from "../../embeddings/store/node/owners";
import { syncFolder } from "../../embeddings/store/node/syncedFiles";
import type { NewFile } from "../../embeddings/store/tableFiles";

/** Begins the names of files that are gathered here, beside tables. */
const EXPORT = "export.";
/** Ends the names of files that are not finished. */
const PART = ".part";
/** Ends the name of a file that tells which file beside a person's is not finished. */
const BESIDE = ".beside";
/** What such a file is called: short, whatever the person's is called. */
const BESIDE_NAME = /^\.tokenscope-[0-9a-f]{8}\.part$/;
/** Bytes copied at a time. */
const STEP_BYTES = 2 ** 20;
/** Of a folder whose files get its group. */
const SET_GROUP = 0o2000;

/**
 * Begins a file of a person's. What it will hold is gathered in the extension's own folder, so that
 * nothing lies beside it before it is finished, whatever ends the process. Then a file that is there
 * is written into, and stays itself: its mode, its owner, the links to it. A new one is there at one
 * blow.
 * @param gathering folder of the extension's own, whose orphans go with those of tables
 * @throws {Error} when it surely cannot be written
 */
export async function userFile(path: string, gathering: string): Promise<NewFile> {
  await mkdir(gathering, { recursive: true });
  await removeLeavings(gathering);
  await checkWritable(path);
  const part = join(gathering, `${EXPORT}${await ownerText()}${PART}`);
  return new GatheredFile(await openOwn(part), part, path);
}

class GatheredFile implements NewFile {
  length = 0;
  private isOpen = true;

  constructor(
    private readonly handle: FileHandle,
    private readonly part: string,
    private readonly path: string,
  ) {}

  async append(bytes: Uint8Array): Promise<void> {
    try {
      await this.handle.writeFile(bytes);
    } catch (error) {
      throw new Error(
        l10n.t(
          "Tokenscope's storage, where it is gathered first, cannot be written ({0})",
          error instanceof Error ? error.message : String(error),
        ),
        { cause: error },
      );
    }
    this.length += bytes.length;
  }

  async clear(): Promise<void> {
    await this.handle.truncate(0);
    this.length = 0;
  }

  async finish(): Promise<void> {
    const { path, handle, length } = this;
    if (await isThere(path)) await writeInto(path, handle, length);
    else await this.make();
    await this.close();
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    await this.handle.close();
    await rm(this.part, { force: true });
  }

  private async make(): Promise<void> {
    const { path, handle, part, length } = this;
    try {
      await handle.sync();
      if (!(await givesOfItsOwn(dirname(path)))) {
        await link(part, path);
        await syncFolder(dirname(path));
        return;
      }
    } catch (error) {
      // Somebody else has made it meanwhile.
      if ((error as NodeJS.ErrnoException).code === "EEXIST") {
        await writeInto(path, handle, length);
        return;
      }
      // Another disk, or one without links.
    }
    await makeBeside(path, handle, length, part);
  }
}

/** Whether new files of a folder get something that a link to another does not. */
async function givesOfItsOwn(folder: string): Promise<boolean> {
  // Windows has rights go down from folder to file when the file is made.
  return process.platform === "win32" || ((await stat(folder)).mode & SET_GROUP) !== 0;
}

/** Makes a new file in its own folder first, under a name that the next export knows of. */
async function makeBeside(
  path: string,
  from: FileHandle,
  length: number,
  part: string,
): Promise<void> {
  const beside = join(dirname(path), `.tokenscope-${randomBytes(4).toString("hex")}${PART}`);
  const note = part.slice(0, -PART.length) + BESIDE;
  await writeFile(note, beside, { flag: "wx", flush: true });
  try {
    const handle = await open(beside, "wx");
    try {
      await copy(from, handle, length);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
    await syncFolder(dirname(path));
  } finally {
    await rm(beside, { force: true });
    await rm(note, { force: true });
  }
}

/** Writes all of a file that stays the one it is. */
async function writeInto(path: string, from: FileHandle, length: number): Promise<void> {
  const handle = await open(path, "r+").catch((error: unknown) => {
    // A link to a file that is to be made.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return open(path, "w+");
    throw error;
  });
  try {
    const before = (await handle.stat()).size;
    const { bavail, bsize } = await statfs(path);
    if (length - before > bavail * bsize) {
      throw new Error(
        l10n.t(
          "it needs {0} MB and the disk has {1} MB free. What it held is as it was",
          Math.ceil((length - before) / 1e6),
          Math.floor((bavail * bsize) / 1e6),
        ),
      );
    }
    await copy(from, handle, length);
    await handle.truncate(length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function copy(from: FileHandle, to: FileHandle, length: number): Promise<void> {
  const bytes = new Uint8Array(Math.min(length, STEP_BYTES));
  for (let at = 0; at < length;) {
    const { bytesRead } = await from.read(bytes, 0, bytes.length, at);
    if (bytesRead === 0) throw new Error(l10n.t("what was gathered for it is gone"));
    for (let written = 0; written < bytesRead;) {
      const rest = bytesRead - written;
      written += (await to.write(bytes, written, rest, at + written)).bytesWritten;
    }
    at += bytesRead;
  }
}

/** Whether there is anything under a name, also a link to nothing. */
async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** @throws {Error} when a file cannot be written, before the work for it is done */
async function checkWritable(path: string): Promise<void> {
  if (!(await isThere(path))) {
    await access(dirname(path), constants.W_OK);
    return;
  }
  const kind = await stat(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  });
  if (kind === undefined) return;
  if (kind.isDirectory()) throw new Error(l10n.t("it is a folder, not a file"));
  if (!kind.isFile()) throw new Error(l10n.t("it is no ordinary file"));
  await access(path, constants.W_OK);
}

/** Removes what processes have left that were ended while they wrote a file. */
async function removeLeavings(gathering: string): Promise<void> {
  for (const name of await readdir(gathering)) {
    if (!name.startsWith(EXPORT)) continue;
    const path = join(gathering, name);
    const part = name.endsWith(BESIDE) ? path.slice(0, -BESIDE.length) + PART : path;
    if ((await isOwnerAlive(name, part)) !== false) continue;
    if (name.endsWith(BESIDE)) {
      const beside = await readFile(path, "utf8").catch(() => "");
      if (BESIDE_NAME.test(basename(beside))) await rm(beside, { force: true });
    }
    await rm(path, { force: true });
  }
}
