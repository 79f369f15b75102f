import type { FileTable } from "./fileTensors";

/** A token table [V, D] and a position table [C, D]. */
export interface TablePair {
  readonly token: FileTable;
  readonly position: FileTable;
}
