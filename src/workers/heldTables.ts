import * as l10n from "../shared/base/l10n";
import type { SourceFiles } from "../embeddings/file/sourceFile";
import {
  GPT2_INFO,
  GPT2_TABLES,
  gpt2FilePart,
  gpt2Table,
  hasGpt2Table,
  verifyGpt2Table,
  type Gpt2Part,
} from "../embeddings/gpt2/gpt2Tables";
import { originName } from "../embeddings/gpt2/fileParts";
import { everyTable, tableBytes, type Tables } from "../embeddings/table";
import { fileModel } from "../gpt/file/fileModel";
import { keptGpt2, notHere } from "../gpt/gpt2/keptGpt2";
import { WHOLE_GPT2, type WholeGpt2 } from "../gpt/gpt2/wholeGpt2";
import { checkCost } from "../gpt/parameters/cost";
import type { GptParameters } from "../gpt/parameters/parameters";
import { isWholeSeeded, seededGptInfo } from "../gpt/seeded/seededGpt";
import { seededParameters } from "../gpt/seeded/seededParameters";
import { seededInfo, seededTables } from "../embeddings/seeded/seededTables";
import { unanswerable } from "../embeddings/store/memoryLimit";
import { stored } from "../embeddings/store/stored";
import type { HeldFiles, TableFiles } from "../embeddings/store/tableFiles";
import {
  CheckedTable,
  DamagedTable,
  isKept,
  readSums,
  removeTable,
  sumsName,
  writeSums,
  type TableSums,
} from "../embeddings/store/tableSums";
import type { ModelChoice, ModelInfo, PositionTable } from "../shared/values/vectors";

/** What a choice comes to. */
interface ChosenTables {
  readonly info: ModelInfo;
  readonly tables: Tables;
  /** Of a whole GPT. */
  readonly parameters?: GptParameters;
  /** Of a file: why it is none. */
  readonly notWhole?: string;
}

/** A model's tables as they stay while it is open, and what their files are compared with. */
export interface HeldTables extends ChosenTables {
  readonly held: HeldFiles;
  /** By the names of the files. */
  readonly sums: ReadonlyMap<string, TableSums>;
}

interface Places {
  readonly files: TableFiles;
  readonly source: SourceFiles;
  /** Bytes that one answer may take. */
  readonly memoryLimit: () => number;
  /** Bytes that the machine has, where that is known. */
  readonly memory?: number;
  /** What all of GPT-2 is, where that is another than the real one. */
  readonly gpt2?: WholeGpt2;
}

/** How often a model is made that another window removes before it can be held. */
const MOST_REMOVALS = 3;

/**
 * The tables of a choice, made unless they are kept, and held.
 * @param step awaited between steps of a few milliseconds; what it throws ends the work
 * @param progress told the share that is made, from 0 to 1
 */
export async function heldTables(
  choice: ModelChoice,
  places: Places,
  step: () => Promise<void>,
  progress: (share: number) => void,
): Promise<HeldTables> {
  const { files } = places;
  for (let removals = 0; ; removals++) {
    const chosen = await tablesOf(choice, places, step, progress);
    const names = everyTable(chosen.tables).map(({ name }) => name);
    const all = [...names, ...names.map(sumsName)];
    let held: HeldFiles;
    try {
      held = await stored(files.hold(all));
    } catch (error) {
      const sizes = await Promise.all(all.map((name) => files.size(name)));
      if (!sizes.includes(undefined) || removals === MOST_REMOVALS) throw error;
      continue;
    }
    const sums = new Map<string, TableSums>();
    for (const name of names) {
      const own = await readSums(name, held.files);
      if (own !== undefined) sums.set(name, own);
    }
    if (sums.size === names.length) return { ...chosen, held, sums };
    await held.release();
    if (removals === MOST_REMOVALS) throw new DamagedTable(chosen.tables.graph);
  }
}

async function tablesOf(
  choice: ModelChoice,
  places: Places,
  step: () => Promise<void>,
  progress: (share: number) => void,
): Promise<ChosenTables> {
  const { files, source, memoryLimit, memory } = places;
  switch (choice.source) {
    case "seeded": {
      const whole = isWholeSeeded(choice) ? seededGptInfo(choice) : undefined;
      const info = whole ?? seededInfo(choice);
      const problem = unanswerable(info.dimensions, memoryLimit(), (needed, limit) =>
        l10n.t(
          "A seeded model of {0} dimensions could answer nothing: the vectors of a single token would take {1}, more than the limit of {2}. Nothing was made. Choose fewer dimensions.",
          info.dimensions,
          needed,
          limit,
        ),
      );
      if (problem !== undefined) throw new RangeError(problem);
      return whole === undefined
        ? { info, tables: await seededTables(info, files, step, progress) }
        : { info, ...(await seededParameters(whole, files, memory, step, progress)) };
    }
    case "gpt2": {
      if (choice.whole === true) return wholeGpt2(places);
      if (!(await hasGpt2(files))) {
        throw new Error(
          l10n.t(
            "GPT-2's weights are not on this machine yet. Run “Tokenscope: Get GPT-2 Weights”.",
          ),
        );
      }
      for (const part of ["wpe", "wte"] as const) await sumUp(part, files, step);
      return { info: GPT2_INFO, tables: GPT2_TABLES };
    }
    case "file":
      return fileModel(
        choice,
        { source, files, step, onProgress: progress },
        { memoryLimit: memoryLimit(), memory },
      );
  }
}

async function wholeGpt2({ files, memory, gpt2 = WHOLE_GPT2 }: Places): Promise<ChosenTables> {
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
  if (
    (await isKept(table, files)) &&
    (await files.size(originName(gpt2FilePart(part)))) === undefined
  )
    return;
  const wrong = await verifyGpt2Table(part, files, table.name, step);
  if (wrong === undefined) {
    await stored(writeSums(table.name, files, step));
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

/** Removes those of a model's kept tables that are not what was written, so that they are made anew. */
export async function removeDamaged(tables: Tables, files: TableFiles): Promise<void> {
  for (const table of everyTable(tables)) {
    const sums = await readSums(table.name, files);
    try {
      if (sums !== undefined) {
        await new CheckedTable(table, files, sums).withAll(async () => undefined);
        continue;
      }
    } catch {
      // Not what it was, or not there.
    }
    await removeTable(table, files);
  }
}

/** Whether a table was removed that is in use. */
export async function isGone(tables: Tables, files: TableFiles): Promise<boolean> {
  const sizes = await Promise.all(everyTable(tables).map(({ name }) => files.size(name)));
  return sizes.includes(undefined);
}

/** One that is gone stays as it was for whoever has it mapped. */
export async function isCutShort(tables: Tables, files: TableFiles): Promise<boolean> {
  const areShort = everyTable(tables).map(
    async (table) => ((await files.size(table.name)) ?? Infinity) < tableBytes(table),
  );
  return (await Promise.all(areShort)).includes(true);
}
