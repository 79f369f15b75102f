import type {
  HeldFiles,
  KeptFile,
  NewFile,
  ResumedFile,
  TableFiles,
} from "../../src/embeddings/store/tableFiles";

/** Tables in memory, in the order in which they were finished. */
export class MemoryFiles implements TableFiles {
  readonly finished = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly parts = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Names in the order in which they were finished, one for each time. */
  readonly written: string[] = [];
  private readonly used = new Map<string, number>();
  private clock = 0;

  path(name: string): string {
    return name;
  }

  async size(name: string): Promise<number | undefined> {
    return this.finished.get(name)?.length;
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.finished.set(name, bytes.slice());
    this.written.push(name);
    this.used.set(name, ++this.clock);
  }

  async read(name: string, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const file = this.finished.get(name);
    if (file === undefined) throw new Error(`There is no file ${name}.`);
    return file.slice(start, start + length);
  }

  async create(name: string): Promise<NewFile> {
    return this.part(name, false);
  }

  async resume(name: string): Promise<ResumedFile> {
    return this.part(name, true);
  }

  async turn(): Promise<() => Promise<void>> {
    return async () => undefined;
  }

  async hold(): Promise<HeldFiles> {
    return { files: this, release: async () => undefined };
  }

  async removeOrphans(): Promise<number> {
    return 0;
  }

  async list(): Promise<KeptFile[]> {
    return Array.from(this.finished, ([name, { length }]) => ({
      name,
      bytes: length,
      lastUsed: this.used.get(name) ?? 0,
    }));
  }

  async remove(name: string): Promise<void> {
    this.finished.delete(name);
    this.parts.delete(name);
  }

  async stamp(): Promise<string | undefined> {
    return undefined;
  }

  readsRanges(): boolean {
    return true;
  }

  async sha256(bytes: Uint8Array): Promise<Uint8Array> {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
  }

  async touch(name: string): Promise<void> {
    this.used.set(name, ++this.clock);
  }

  async free(): Promise<number | undefined> {
    return undefined;
  }

  private part(name: string, stays: boolean): ResumedFile {
    const { parts } = this;
    const write = this.write.bind(this);
    let bytes = (stays ? parts.get(name) : undefined) ?? new Uint8Array(0);
    let isOpen = true;
    return {
      get length() {
        return bytes.length;
      },
      append: async (more) => {
        const joined = new Uint8Array(bytes.length + more.length);
        joined.set(bytes);
        joined.set(more, bytes.length);
        bytes = joined;
        parts.set(name, bytes);
      },
      read: async (start, length) => bytes.slice(start, start + length),
      cut: async (length) => {
        bytes = bytes.slice(0, length);
        parts.set(name, bytes);
      },
      clear: async () => {
        bytes = new Uint8Array(0);
        parts.set(name, bytes);
      },
      finish: async () => {
        isOpen = false;
        parts.delete(name);
        await write(name, bytes);
      },
      close: async () => {
        if (isOpen && !stays) parts.delete(name);
        isOpen = false;
      },
    };
  }
}
