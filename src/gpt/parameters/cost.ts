import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { sizeText } from "../../shared/base/numbers";
import type { TableFiles } from "../../embeddings/store/tableFiles";
import { isKept } from "../../embeddings/store/tableSums";
import { everyTable, tableBytes, type Tables } from "../../embeddings/table";

/** Share of the machine's memory that the parameters of a model may have: the rest is for its work. */
const MOST_SHARE = 0.75;

/**
 * Asked before anything of a whole GPT is written.
 * @param name of the model
 * @param memory bytes that the machine has, or undefined where nobody knows
 * @throws {Error} when there is too little memory to run it, or too little room for its files that
 *   are not there yet
 */
export async function checkCost(
  name: string,
  tables: Tables,
  files: TableFiles,
  memory: number | undefined,
): Promise<void> {
  let bytes = 0;
  let missing = 0;
  for (const table of everyTable(tables)) {
    bytes += tableBytes(table);
    if (!(await isKept(table, files))) missing += tableBytes(table);
  }
  const problem = costProblem(name, bytes, missing, {
    memory,
    free: missing === 0 ? undefined : await files.free(),
  });
  if (problem !== undefined) throw new RangeError(problem);
}

/**
 * Why a machine cannot have a whole GPT, as a sentence, or undefined where it can.
 * @param bytes of its parameters
 * @param missing those that are to be written
 * @param machine bytes of its memory and of free disk; undefined where nobody knows
 */
export function costProblem(
  name: string,
  bytes: number,
  missing: number,
  { memory, free }: { readonly memory: number | undefined; readonly free: number | undefined },
): string | undefined {
  if (memory !== undefined && bytes > MOST_SHARE * memory) {
    return l10n.t(
      "The parameters of {0} take {1}, and this machine has {2} of memory, of which they may have {3}. Choose a smaller model.",
      foreign(name),
      sizeText(bytes),
      sizeText(memory),
      sizeText(MOST_SHARE * memory),
    );
  }
  if (free === undefined || free >= missing) return undefined;
  return l10n.t(
    "The parameters of {0} need {1} on disk, and {2} are free. Make room, then choose the model again.",
    foreign(name),
    sizeText(missing),
    sizeText(free),
  );
}
