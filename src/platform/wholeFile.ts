import { workspace, type Uri } from "vscode";
import { Pieces } from "../embeddings/store/pieces";
import type { NewFile } from "../embeddings/store/tableFiles";

/** A file of a file system that writes whole files alone: it is in memory until it is finished. */
export class WholeFile implements NewFile {
  private readonly pieces = new Pieces();

  constructor(private readonly file: Uri) {}

  get length(): number {
    return this.pieces.length;
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.pieces.add(bytes);
  }

  async clear(): Promise<void> {
    this.pieces.clear();
  }

  async finish(): Promise<void> {
    await workspace.fs.writeFile(this.file, this.pieces.join());
    this.pieces.clear();
  }

  async close(): Promise<void> {
    this.pieces.clear();
  }
}
