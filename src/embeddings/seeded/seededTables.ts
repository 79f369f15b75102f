import * as l10n from "../../shared/base/l10n";
import { sizeText } from "../../shared/base/numbers";
import { ARITHMETICS, DRAW_ORDERS, DRAWS_BEFORE } from "../../shared/base/seededDraws";
import { shownValue } from "../../shared/base/shown";
import { SEEDED_DEFAULTS, seededName, type ModelChoice } from "../../shared/values/modelChoices";
import type { ModelInfo } from "../../shared/values/vectors";
import type { TableFiles } from "../store/tableFiles";
import type { Tables } from "../table";
import { madeOnce } from "../store/madeOnce";
import { writeDrawn, type DrawnFile } from "./drawnFile";
import { TorchRandom } from "./torchRandom";

/** A table is drawn within seconds and mapped by the runtime as one file. */
const MOST_BYTES = 2 ** 31;

type SeededChoice = Extract<ModelChoice, { source: "seeded" }>;
export type SeededInfo = ModelInfo & { readonly source: "seeded" } & Required<
    Pick<ModelInfo, "seed" | "arithmetic" | "order">
  >;

/**
 * The model that a choice asks for, with the defaults filled in.
 * @throws {RangeError} when a size is no positive whole number, the seed no whole number, a word
 *   none of those that there are, or a table would be too large
 */
export function seededInfo(choice: SeededChoice): SeededInfo {
  const info = { ...SEEDED_DEFAULTS, ...definedOnly(choice), source: "seeded" as const };
  for (const name of ["vocabularySize", "dimensions", "contextLength"] as const) {
    if (!Number.isSafeInteger(info[name]) || info[name] < 1) {
      throw new RangeError(
        l10n.t(
          "The option {0} must be a whole number of at least {1}, not {2}.",
          name,
          1,
          shownValue(info[name]),
        ),
      );
    }
  }
  if (!Number.isSafeInteger(info.seed)) {
    const most = Number.MAX_SAFE_INTEGER;
    throw new RangeError(
      l10n.t(
        "The option {0} must be a whole number from {1} to {2}, not {3}.",
        "seed",
        -most,
        most,
        shownValue(info.seed),
      ),
    );
  }
  checkWord("arithmetic", info.arithmetic, ARITHMETICS);
  checkWord("order", info.order, DRAW_ORDERS);
  const rows = Math.max(info.vocabularySize, info.contextLength);
  const bytes = 4 * rows * info.dimensions;
  if (bytes > MOST_BYTES) {
    throw new RangeError(
      l10n.t(
        "A table [{0}, {1}] takes {2}, more than the {3} a seeded model may have. Choose fewer dimensions or rows.",
        rows,
        info.dimensions,
        sizeText(bytes),
        sizeText(MOST_BYTES),
      ),
    );
  }
  return { ...info, name: seededName(info) };
}

export function seededTableNames(info: SeededInfo): Tables {
  const { seed, vocabularySize, dimensions, contextLength } = info;
  const name = `${stemStart(info)}-s${seed}-v${vocabularySize}-d${dimensions}-c${contextLength}`;
  return {
    graph: `${name}.onnx`,
    token: { name: `${name}.wte.f32`, shape: [vocabularySize, dimensions] },
    position: { name: `${name}.wpe.f32`, shape: [contextLength, dimensions] },
  };
}

/**
 * Tables of `torch.manual_seed(seed); nn.Embedding(V, D); nn.Embedding(C, D)`, with what the order
 * draws before them, bit for bit. They are made unless they are kept from before.
 * @param step awaited between steps of a few milliseconds; what it throws ends the work
 * @param progress told the share of the values drawn so far, from 0 to 1
 */
export async function seededTables(
  info: SeededInfo,
  files: TableFiles,
  step: () => Promise<void> = async () => undefined,
  progress: (share: number) => void = () => undefined,
): Promise<Tables> {
  const tables = seededTableNames(info);
  await madeOnce(tables, files, step, () => drawTables(info, tables, files, step, progress));
  return tables;
}

async function drawTables(
  info: SeededInfo,
  tables: Tables,
  files: TableFiles,
  step: () => Promise<void>,
  progress: (share: number) => void,
): Promise<void> {
  const total = (info.vocabularySize + info.contextLength) * info.dimensions;
  let drawn = 0;
  await writeDrawn(drawnTables(info, tables), files, async (values) => {
    drawn += values;
    progress(drawn / total);
    await step();
  });
}

function* drawnTables(
  { seed, arithmetic, order }: SeededInfo,
  tables: Tables,
): Generator<DrawnFile> {
  const random = new TorchRandom(seed, arithmetic);
  for (const kind of ["token", "position"] as const) {
    const { name, shape } = tables[kind];
    for (const draw of DRAWS_BEFORE[order][kind]) random.skip(draw);
    yield { name, pieces: random.drawing(shape[0] * shape[1]) };
  }
}

function stemStart({ arithmetic, order }: SeededInfo): string {
  return order === "notebook" ? `seeded-${arithmetic}-notebook` : `seeded-${arithmetic}`;
}

function checkWord(name: string, value: unknown, words: readonly string[]): void {
  if (words.some((word) => word === value)) return;
  const known = words.map((word) => `"${word}"`).join(", ");
  throw new RangeError(
    l10n.t("The option {0} must be one of {1}, not {2}.", name, known, shownValue(value)),
  );
}

function definedOnly<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== undefined),
  ) as Partial<T>;
}
