import * as l10n from "../../shared/base/l10n";
import { foreign, foreignPath } from "../../shared/base/shown";
import { fileOf, type OpenedFile } from "../../embeddings/file/keptPair";
import { valuesOf, type FileTable, type FileTensor } from "../../embeddings/file/fileTensors";
import { firstNonFinite } from "../../embeddings/file/floats";
import type { SourceFile } from "../../embeddings/file/sourceFile";
import { checkUnchanged, whileWriting, type CopyWork } from "../../embeddings/file/tableCopy";
import { withFileName } from "../../embeddings/store/fileProblem";
import { madeOnce } from "../../embeddings/store/madeOnce";
import type { NewFile } from "../../embeddings/store/tableFiles";
import { createTable } from "../../embeddings/store/tableSums";
import { tableBytes, type Table, type Tables } from "../../embeddings/table";
import { FileLayout } from "../parameters/fileLayout";
import {
  mapBlock,
  mapNorm,
  parameterOf,
  type GptParameters,
  type Parameter,
} from "../parameters/parameters";
import type { GptFacts } from "./gptFacts";
import type { GptTensors } from "./gptTensors";

/** A file of the store, and the tensors that it gets one after another. */
interface CopiedTensors {
  readonly table: Table;
  readonly tensors: readonly FileTensor[];
}

/** Where a file's GPT will lie in the store. */
export interface GptCopy {
  readonly parameters: GptParameters;
  readonly copied: readonly CopiedTensors[];
}

/**
 * Lays a file's GPT out beside its two tables: a file for each block, and one of the final norm and
 * of the head, unless that is the token table.
 */
export function gptCopy(
  { blocks, norm, head }: GptTensors,
  { heads, activation }: GptFacts,
  pair: Tables,
): GptCopy {
  const stem = pair.graph.replace(/\.onnx$/, "");
  const copied: CopiedTensors[] = [];
  const inFile = <T>(name: string, lay: (map: (tensor: FileTensor) => Parameter) => T): T => {
    const layout = new FileLayout(`${stem}.${name}.f32`);
    const tensors: FileTensor[] = [];
    const laid = lay((tensor) => {
      tensors.push(tensor);
      return layout.parameter(...tensor.shape);
    });
    copied.push({ table: layout.table, tensors });
    return laid;
  };
  const parameters = {
    dimensions: pair.token.shape[1],
    heads,
    activation,
    blocks: blocks.map((block, index) => inFile(`block${index}`, (map) => mapBlock(block, map))),
    ...inFile("head", (map) => ({
      norm: mapNorm(norm, map),
      head: head === undefined ? parameterOf(pair.token) : map(head),
    })),
  };
  return { parameters, copied };
}

/**
 * Copies what is not there yet, as float32.
 * @param tables the two, and those of the copy
 * @throws {Error} that names the file, when a value is not finite, the file changes meanwhile or
 *   there is no room; nothing of it is kept then
 */
export async function copyGpt(
  opened: OpenedFile,
  { copied }: GptCopy,
  tables: Tables,
  { source, files, step, onProgress }: CopyWork,
): Promise<void> {
  const { path, file } = opened;
  const total = copied.reduce((sum, { table }) => sum + tableBytes(table), 0);
  await madeOnce(tables, files, step, async () => {
    const sources = new Sources(opened, source);
    const parts: NewFile[] = [];
    let written = 0;
    try {
      for (const { table, tensors } of copied) {
        const part = await whileWriting(path, () => createTable(files, table.name));
        parts.push(part);
        for (const tensor of tensors) {
          for await (const values of finiteValues(path, tensor, await sources.of(tensor))) {
            const { buffer, byteOffset, byteLength } = values;
            await whileWriting(path, () =>
              part.append(new Uint8Array(buffer, byteOffset, byteLength)),
            );
            written += byteLength;
            onProgress?.(Math.min(1, written / total));
            await step();
          }
        }
      }
      for (const each of [file, ...sources.opened]) await checkUnchanged(path, each, source);
      for (const part of parts) await whileWriting(path, () => part.finish());
    } finally {
      await Promise.all([...parts, ...sources.opened].map((each) => each.close()));
    }
  });
}

/** The files in which a model's tensors lie, each opened once. */
class Sources {
  private readonly byLocation = new Map<string, SourceFile>();

  constructor(
    private readonly model: OpenedFile,
    private readonly source: CopyWork["source"],
  ) {}

  /** Those beside the model. */
  get opened(): readonly SourceFile[] {
    return [...this.byLocation.values()];
  }

  async of(tensor: FileTensor): Promise<SourceFile> {
    const { path, file } = this.model;
    const { name, place } = tensor;
    const location = place?.location;
    if (location === undefined || place === undefined) return file;
    const known = this.byLocation.get(location);
    if (known !== undefined) return known;
    const own = await withFileName(path, () => fileOf({ name, place }, file, this.source));
    this.byLocation.set(location, own);
    return own;
  }
}

async function* finiteValues(
  path: string,
  tensor: FileTensor,
  file: SourceFile,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const count = tensor.shape.reduce((product, size) => product * size, 1);
  // As a table of one column: whatever its shape, its values follow each other.
  const column = { ...tensor, shape: [count, 1] } as unknown as FileTable;
  let before = 0;
  for await (const values of valuesOf(column, file)) {
    const at = firstNonFinite(values);
    if (at >= 0) {
      throw new Error(
        l10n.t(
          '{0} has the value {1} in "{2}", number {3}; the parameters of a GPT are finite.',
          foreignPath(path),
          String(values[at]),
          foreign(tensor.name),
          before + at,
        ),
      );
    }
    before += values.length;
    yield values;
  }
}
