import * as l10n from "../../shared/base/l10n";
import { constants, type Stats } from "node:fs";
import { access, lstat, mkdir, readlink, realpath, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { openOwn, ownerText } from "../../embeddings/store/node/owners";
import type { NewFile } from "../../embeddings/store/tableFiles";
import { EXPORT, PART, removeLeavings } from "./leavings";
import { makeNew, replace, writeInto, type PartFile } from "./placing";

/** Links that lead to each other end somewhere, or the system would not follow them either. */
const MOST_LINKS = 40;
/** Bits that let anybody write. */
const WRITABLE = 0o222;

/**
 * Begins a file of a person's. What it will hold is gathered in the extension's own folder, so that
 * nothing lies beside it before it is finished, whatever ends the process. Then it is there at one
 * blow, new or instead of a file that is there, whose mode, owner and links stay. Where a file can
 * only be written into, one that has other names or whose folder takes no new one, it is.
 * @param gathering folder of the extension's own, whose orphans go with those of tables
 * @param halfWritten told of each file that a process was writing into which was killed meanwhile
 * @throws {Error} when it surely cannot be written
 */
export async function userFile(
  path: string,
  gathering: string,
  halfWritten: (path: string) => void = () => undefined,
): Promise<NewFile> {
  await mkdir(gathering, { recursive: true });
  (await removeLeavings(gathering)).forEach(halfWritten);
  const before = await writable(await linkedTo(path));
  const part = join(gathering, `${EXPORT}${await ownerText()}${PART}`);
  const handle = await openOwn(part);
  // Whatever the file keeps to its owner is not for others to read meanwhile.
  if (before !== undefined) await handle.chmod(0o600);
  return new GatheredFile(handle, part, path);
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
    const { handle, part, length } = this;
    const gathered: PartFile = { handle, part, length };
    if ((await handle.stat()).size !== length) {
      throw new Error(l10n.t("what was gathered for it is gone"));
    }
    await handle.sync();
    const target = await linkedTo(this.path);
    const isMade = (await writable(target)) === undefined && (await makeNew(target, gathered));
    if (!isMade) await this.change(target, gathered);
    await this.close();
  }

  /** Gives a file that is there what was gathered. */
  private async change(target: string, gathered: PartFile): Promise<void> {
    const before = await writable(target);
    if (before === undefined || !(await replace(target, before, gathered))) {
      await writeInto(target, gathered);
    }
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    await this.handle.close();
    await rm(this.part, { force: true });
  }
}

/** Where a path leads: through links also to what is not there yet. */
async function linkedTo(path: string): Promise<string> {
  let target = path;
  for (let links = 0; links <= MOST_LINKS; links++) {
    const info = await infoOf(target, lstat);
    if (info?.isSymbolicLink() !== true) return target;
    // What a link holds counts from the folder that it really lies in.
    target = resolve(await realpath(dirname(target)), await readlink(target));
  }
  throw new Error(l10n.t("it is a link that leads in a circle"));
}

/**
 * What is known of a file that is there, undefined where none is.
 * @throws {Error} when it cannot be written, before the work for it is done
 */
async function writable(path: string): Promise<Stats | undefined> {
  const info = await infoOf(path, stat);
  if (info === undefined) {
    await access(dirname(path), constants.W_OK);
    return undefined;
  }
  if (info.isDirectory()) throw new Error(l10n.t("it is a folder, not a file"));
  if (!info.isFile()) throw new Error(l10n.t("it is not an ordinary file"));
  if ((info.mode & WRITABLE) === 0) throw new Error(l10n.t("it is read-only"));
  await access(path, constants.W_OK);
  return info;
}

async function infoOf(
  path: string,
  ask: (path: string) => Promise<Stats>,
): Promise<Stats | undefined> {
  try {
    return await ask(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
