import * as l10n from "../../shared/base/l10n";
import { Pieces } from "./pieces";
import type { HeldFiles, KeptFile, NewFile, ResumedFile, TableFiles } from "./tableFiles";

/** A store that reads and writes whole files alone, as a browser has. */
export interface FileStore {
  /** Bytes of a file, or undefined where there is none. */
  sizeOf(name: string): Promise<number | undefined>;
  /** @throws {Error} where there is no such file */
  readWhole(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** The file is there at one blow. */
  writeWhole(name: string, bytes: Uint8Array): Promise<void>;
  listAll(): Promise<KeptFile[]>;
  removeFile(name: string): Promise<void>;
  touchFile(name: string): Promise<void>;
  /** Bytes that can still be written, or undefined where nobody knows. */
  freeBytes(): Promise<number | undefined>;
}

/**
 * Tables in such a store. Parts of files are in memory until they are finished, and so are the files
 * that were read or written last: whoever reads a table reads it piece by piece, or more than once.
 */
export class StoredFiles implements TableFiles {
  /** The newest last. */
  private readonly recent = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Files that are being read: whoever wants another piece meanwhile waits for the same reading. */
  private readonly readings = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  /** Parts that stay when they are closed unfinished. */
  private readonly parts = new Map<string, Pieces>();
  private readonly beingWritten = new Set<string>();

  /** @param mostBytes of files that stay in memory */
  constructor(
    private readonly store: () => FileStore,
    private readonly mostBytes: number,
  ) {}

  path(name: string): string {
    return name;
  }

  async size(name: string): Promise<number | undefined> {
    return this.recent.get(name)?.length ?? this.store().sizeOf(name);
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await this.store().writeWhole(name, bytes);
    this.readings.delete(name);
    this.keep(name, bytes.slice());
  }

  async read(name: string, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const recent = this.recent.get(name);
    if (recent !== undefined) this.keep(name, recent);
    const bytes = recent ?? (await this.whole(name));
    return bytes.slice(start, start + length);
  }

  async create(name: string): Promise<NewFile> {
    return this.newFile(name, new Pieces(), () => undefined);
  }

  async resume(name: string): Promise<ResumedFile> {
    if (this.beingWritten.has(name)) {
      throw new Error(l10n.t("{0} is being written at the moment. Wait until it is done.", name));
    }
    this.beingWritten.add(name);
    const pieces = this.parts.get(name) ?? new Pieces();
    this.parts.set(name, pieces);
    return this.newFile(name, pieces, () => this.beingWritten.delete(name));
  }

  /** Nobody can know what others do here. */
  async turn(): Promise<() => Promise<void>> {
    return async () => undefined;
  }

  /** There are no links, and no runtime that opens a file a second time without reading it. */
  async hold(): Promise<HeldFiles> {
    return { files: this, release: async () => undefined };
  }

  list(): Promise<KeptFile[]> {
    return this.store().listAll();
  }

  async remove(name: string): Promise<void> {
    this.recent.delete(name);
    this.readings.delete(name);
    this.parts.delete(name);
    await this.store().removeFile(name);
  }

  /** What is not finished is in memory, and ends with it. */
  async removeOrphans(): Promise<number> {
    return 0;
  }

  /** A store does not tell. */
  async stamp(): Promise<string | undefined> {
    return undefined;
  }

  /** One that does not stay in memory is read whole each time. */
  readsRanges(bytes: number): boolean {
    return bytes <= this.mostBytes;
  }

  async sha256(bytes: Uint8Array): Promise<Uint8Array> {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
  }

  touch(name: string): Promise<void> {
    return this.store().touchFile(name);
  }

  free(): Promise<number | undefined> {
    return this.store().freeBytes();
  }

  private newFile(name: string, pieces: Pieces, onClose: () => void): ResumedFile {
    return {
      get length() {
        return pieces.length;
      },
      append: async (bytes) => {
        pieces.add(bytes);
      },
      read: async (start, length) => pieces.slice(start, start + length),
      cut: async (length) => {
        pieces.cut(length);
      },
      clear: async () => {
        pieces.clear();
      },
      finish: async () => {
        const bytes = pieces.join();
        await this.store().writeWhole(name, bytes);
        this.readings.delete(name);
        this.keep(name, bytes);
        this.parts.delete(name);
        onClose();
      },
      close: async () => {
        onClose();
      },
    };
  }

  private async whole(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const begun = this.readings.get(name);
    if (begun !== undefined) return begun;
    const reading = this.store().readWhole(name);
    this.readings.set(name, reading);
    // Where it was written or removed meanwhile, what comes is not the file any more.
    const isCurrent = (): boolean => this.readings.get(name) === reading;
    try {
      const bytes = await reading;
      if (isCurrent()) this.keep(name, bytes);
      return bytes;
    } finally {
      if (isCurrent()) this.readings.delete(name);
    }
  }

  private keep(name: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.recent.delete(name);
    let sum = bytes.length;
    if (sum > this.mostBytes) return;
    for (const [each, { length }] of [...this.recent].reverse()) {
      sum += length;
      if (sum > this.mostBytes) this.recent.delete(each);
    }
    this.recent.set(name, bytes);
  }
}
