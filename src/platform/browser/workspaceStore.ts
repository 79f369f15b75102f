import { FileType, Uri, workspace } from "vscode";
import { USED_MARK } from "../../embeddings/store/modelCache";
import type { FileStore } from "../../embeddings/store/storedFiles";
import type { KeptFile } from "../../embeddings/store/tableFiles";

/** A folder by the editor's own file systems, which a browser keeps in its storage. */
export class WorkspaceStore implements FileStore {
  constructor(private readonly folder: Uri) {}

  async sizeOf(name: string): Promise<number | undefined> {
    try {
      return (await workspace.fs.stat(this.uri(name))).size;
    } catch {
      return undefined;
    }
  }

  async readWhole(name: string): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await workspace.fs.readFile(this.uri(name)));
  }

  async writeWhole(name: string, bytes: Uint8Array): Promise<void> {
    await workspace.fs.writeFile(this.uri(name), bytes);
  }

  async listAll(): Promise<KeptFile[]> {
    let entries: [string, FileType][];
    try {
      entries = await workspace.fs.readDirectory(this.folder);
    } catch {
      // Nothing was written yet.
      return [];
    }
    const files: KeptFile[] = [];
    for (const [name, type] of entries) {
      if (type !== FileType.File) continue;
      try {
        const { size, mtime } = await workspace.fs.stat(this.uri(name));
        files.push({ name, bytes: size, lastUsed: mtime });
      } catch {
        // Another window has removed it meanwhile.
      }
    }
    return files;
  }

  async removeFile(name: string): Promise<void> {
    if ((await this.sizeOf(name)) !== undefined) await workspace.fs.delete(this.uri(name));
  }

  async touchFile(name: string): Promise<void> {
    // Times cannot be set: a file of the same model that is written anew tells of its use.
    await workspace.fs.writeFile(this.uri(name + USED_MARK), new Uint8Array(0));
  }

  async freeBytes(): Promise<number | undefined> {
    try {
      const { quota, usage } = await navigator.storage.estimate();
      return quota === undefined || usage === undefined ? undefined : quota - usage;
    } catch {
      return undefined;
    }
  }

  private uri(name: string): Uri {
    return Uri.joinPath(this.folder, name);
  }
}
