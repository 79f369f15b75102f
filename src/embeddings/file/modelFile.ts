import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { baseName } from "../../shared/base/baseName";
import type { ModelChoice, ModelInfo } from "../../shared/values/vectors";
import { identityOf } from "./fileIdentity";
import { shapeText, type FileTable, type FileTensor, type TensorInfo } from "./fileTensors";
import type { Tables } from "../table";
import { onnxTensors } from "./onnxTables";
import { refusal } from "./pickles";
import { GPT2_FILE, isPublished, type PublishedFile } from "./publishedFile";
import { safetensorsTensors } from "./safetensorsTables";
import { DEFAULT_MEMORY_LIMIT, unanswerable } from "../store/memoryLimit";
import { FileProblem, withFileName, problemOf, StepEnd } from "../store/fileProblem";
import { INDEX_ENDING, indexedTensors, withOtherParts, type TableNames } from "./shards";
import { START_BYTES, type SourceFile, type SourceFiles } from "./sourceFile";
import { copyTables, type TableCopy } from "./tableCopy";
import { inSteps, noPause, type NextStep } from "../steps";
import type { TableFiles } from "../store/tableFiles";
import { namesTell, pairNamed, pairsOf, type TablePair } from "./tablePairs";

/** Two tensors of a file that may be a model's tables: token [V, D] and position [C, D]. */
export interface Candidate {
  readonly token: TensorInfo;
  readonly position: TensorInfo;
  /** Whether their names say which is which; otherwise a person has to. */
  readonly namesTell: boolean;
}

type FileChoice = Omit<Extract<ModelChoice, { source: "file" }>, "source">;

/**
 * What a `.safetensors` or `.onnx` file, one part or the index of several may be used as, the likeliest first: one candidate where the
 * names tell, as `wte.weight` and `wpe.weight` do, otherwise each two tensors of one width.
 * @param path absolute
 * @param step awaited between steps of some milliseconds; what it throws ends the work
 * @param memoryLimit bytes that one answer may take
 * @returns at least one, of those that could answer anything within the limit
 * @throws {Error} that names the file and the reason
 */
export async function candidatesOf(
  path: string,
  source: SourceFiles,
  step: NextStep = noPause,
  memoryLimit = DEFAULT_MEMORY_LIMIT,
): Promise<Candidate[]> {
  return withFile(path, source, (file) =>
    withFileName(path, async () => {
      const next = stopping(step);
      const { pairs } = await inSteps(
        pairsOf(await tensorsOf(file, source, NOTHING_NAMED, next)),
        next,
      );
      const answering = pairs.filter((pair) => tooWide(pair, memoryLimit) === undefined);
      const problem = answering.length === 0 ? tooWide(pairs[0], memoryLimit) : undefined;
      if (problem !== undefined) throw problem;
      return answering.map(described);
    }),
  );
}

/**
 * The tables of a file as the extension keeps them, copied unless they are kept from before. A file
 * that has changed since gets others, and those in use stay as they are.
 * @param choice the file by its absolute path, and the names of its tensors where several may be
 *   meant
 * @param step awaited between steps of some milliseconds; what it throws ends the work
 * @param onProgress told the share that is done, from 0 to 1
 * @param memoryLimit bytes that one answer may take
 * @throws {Error} that names the file and the reason; nothing is kept then
 */
export async function fileTables(
  choice: FileChoice,
  source: SourceFiles,
  files: TableFiles,
  step: NextStep = noPause,
  onProgress?: (share: number) => void,
  published: PublishedFile = GPT2_FILE,
  memoryLimit = DEFAULT_MEMORY_LIMIT,
): Promise<{ tables: Tables; info: ModelInfo }> {
  const { path, token, position } = choice;
  return withFile(path, source, async (file) => {
    const pair = await withFileName(path, async () => {
      const next = stopping(step);
      const tensors = await tensorsOf(file, source, { token, position }, next);
      const found = await inSteps(pairNamed(tensors, token, position), next);
      const problem = tooWide(found, memoryLimit);
      if (problem !== undefined) throw problem;
      return found;
    });
    const opened: SourceFile[] = [file];
    try {
      const copies: TableCopy[] = [];
      for (const table of [pair.token, pair.position]) {
        const own = await withFileName(path, () => fileOf(table, file, source));
        if (own !== file) opened.push(own);
        copies.push({ table, file: own });
      }
      const key = await keyOf(opened, copies, pair);
      const tables: Tables = {
        graph: `file-${key}.onnx`,
        token: { name: `file-${key}.wte.f32`, shape: pair.token.shape },
        position: { name: `file-${key}.wpe.f32`, shape: pair.position.shape },
      };
      await copyTables(path, copies, tables, { source, files, step, onProgress });
      const known = await isPublished(file, published, `file-${key}`, files, step);
      const info = infoOf(path, pair);
      return { tables, info: known === undefined ? info : { ...info, isPublishedGpt2: known } };
    } finally {
      await Promise.all(opened.slice(1).map((each) => each.close()));
    }
  });
}

