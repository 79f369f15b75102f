import type { SourceFiles } from "../embeddings/file/sourceFile";
import type { Runtime } from "../embeddings/runtime/runtime";
import type { TableFiles } from "../embeddings/store/tableFiles";
import type { RuntimeInUse } from "../shared/base/runtimes";
import type { WholeGpt2 } from "../gpt/gpt2/wholeGpt2";

/** What the vector worker tells the extension host. */
export interface VectorHost {
  /** Share of the model under way that is made, from 0 to 1. */
  building(share: number): void;
  /** The model in use is gone from the disk and cannot be had again; why. */
  lost(message: string): void;
  /** Which runtime computes from now on: told once, before the first model is open. */
  runs(inUse: RuntimeInUse): void;
}

/** What the service works with. */
export interface VectorServiceOptions {
  readonly files: TableFiles;
  readonly source: SourceFiles;
  readonly runtime: Runtime;
  /** Lets calls in that came meanwhile; asked between the steps of long work. */
  readonly pause: () => Promise<void>;
  readonly tell: Pick<VectorHost, "building" | "lost">;
  /** Bytes that one answer may take. */
  readonly memoryLimit: () => number;
  /** Bytes that the machine has, where that is known. */
  readonly memory?: number;
  /** What all of GPT-2 is, where that is another than the real one. */
  readonly gpt2?: WholeGpt2;
  /**
   * Ends the worker, and says why. There is one where tables are mapped files: what another program
   * cuts short is read as zeros up to the end of its last page.
   */
  readonly giveUp?: (why: string) => void;
}
