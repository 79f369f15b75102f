/** Where tables and graphs are kept. The one door to the disk, so that another can take its place. */
export interface TableFiles {
  /** The path that a runtime opens a file by. */
  path(name: string): string;
  /** Bytes of a file, or undefined where there is none. */
  size(name: string): Promise<number | undefined>;
  /** Writes a whole file or, when that fails, nothing: nobody ever sees a part of it. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Bytes `[start, start + length)` of a file, fewer where it ends before. */
  read(name: string, start: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** A file that is written in pieces and not there before it is finished. */
  create(name: string): Promise<NewFile>;
  /**
   * As `create`, but what was written stays when it is closed unfinished, and is there when it is
   * asked for again, also by another process later.
   * @throws {Error} when another has it now
   */
  resume(name: string): Promise<NewFile>;
  /** Every finished file. */
  list(): Promise<KeptFile[]>;
  /** Removes a file, finished or not, if it is there. */
  remove(name: string): Promise<void>;
  /** Marks a file as used just now. */
  touch(name: string): Promise<void>;
  /** Bytes that can still be written, or undefined where nobody knows. */
  free(): Promise<number | undefined>;
}

export interface NewFile {
  /** Bytes written so far. */
  readonly length: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Forgets what was written. */
  clear(): Promise<void>;
  /** Makes it the file of its name, at one blow, and closes it. */
  finish(): Promise<void>;
  /** Ends it unfinished; without effect on a finished one. */
  close(): Promise<void>;
}

export interface KeptFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly lastUsed: number;
}
