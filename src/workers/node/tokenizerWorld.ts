import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as l10n from "../../shared/base/l10n";
import type { CharacterClasses } from "../../tokens/encode/characterClasses";
import { MOST_FILE_BYTES } from "../../tokens/file/readTokenizerJson";
import type { TokenizerFileOptions } from "../tokenizerFiles";

/** Compiled copies that are kept: those used last. */
const MOST_KEPT = 8;
const ENDING = ".tokenizer";

/**
 * Tokenizer files on the disk.
 * @param folder where compiled copies are kept, which may not be there yet
 */
export function diskTokenizers(
  folder: string,
  classes: () => CharacterClasses,
): TokenizerFileOptions {
  const placeOf = (key: string): string => join(folder, `${key}${ENDING}`);
  return {
    async stat(path) {
      const found = await told(stat(path));
      if (found.isDirectory()) throw new Error(l10n.t("It is a folder, not a file."));
      if (!found.isFile()) throw new Error(l10n.t("It is not an ordinary file."));
      return { bytes: found.size, modified: found.mtimeMs };
    },
    async read(path) {
      const bytes = await told(readFile(path));
      if (bytes.length > MOST_FILE_BYTES) throw new Error(l10n.t("It grew while it was read."));
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    },
    hash: async (bytes) => createHash("sha256").update(bytes).digest("hex"),
    async kept(key) {
      try {
        const bytes = await readFile(placeOf(key));
        const now = new Date();
        // Whoever was used last stays.
        await utimes(placeOf(key), now, now).catch(() => undefined);
        return bytes.buffer.byteLength === bytes.length
          ? bytes.buffer
          : new Uint8Array(bytes).buffer;
      } catch {
        return undefined;
      }
    },
    async keep(key, compiled) {
      const part = join(folder, `${randomBytes(8).toString("hex")}.part`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(part, compiled);
        // At one blow: other windows may read it now.
        await rename(part, placeOf(key));
        await prune(folder);
      } catch {
        // The next use compiles it again.
        await rm(part, { force: true }).catch(() => undefined);
      }
    },
    classes: async () => classes(),
  };
}

async function prune(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING));
  const used = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  used.sort((a, b) => b.time - a.time);
  await Promise.all(
    used.slice(MOST_KEPT).map(({ name }) => rm(join(folder, name), { force: true })),
  );
}

/** What the system says, in words. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new Error(l10n.t("There is no such file."), { cause: error });
    if (code === "EACCES" || code === "EPERM") {
      throw new Error(l10n.t("You do not have permission to read it."), { cause: error });
    }
    throw error;
  }
}
