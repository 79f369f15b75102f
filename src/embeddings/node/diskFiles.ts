import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TableFiles } from "../tableFiles";

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
    await mkdir(this.folder, { recursive: true });
    // Another window of the editor may write the same table now; each renames its own file.
    const temporary = this.path(`${name}.${randomUUID()}.part`);
    try {
      await writeFile(temporary, bytes);
      await rename(temporary, this.path(name));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}
