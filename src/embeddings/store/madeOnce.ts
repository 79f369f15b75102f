import { everyTable, type Tables } from "../table";
import { stemOf } from "./modelCache";
import type { TableFiles } from "./tableFiles";
import { isKept } from "./tableSums";

/**
 * Makes a model's tables unless they are kept, and not while another window, or another version of
 * Tokenscope, is making them: who comes later takes what that one has made.
 * @param step awaited while it waits; what it throws ends the wait
 */
export async function madeOnce(
  tables: Tables,
  files: TableFiles,
  step: () => Promise<void>,
  make: () => Promise<void>,
): Promise<void> {
  const areKept = async (): Promise<boolean> => {
    for (const table of everyTable(tables)) if (!(await isKept(table, files))) return false;
    return true;
  };
  if (await areKept()) return;
  const pass = await files.turn(stemOf(tables.graph), step);
  try {
    if (!(await areKept())) await make();
  } finally {
    await pass();
  }
}
