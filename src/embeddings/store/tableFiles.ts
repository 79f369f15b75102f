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
  resume(name: string): Promise<ResumedFile>;
  /**
   * Waits for one's turn to make something that every window may want, until no other one makes it;
   * but not for ever, since to make it twice does no harm.
   * @param name of no file
   * @param step awaited while it waits; what it throws ends the wait
   * @returns lets the next one
   */
  turn(name: string, step: () => Promise<void>): Promise<() => Promise<void>>;
  /**
   * Files under the same names that stay as they are until they are given back, whoever removes or
   * replaces those that are kept, and whatever version of Tokenscope that is.
   * @throws {Error} when one is not there
   */
  hold(names: readonly string[]): Promise<HeldFiles>;
  /** Every finished file, and what is left of those to go on with. */
  list(): Promise<KeptFile[]>;
  /**
   * Removes a file if it is there, and what was left of it to go on with.
   * @throws {Error} when another goes on with it now
   */
  remove(name: string): Promise<void>;
  /** Removes what processes have left that were ended in the middle of something. Bytes freed. */
  removeOrphans(): Promise<number>;
  /** Differs once a file has been written to, where that can be seen; undefined where it cannot. */
  stamp(name: string): Promise<string | undefined>;
  /** Whether a part of a file of so many bytes is read without all of it. */
  readsRanges(bytes: number): boolean;
  /** SHA-256, by what is the fastest way where the files are. */
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
  /**
   * SHA-256 of files as if they were one, in hexadecimal digits. Not there where a hash cannot be made
   * bit by bit, as in a browser.
   * @param step awaited between steps of a few milliseconds; what it throws ends it
   */
  hashOf?(names: readonly string[], step: () => Promise<void>): Promise<string>;
  /** Marks a file as used just now. */
  touch(name: string): Promise<void>;
  /** Bytes that can still be written, or undefined where nobody knows. */
  free(): Promise<number | undefined>;
}

export interface NewFile {
  /** Bytes written so far. */
  readonly length: number;
  /** The bytes must stay as they are until it is done. */
  append(bytes: Uint8Array): Promise<void>;
  /** Forgets what was written. */
  clear(): Promise<void>;
  /** Makes it the file of its name, at one blow, and closes it. */
  finish(): Promise<void>;
  /** Ends it unfinished; without effect on a finished one. */
  close(): Promise<void>;
}

/** One that may hold what was written before. */
export interface ResumedFile extends NewFile {
  /** Bytes `[start, start + length)` of what is written. */
  read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Forgets what was written behind so many bytes. */
  cut(length: number): Promise<void>;
}

export interface HeldFiles {
  readonly files: TableFiles;
  release(): Promise<void>;
}

export interface KeptFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly lastUsed: number;
  /** Whether somebody holds it, so that removing it would free nothing. */
  readonly isHeld?: boolean;
}
