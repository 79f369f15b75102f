/** Where tables and graphs are kept. The one door to the disk, so that another can take its place. */
export interface TableFiles {
  /** The path that a runtime opens a file by. */
  path(name: string): string;
  /** Bytes of a file, or undefined where there is none. */
  size(name: string): Promise<number | undefined>;
  /** Writes a whole file or, when that fails, nothing: nobody ever sees a part of it. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}
