import * as l10n from "../shared/base/l10n";
import {
  GPT2_INFO,
  GPT2_TABLES,
  gpt2Table,
  hasGpt2Table,
  verifyGpt2Table,
  type Gpt2Part,
} from "../embeddings/gpt2/gpt2Tables";
import { whileStoring } from "../embeddings/store/whileStoring";
import type { TableFiles } from "../embeddings/store/tableFiles";
import {
  CheckedTable,
  DamagedTable,
  isKept,
  readSums,
  removeTable,
  writeSums,
} from "../embeddings/store/tableSums";
import type { Tables } from "../embeddings/table";
import { keptGpt2, notHere } from "../gpt/gpt2/keptGpt2";
import { WHOLE_GPT2, type WholeGpt2 } from "../gpt/gpt2/wholeGpt2";
import { checkCost } from "../gpt/parameters/cost";
import type { GptParameters } from "../gpt/parameters/parameters";
import type { ModelInfo, PositionTable } from "../shared/values/vectors";

/** What GPT-2 comes to as a model. */
interface Gpt2Model {
  readonly info: ModelInfo;
  readonly tables: Tables;
  /** Of all of it. */
  readonly parameters?: GptParameters;
}

interface Places {
  readonly files: TableFiles;
  /** Bytes that the machine has, where that is known. */
  readonly memory?: number;
  readonly gpt2?: WholeGpt2;
}

/**
 * GPT-2 as it was fetched: its two tables, or all of it.
 * @param step awaited between steps of a few milliseconds; what it throws ends the work
 * @throws {Error} when it is not there, with the command that fetches it, or all of it does not fit
 */
export async function gpt2Model(
  isWhole: boolean,
  places: Places,
  step: () => Promise<void>,
): Promise<Gpt2Model> {
  if (isWhole) return wholeModel(places);
  const { files } = places;
  if (!(await hasGpt2(files))) {
    throw new Error(
      l10n.t("GPT-2's weights are not on this machine yet. Run “Tokenscope: Get GPT-2 Weights”."),
    );
  }
  for (const part of ["wpe", "wte"] as const) await sumUp(part, files, step);
  return { info: GPT2_INFO, tables: GPT2_TABLES };
}

async function wholeModel({ files, memory, gpt2 = WHOLE_GPT2 }: Places): Promise<Gpt2Model> {
  const kept = await keptGpt2(files, gpt2);
  if (kept === undefined) {
    const problem = notHere(files, gpt2);
    if (problem !== undefined) throw new Error(problem);
    throw new Error(
      l10n.t(
        "All of GPT-2 is not on this machine yet. Run “Tokenscope: Get All of GPT-2”, which fetches it.",
      ),
    );
  }
  const { blocks, heads } = kept.parameters;
  // It was verified when it came.
  const info = { ...gpt2.info, layers: blocks.length, heads, isPublishedGpt2: true };
  await checkCost(info.name, kept.tables, files, memory);
  return { info, ...kept };
}

export async function hasGpt2(files: TableFiles): Promise<boolean> {
  return (await hasGpt2Table("wpe", files)) && hasGpt2Table("wte", files);
}

/** A table of GPT-2's that came without hashes, by hand or by an older version, is verified first. */
async function sumUp(part: Gpt2Part, files: TableFiles, step: () => Promise<void>): Promise<void> {
  const table = gpt2Table(part);
  // Its hashes are there before it is verified, and the origin until it is.
  if ((await isKept(table, files)) && (await hasGpt2Table(part, files))) return;
  const wrong = await verifyGpt2Table(part, files, table.name, step);
  if (wrong === undefined) {
    await whileStoring(writeSums(table.name, files, step));
    return;
  }
  await removeTable(table, files);
  throw new Error(
    l10n.t(
      "The table {0} on this machine is not GPT-2's: {1}. It was removed. Run “Tokenscope: Get GPT-2 Weights”, which fetches it again.",
      part,
      wrong,
    ),
  );
}

/**
 * GPT-2's position table, which may be there before the rest.
 * @throws {DamagedTable} where it is not what was verified; it is removed then
 */
export async function gpt2Positions(
  files: TableFiles,
  step: () => Promise<void>,
): Promise<PositionTable> {
  const table = GPT2_TABLES.position;
  const { name, shape } = table;
  if ((await files.size(name)) === undefined) {
    throw new Error(
      l10n.t(
        "GPT-2's position table ({0}) is not on this machine. Run “Tokenscope: Get GPT-2 Positions”, which fetches it.",
        name,
      ),
    );
  }
  await sumUp("wpe", files, step);
  try {
    const checked = new CheckedTable(table, files, await readSums(name, files));
    const bytes = await checked.withAll(() => files.read(name, 0, 4 * shape[0] * shape[1]), step);
    return { shape, values: new Float32Array(bytes.buffer) };
  } catch (error) {
    if (error instanceof DamagedTable) await removeTable(table, files);
    throw error;
  }
}
