import { useStrings } from "../../shared/base/strings";
import { workerData, type WorkerStrings } from "./thread";

// Imported before everything else: a thread starts without the strings of the one that started it.
useStrings((workerData as WorkerStrings).strings);