/** Why nothing could be asked of a pair of tables; undefined where something can. */
function tooWide(pair: TablePair | undefined, memoryLimit: number): FileProblem | undefined {
  if (pair === undefined) return undefined;
  const { name, shape } = pair.token;
  const about = (file: string) =>
    unanswerable(shape[1], memoryLimit, (needed, limit) =>
      l10n.t(
        '{0} has the token table "{1}" {2}, whose vectors are so long that those of a single token would take {3}, more than the limit of {4}: it could answer nothing. Nothing was copied. Choose a model whose vectors are shorter.',
        file,
        foreign(name),
        shapeText(shape),
        needed,
        limit,
      ),
    );
  return about("") === undefined ? undefined : new FileProblem((file) => about(file) ?? file);
}

const NOTHING_NAMED: TableNames = { token: undefined, position: undefined };

async function tensorsOf(
  file: SourceFile,
  source: SourceFiles,
  wanted: TableNames,
  step: NextStep,
): Promise<FileTensor[]> {
  if (file.bytes === 0) throw new FileProblem((name) => l10n.t("{0} is empty.", name));
  const name = baseName(file.path);
  const problem = refusal(name, await file.read(0, START_BYTES));
  if (problem !== undefined) throw problem;
  if (/\.onnx$/i.test(name)) return onnxTensors(file, step);
  if (INDEX_ENDING.test(name)) return indexedTensors(file, source, wanted, step);
  if (/\.safetensors$/i.test(name)) {
    return withOtherParts(await safetensorsTensors(file, step), file, source, wanted, step);
  }
  throw new FileProblem((path) =>
    /\.json$/i.test(name)
      ? l10n.t(
          "{0} is not the index of a model, whose name ends with .safetensors.index.json.",
          path,
        )
      : l10n.t("{0} is not a model file that can be read; .safetensors and .onnx can.", path),
  );
}

/** The file that a table lies in, big enough for it. */
async function fileOf(
  table: FileTable,
  model: SourceFile,
  source: SourceFiles,
): Promise<SourceFile> {
  const { location, end } = table.place;
  if (location === undefined) return model;
  try {
    const file = await source.open(await source.beside(model.path, location));
    if (file.bytes >= end) return file;
    await file.close();
    throw new FileProblem((part) =>
      l10n.t("{0} is too short: it has {1} bytes, {2} are needed.", part, file.bytes, end),
    );
  } catch (error) {
    throw new FileProblem((path) => {
      // The sentence goes on about the other file.
      const part = l10n.t(
        '{0} keeps "{1}" in "{2}", which',
        path,
        foreign(table.name, 50),
        foreign(location, 40),
      );
      return problemOf(part, error);
    }, error);
  }
}

/** Differs for other tensors, and for another state or content of the files. */
async function keyOf(
  files: readonly SourceFile[],
  copies: readonly TableCopy[],
  pair: TablePair,
): Promise<string> {
  const state: string[] = [];
  for (const each of files) {
    const own = copies.filter(({ file }) => file === each).map(({ table }) => table.place);
    state.push(await identityOf(each, own));
  }
  const text = JSON.stringify([state, pair.token.name, pair.position.name]);
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint32Array(hash, 0, 3), (part) => part.toString(16).padStart(8, "0")).join(
    "",
  );
}

function infoOf(path: string, { token, position }: TablePair): ModelInfo {
  return {
    source: "file",
    name: baseName(path),
    vocabularySize: token.shape[0],
    dimensions: token.shape[1],
    contextLength: position.shape[0],
    tables: {
      path,
      token: token.name,
      position: position.name,
      ...(token.place.location !== undefined && { tokenFile: token.place.location }),
      ...(position.place.location !== undefined && { positionFile: position.place.location }),
    },
  };
}

function described(pair: TablePair): Candidate {
  const { token, position } = pair;
  return { token: info(token), position: info(position), namesTell: namesTell(pair) };

  function info({ name, shape, type }: FileTable): TensorInfo {
    return { name, shape, type };
  }
}

async function withFile<T>(
  path: string,
  source: SourceFiles,
  work: (file: SourceFile) => Promise<T>,
): Promise<T> {
  const file = await withFileName(path, () => source.open(path));
  try {
    return await work(file);
  } catch (error) {
    throw error instanceof StepEnd ? error.reason : error;
  } finally {
    await file.close();
  }
}

/** The same step; what it throws says nothing about a file. */
function stopping(step: NextStep): NextStep {
  return async () => {
    try {
      await step();
    } catch (error) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- unwrapped where the work began
      throw new StepEnd(error);
    }
  };
}
