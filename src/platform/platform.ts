import type { Uri } from "vscode";
import type { NewFile, TableFiles } from "../embeddings/store/tableFiles";
import type { StringBundle } from "../shared/base/strings";
import type { VectorStart } from "../workers/runtimeFallback";
import type { WorkerHandle } from "../workers/workerClient";

/** What is another thing in Node than in a browser. */
export interface Platform {
  startTokenWorker(strings: StringBundle | undefined): WorkerHandle;
  startVectorWorker(strings: StringBundle | undefined, start: VectorStart): WorkerHandle;
  /** Makes and checks training sets; undefined where there are no files to read and write. */
  readonly startSetWorker: ((strings: StringBundle | undefined) => WorkerHandle) | undefined;
  /** Threads that run side by side. */
  readonly cores: number;
  /** What its workers ask of this side, besides what every worker does. */
  readonly threadHost: Readonly<Record<string, (...args: never[]) => unknown>>;
  /** Where models are kept. */
  modelFiles(): Promise<TableFiles>;
  /** Begins a file of the person's that is there when it is finished. */
  newFile(file: Uri): Promise<NewFile>;
  /** How settings and the vector worker name a file of the person's. */
  pathOf(file: Uri): string;
  /** The other way round; undefined where the vector worker can read nothing there. */
  pathOfAddress(address: string): string | undefined;
  /** The person's folder, where there is one. */
  readonly home: string | undefined;
  /** What stands between the folders of a path. */
  readonly separator: string;
  /** A variable of the environment; undefined where there is none of that name. */
  environment(name: string): string | undefined;
  /** Where other programs of this machine find a file; undefined for what they cannot open. */
  diskPath(file: Uri): string | undefined;
}
