import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { hasOwner, isOwnerAlive, openOwn, ownerText } from "../../embeddings/store/node/owners";
import { syncFolder } from "../../embeddings/store/node/syncedFiles";
import * as l10n from "../../shared/base/l10n";
import { foreignPath } from "../../shared/base/shown";
import { StagedFile, UNFINISHED, writeError, type WrittenFile } from "./stagedFile";

/** Which files of a folder are one set's: the name of a shard, or the empty text. */
export interface StagingOptions {
  readonly folder: string;
  readonly shard: string;
  /** Whether a set that is there may be replaced. */
  readonly force: boolean;
  /** Told, in a sentence, of an earlier run that was killed. */
  readonly tell: (sentence: string) => void;
}

/** "dataset.json", or "dataset.2-of-8.json" */
const descriptionName = (shard: string): string =>
  shard === "" ? "dataset.json" : `dataset.${shard}.json`;

/**
 * A folder that a set is written into. Until `commit` all that is new in it is named as unfinished,
 * and what was there is as it was.
 */
export class StagedFolder {
  private readonly files: StagedFile[] = [];

  private constructor(
    private readonly options: StagingOptions,
    private readonly lock: { readonly path: string; close(): Promise<void> },
    private readonly isNew: boolean,
    /** Files that a run had named already when it was killed. */
    private readonly halfNamed: ReadonlySet<string>,
  ) {}

  /** @throws {Error} where another run writes there, or a set is there that may not be replaced */
  static async open(options: StagingOptions): Promise<StagedFolder> {
    const { folder, shard, force, tell } = options;
    const isNew = !existsSync(folder);
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw writeError(error, folder);
    }
    const path = join(folder, `dataset${shard && `.${shard}`}.${await ownerText()}${UNFINISHED}`);
    const handle = await openOwn(path).catch((error: unknown) => {
      throw writeError(error, path);
    });
    const lock = {
      path,
      async close() {
        await handle.close();
        rmSync(path, { force: true });
      },
    };
    try {
      await refuseOthers(options, path);
      const description = descriptionName(shard);
      if (existsSync(join(folder, description)) && !force) {
        throw new Error(
          l10n.t(
            "{0} holds a training set already ({1}). Choose another folder, or say --force to replace it.",
            foreignPath(folder),
            description,
          ),
        );
      }
      const left = leftoversIn(folder, shard).filter((name) => join(folder, name) !== path);
      const halfNamed = new Set(
        left.includes(`${description}${UNFINISHED}`)
          ? namesIn(join(folder, `${description}${UNFINISHED}`))
          : [],
      );
      if (left.length > 0) {
        tell(
          l10n.t(
            "An earlier run into {0} ended before it was done. Its unfinished files ({1}) are replaced.",
            foreignPath(folder),
            left.length,
          ),
        );
      }
      for (const name of left) rmSync(join(folder, name), { force: true });
      return new StagedFolder(options, lock, isNew, halfNamed);
    } catch (error) {
      await lock.close();
      throw error;
    }
  }

  /** @throws {Error} where a file of this name is there and is no set's that may be replaced */
  make(name: string): StagedFile {
    const { folder, force } = this.options;
    const path = join(folder, name);
    if (existsSync(path) && !force && !this.halfNamed.has(name)) {
      throw new Error(
        l10n.t(
          "{0} is there already. Choose another folder, or say --force to replace it.",
          foreignPath(path),
        ),
      );
    }
    try {
      const file = new StagedFile(name, path);
      this.files.push(file);
      return file;
    } catch (error) {
      throw writeError(error, path);
    }
  }

  /** Takes away a file that was only needed on the way. */
  drop(file: StagedFile): void {
    file.release();
    rmSync(file.part, { force: true });
    this.files.splice(this.files.indexOf(file), 1);
  }

  /**
   * Gives all files their names, the description last.
   * @param describe the description's text for the files as they are
   */
  async commit(
    describe: (files: readonly WrittenFile[]) => string,
  ): Promise<readonly WrittenFile[]> {
    const { folder, shard } = this.options;
    const description = join(folder, descriptionName(shard));
    const before = existsSync(description) ? namesIn(description) : [];
    const written = this.files.map((file) => file.settle());
    try {
      writeFileSync(`${description}${UNFINISHED}`, describe(written), { flush: true });
      // From here on the set that was there is no more: nobody shall take its description for the new.
      rmSync(description, { force: true });
      for (const { part, path } of this.files) renameSync(part, path);
      renameSync(`${description}${UNFINISHED}`, description);
    } catch (error) {
      throw writeError(error, description);
    }
    for (const name of before) {
      if (!written.some((file) => file.name === name)) rmSync(join(folder, name), { force: true });
    }
    await syncFolder(folder);
    await this.lock.close();
    return written;
  }

  /** Leaves the folder as it was. */
  async abandon(): Promise<void> {
    const { folder, shard } = this.options;
    for (const file of this.files) {
      file.release();
      rmSync(file.part, { force: true });
    }
    rmSync(join(folder, `${descriptionName(shard)}${UNFINISHED}`), { force: true });
    await this.lock.close();
    if (!this.isNew) return;
    try {
      rmdirSync(folder);
    } catch {
      // Somebody else has put something there.
    }
  }
}

/** @throws {Error} where another run of the same shard writes into the folder */
async function refuseOthers({ folder, shard }: StagingOptions, own: string): Promise<void> {
  for (const name of leftoversIn(folder, shard)) {
    const path = join(folder, name);
    if (path === own || !hasOwner(name)) continue;
    const isAlive = await isOwnerAlive(name, path);
    if (isAlive === false) continue;
    throw new Error(
      isAlive === true
        ? l10n.t(
            "Another run is writing into {0}. Wait until it is done, or choose another folder.",
            foreignPath(folder),
          )
        : l10n.t(
            "Another machine may be writing into {0}. If none is, remove {1}.",
            foreignPath(folder),
            foreignPath(path),
          ),
    );
  }
}

/** Names of unfinished files of a set, of one shard alone. */
function leftoversIn(folder: string, shard: string): string[] {
  return readdirSync(folder).filter((name) => OF_SET.test(name) && shardOf(name) === shard);
}

/** The description, what tells whose run it is, or a file of ids, be it only needed on the way. */
const OF_SET =
  /^(dataset(\.\d+-of-\d+)?\.(json|[\da-f]{8}-\d+-\d+-[\da-f]{8})|(train|val)(\.\d+-of-\d+)?(_\d{6})?\.(bin|idx|npy|jsonl|parquet|ids|rests))\.unfinished$/;
const shardOf = (name: string): string => /^[a-z]+\.(\d+-of-\d+)[._]/.exec(name)?.[1] ?? "";

/** Names of the files that a description names; none where it cannot be read. */
function namesIn(path: string): string[] {
  try {
    const { files } = JSON.parse(readFileSync(path, "utf8")) as { files: { name: string }[] };
    return files.map(({ name }) => name).filter((name) => /^(train|val)[\w.-]*$/.test(name));
  } catch {
    return [];
  }
}
