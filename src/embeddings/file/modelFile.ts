import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { baseName } from "../../shared/base/baseName";
import type { ModelChoice } from "../../shared/values/modelChoices";
import type { ModelInfo } from "../../shared/values/vectors";
import {
  shapeText,
  type FileContent,
  type FileTable,
  type FileTensor,
  type TensorInfo,
} from "./fileTensors";
import type { Tables } from "../table";
import { onnxTensors } from "./onnxTables";
import { isTorchArchive, refusal } from "./pickles";
import { GPT2_FILE, type PublishedFile } from "./publishedFile";
import { safetensorsTensors } from "./safetensorsTables";
import { DEFAULT_MEMORY_LIMIT, unanswerable } from "../store/memoryLimit";
import { FileProblem, withFileName, StepEnd } from "../store/fileProblem";
import { INDEX_ENDING, indexedTensors, withOtherParts, type TableNames } from "./shards";
import { START_BYTES, type SourceFile, type SourceFiles } from "./sourceFile";
import { torchFile } from "./torchTensors";
import { keptPair, type OpenedFile } from "./keptPair";
import { inSteps, noPause, type NextStep } from "../steps";
import type { TableFiles } from "../store/tableFiles";
import { namesTell } from "./tableNames";
import type { TablePair } from "./tablePair";
import { pairNamed, pairsOf } from "./tablePairs";

/** Two tensors of a file that may be a model's tables: token [V, D] and position [C, D]. */
export interface Candidate {
  readonly token: TensorInfo;
  readonly position: TensorInfo;
  /** Whether their names say which is which; otherwise a person has to. */
  readonly namesTell: boolean;
}

export type FileChoice = Omit<Extract<ModelChoice, { source: "file" }>, "source">;

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
      const next = withStops(step);
      const { pairs } = await inSteps(
        pairsOf((await contentOf(file, source, NOTHING_NAMED, next)).tensors),
        next,
      );
      const answering = pairs.filter((pair) => tooWide(pair, memoryLimit) === undefined);
      const problem = answering.length === 0 ? tooWide(pairs[0], memoryLimit) : undefined;
      if (problem !== undefined) throw problem;
      return answering.map(candidateOf);
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
  return withModelFile(choice, source, { step, memoryLimit }, (opened) =>
    keptPair(opened, { source, files, step, onProgress }, published),
  );
}

/**
 * Opens a file and finds what tensors it holds, and its two tables among them.
 * @param choice as for `fileTables`
 * @throws as `fileTables`
 */
export async function withModelFile<T>(
  choice: FileChoice,
  source: SourceFiles,
  { step, memoryLimit }: { readonly step: NextStep; readonly memoryLimit: number },
  work: (opened: OpenedFile) => Promise<T>,
): Promise<T> {
  const { path, token, position } = choice;
  return withFile(path, source, async (file) => {
    const found = await withFileName(path, async () => {
      const next = withStops(step);
      const { tensors, numbers } = await contentOf(file, source, { token, position }, next);
      const pair = await inSteps(pairNamed(tensors, token, position), next);
      const problem = tooWide(pair, memoryLimit);
      if (problem !== undefined) throw problem;
      return { tensors, numbers, pair };
    });
    return work({ path, file, ...found });
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

/** What a file holds: of the parts of a model, those that hold what is wanted. */
export async function contentOf(
  file: SourceFile,
  source: SourceFiles,
  wanted: TableNames,
  step: NextStep,
): Promise<FileContent> {
  if (file.bytes === 0) throw new FileProblem((name) => l10n.t("{0} is empty.", name));
  const name = baseName(file.path);
  const start = await file.read(0, START_BYTES);
  if (isTorchArchive(name, start)) return torchFile(file, step);
  const problem = refusal(name, start);
  if (problem !== undefined) throw problem;
  const alone = (tensors: FileTensor[]): FileContent => ({ tensors, numbers: new Map() });
  if (/\.onnx$/i.test(name)) return alone(await onnxTensors(file, step));
  if (INDEX_ENDING.test(name)) return alone(await indexedTensors(file, source, wanted, step));
  if (/\.safetensors$/i.test(name)) {
    const own = await safetensorsTensors(file, step);
    return alone(await withOtherParts(own, file, source, wanted, step));
  }
  throw new FileProblem((path) =>
    /\.json$/i.test(name)
      ? l10n.t(
          "{0} is not the index of a model, whose name ends with .safetensors.index.json.",
          path,
        )
      : l10n.t(
          "{0} is not a model file that can be read; .safetensors, .onnx and PyTorch's .pth can.",
          path,
        ),
  );
}

function candidateOf(pair: TablePair): Candidate {
  const { token, position } = pair;
  return {
    token: info(token),
    position: info(position),
    namesTell: namesTell(token.name, position.name),
  };

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
function withStops(step: NextStep): NextStep {
  return async () => {
    try {
      await step();
    } catch (error) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- unwrapped where the work began
      throw new StepEnd(error);
    }
  };
}
