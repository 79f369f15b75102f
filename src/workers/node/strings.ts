import { workerData } from "node:worker_threads";
import { useStrings, type StringBundle } from "../../shared/base/strings";

/** What every thread is started with besides its own. */
export interface WorkerStrings {
  /** Errors that a thread sends are read by people. Undefined in English. */
  readonly strings: StringBundle | undefined;
}

// Imported before everything else: a thread starts without the strings of the one that started it.
useStrings((workerData as WorkerStrings).strings);
