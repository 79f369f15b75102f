import * as l10n from "../shared/base/l10n";
import type { SourceFiles } from "../embeddings/file/sourceFile";
import { everyTable, tableBytes, type Tables } from "../embeddings/table";
import { fileModel } from "../gpt/file/fileModel";
import type { WholeGpt2 } from "../gpt/gpt2/wholeGpt2";
import type { GptParameters } from "../gpt/parameters/parameters";
import { isWholeSeeded, seededGptInfo } from "../gpt/seeded/seededGpt";
import { seededParameters } from "../gpt/seeded/seededParameters";
import { seededInfo, seededTables } from "../embeddings/seeded/seededTables";
import { unanswerable } from "../embeddings/store/memoryLimit";
import { whileStoring } from "../embeddings/store/whileStoring";
import type { HeldFiles, TableFiles } from "../embeddings/store/tableFiles";
import {
  CheckedTable,
  DamagedTable,
  readSums,
  removeTable,
  sumsName,
  type TableSums,
} from "../embeddings/store/tableSums";
import type { ModelChoice } from "../shared/values/modelChoices";
import type { ModelInfo } from "../shared/values/vectors";
import { gpt2Model } from "./gpt2Model";

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
      held = await whileStoring(files.hold(all));
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
    case "gpt2":
      return gpt2Model(choice.whole === true, places, step);
    case "file":
      return fileModel(
        choice,
        { source, files, step, onProgress: progress },
        { memoryLimit: memoryLimit(), memory },
      );
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
