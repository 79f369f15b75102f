/** A file of a set that is being written. */
export interface SetFile {
  /** Bytes so far. */
  readonly length: number;
  append(bytes: Uint8Array): void;
  /** Writes over what is at `place` already. */
  patch(place: number, bytes: Uint8Array): void;
  /** @param contents what the file holds, for the description of the set */
  close(contents: FileContents): void;
}

export interface FileContents {
  readonly tokens: number;
  /** Documents that end in it; undefined where the file alone does not tell them apart. */
  readonly documents?: number;
}

/** Begins a file of a set. @param name within the set's folder, as "train.bin" */
export type MakeFile = (name: string) => SetFile;

/** A file that is only needed on the way, and read again. */
export interface Spool {
  append(bytes: Uint8Array): void;
  /** Fills `bytes` with what was appended from `place` on. */
  read(place: number, bytes: Uint8Array): void;
  drop(): void;
}
