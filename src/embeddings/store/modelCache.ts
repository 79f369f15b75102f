import type { KeptFile, TableFiles } from "./tableFiles";

/** The files of one model: its tables, its graphs, and what is kept beside them. */
interface KeptModel {
  /** What the names of its files begin with, up to the first full stop. */
  readonly stem: string;
  readonly files: readonly KeptFile[];
  readonly bytes: number;
  readonly lastUsed: number;
  /** Whether any window has it open. */
  readonly isHeld: boolean;
}

/** Weights that a person fetched by a command go by a command too. */
const FETCHED_STEM = "gpt2";

/** Ends the name of an empty file that says by its time when a model was used last. */
export const USED_MARK = ".used";

/** How the names of files end that are a model's. Others are none of this version's. */
const OWN = /\.(f32|onnx|etag|header|sha256|sums|used|part)$/;

/** Begins the stems of seeded tables as they were made before they were PyTorch's bit for bit. */
const INEXACT_STEM = /^seeded-s-?\d/;

/** What a file's model is called among the files. */
export function stemOf(name: string): string {
  return name.split(".", 1)[0] ?? name;
}

/**
 * Removes orphans, and models until what is kept takes no more than a limit, those not used for the
 * longest time first, and those that no version makes any more. One that any window has open stays.
 * @param limit bytes
 * @param inUse stem of the model in use, which stays whatever its size
 * @returns bytes freed
 */
export async function limitCache(
  files: TableFiles,
  limit: number,
  inUse: string | undefined,
): Promise<number> {
  let freed = await files.removeOrphans();
  const models = (await keptModels(files)).sort(
    (a, b) => Number(isInexact(b)) - Number(isInexact(a)) || a.lastUsed - b.lastUsed,
  );
  let bytes = models.reduce((sum, model) => sum + model.bytes, 0);
  for (const model of models) {
    if (bytes <= limit && !isInexact(model)) break;
    if (model.isHeld || model.stem === inUse || model.stem === FETCHED_STEM) continue;
    freed += await removeModel(files, model);
    bytes -= model.bytes;
  }
  return freed;
}

/**
 * Removes orphans and every model but those that any window has open.
 * @param fetched whether the weights that were fetched go too
 * @returns bytes freed
 */
export async function clearCache(
  files: TableFiles,
  inUse: string | undefined,
  fetched: boolean,
): Promise<number> {
  let freed = await files.removeOrphans();
  for (const model of await keptModels(files)) {
    if (model.isHeld || model.stem === inUse || (model.stem === FETCHED_STEM && !fetched)) continue;
    freed += await removeModel(files, model);
  }
  return freed;
}

function isInexact({ stem }: KeptModel): boolean {
  return INEXACT_STEM.test(stem);
}

async function keptModels(files: TableFiles): Promise<KeptModel[]> {
  const stems = new Map<string, KeptFile[]>();
  for (const file of await files.list()) {
    if (!OWN.test(file.name)) continue;
    const stem = stemOf(file.name);
    stems.set(stem, [...(stems.get(stem) ?? []), file]);
  }
  return Array.from(stems, ([stem, own]) => ({
    stem,
    files: own,
    bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    lastUsed: Math.max(...own.map(({ lastUsed }) => lastUsed)),
    isHeld: own.some(({ isHeld }) => isHeld === true),
  }));
}

async function removeModel(files: TableFiles, model: KeptModel): Promise<number> {
  let freed = 0;
  for (const { name, bytes } of model.files) {
    try {
      await files.remove(name);
      freed += bytes;
    } catch {
      // Another window has it open, on a system that keeps open files. It goes the next time.
    }
  }
  return freed;
}
