import { DRAWS_BEFORE } from "../../shared/base/seededDraws";
import { madeOnce } from "../../embeddings/store/madeOnce";
import type { TableFiles } from "../../embeddings/store/tableFiles";
import { everyTable, tableBytes, type Table, type Tables } from "../../embeddings/table";
import { writeDrawn, type DrawnFile } from "../../embeddings/seeded/drawnFile";
import { seededTableNames, seededTables } from "../../embeddings/seeded/seededTables";
import { TorchRandom } from "../../embeddings/seeded/torchRandom";
import { checkCost } from "../parameters/cost";
import type { WholeTables } from "../parameters/wholeTables";
import { seededLayout, type DrawnParameter, type SeededLayout } from "./seededLayout";
import type { SeededGptInfo } from "./seededGpt";

/**
 * The parameters of a GPT as the book builds it after `torch.manual_seed(seed)`: the two tables, and
 * the rest in the order of `seededLayout`. They are made unless they are kept from before.
 * @param memory bytes that the machine has, or undefined where nobody knows
 * @param step awaited between steps of a few milliseconds; what it throws ends the work
 * @param progress told the share of the values drawn so far, from 0 to 1
 * @throws {Error} as `checkCost`, and where the storage is full
 */
export async function seededParameters(
  info: SeededGptInfo,
  files: TableFiles,
  memory: number | undefined,
  step: () => Promise<void>,
  progress: (share: number) => void,
): Promise<WholeTables> {
  const pair = seededTableNames(info);
  const layout = seededLayout(info, pair);
  const tables: Tables = { ...pair, others: layout.files.map(({ table }) => table) };
  await checkCost(info.name, tables, files, memory);
  const total = valuesOf(everyTable(tables));
  let drawn = valuesOf(everyTable(pair));
  await seededTables(info, files, step, (share) => {
    progress((share * drawn) / total);
  });
  await madeOnce(tables, files, step, () =>
    writeDrawn(drawnFiles(info, pair, layout), files, async (values) => {
      drawn += values;
      progress(drawn / total);
      await step();
    }),
  );
  return { tables, parameters: layout.parameters };
}

function* drawnFiles(
  { seed, arithmetic, order }: SeededGptInfo,
  pair: Tables,
  layout: SeededLayout,
): Generator<DrawnFile> {
  const random = new TorchRandom(seed, arithmetic);
  for (const kind of ["token", "position"] as const) {
    for (const draw of DRAWS_BEFORE[order][kind]) random.skip(draw);
    const [rows, columns] = pair[kind].shape;
    random.skip({ kind: "embedding", rows, columns });
  }
  for (const { table, drawn } of layout.files) {
    yield { name: table.name, pieces: piecesOf(drawn, random) };
  }
}

function* piecesOf(
  drawn: readonly DrawnParameter[],
  random: TorchRandom,
): Generator<Float32Array<ArrayBuffer>> {
  for (const { count, kind } of drawn) {
    if (typeof kind === "number") yield new Float32Array(count).fill(kind);
    else yield* random.drawingUniform(count, kind.bound);
  }
}

function valuesOf(tables: readonly Table[]): number {
  return tables.reduce((sum, table) => sum + tableBytes(table) / 4, 0);
}
