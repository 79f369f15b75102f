import type { FileStore } from "../../embeddings/store/storedFiles";
import type { BytePairEncoding } from "../../shared/values/tokens";

/** What a thread of the browser asks of the side that started it, having no files itself. */
export interface ThreadHost extends FileStore {
  /** A compiled vocabulary. */
  vocabulary(encoding: BytePairEncoding): Promise<Uint8Array<ArrayBuffer>>;
  /** ONNX Runtime's WebAssembly. */
  wasm(): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * A file of the person's.
   * @throws {Error} when it cannot be read
   */
  statSource(path: string): Promise<{ readonly bytes: number; readonly modified: number }>;
  readSource(path: string): Promise<Uint8Array<ArrayBuffer>>;
}
