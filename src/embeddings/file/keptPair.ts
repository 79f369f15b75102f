import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { baseName } from "../../shared/base/baseName";
import type { ModelInfo } from "../../shared/values/vectors";
import { identityOf } from "./fileIdentity";
import type { FileContent, FileTensor, Place } from "./fileTensors";
import type { Tables } from "../table";
import { isPublished, type PublishedFile } from "./publishedFile";
import { FileProblem, problemOf, withFileName } from "../store/fileProblem";
import type { SourceFile, SourceFiles } from "./sourceFile";
import { copyTables, type CopyWork, type TableCopy } from "./tableCopy";
import type { TablePair } from "./tablePair";

/** A person's file that is open, and what it holds. */
export interface OpenedFile extends FileContent {
  /** As the model was chosen by. */
  readonly path: string;
  readonly file: SourceFile;
  /** The two tables among its tensors. */
  readonly pair: TablePair;
}

/** The two tables of a file as the extension keeps them, copied unless they are kept from before. */
export async function keptPair(
  { path, file, pair }: OpenedFile,
  work: CopyWork,
  published: PublishedFile,
): Promise<{ tables: Tables; info: ModelInfo }> {
  const { source, files, step } = work;
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
    await copyTables(path, copies, tables, work);
    const known = await isPublished(file, published, `file-${key}`, files, step);
    const info = infoOf(path, pair);
    return { tables, info: known === undefined ? info : { ...info, isPublishedGpt2: known } };
  } finally {
    await Promise.all(opened.slice(1).map((each) => each.close()));
  }
}

/**
 * The file that a tensor lies in, big enough for it: the model itself, or one that is to be closed.
 * @throws {FileProblem} when it is not there, or too short
 */
export async function fileOf(
  table: Pick<FileTensor, "name"> & { readonly place: Place },
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
