import {
  partsOfLocation,
  type SourceFile,
  type SourceFiles,
} from "../../src/embeddings/file/sourceFile";

/** A user's files in memory, by path. */
export class MemorySource implements SourceFiles {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Files that are not closed. */
  openCount = 0;
  /** Bytes read of all files. */
  bytesRead = 0;
  /** Called before each read, e.g. to change a file. */
  beforeRead: () => void = () => undefined;
  modified = 1;

  constructor(files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {}) {
    for (const [path, bytes] of Object.entries(files)) this.files.set(path, bytes);
  }

  async open(path: string): Promise<SourceFile> {
    const bytes = this.files.get(path);
    if (bytes === undefined) throw new Error("is not there");
    this.openCount++;
    return {
      path,
      bytes: bytes.length,
      modified: this.modified,
      read: async (start, length) => {
        this.beforeRead();
        const read = bytes.slice(start, start + length);
        this.bytesRead += read.length;
        return read;
      },
      close: async () => {
        this.openCount--;
      },
    };
  }

  async beside(model: string, location: string): Promise<string> {
    return [...model.split("/").slice(0, -1), ...partsOfLocation(location)].join("/");
  }
}
