import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import * as l10n from "../../shared/base/l10n";
import { foreignPath } from "../../shared/base/shown";
import { bytePath } from "./bytePaths";
import type { DocumentSource } from "./documentUnits";
import { IgnoredNames } from "./ignoredNames";
import { codeOf, fileAt, folderFiles, type FoundFile, type Walk } from "./folderFiles";

/** What was named: files, and folders whose files are meant. */
export interface NamedInput {
  readonly path: string;
  readonly isFolder: boolean;
}

/** @throws {Error} where one of them is not there */
export function namedInputs(paths: readonly string[]): NamedInput[] {
  return paths.map((path) => {
    try {
      return { path, isFolder: statSync(path).isDirectory() };
    } catch (error) {
      throw new Error(
        l10n.t(
          "{0} cannot be read ({1}). Name a file or a folder that is there.",
          foreignPath(path),
          codeOf(error),
        ),
        { cause: error },
      );
    }
  });
}

/** How folders are gone through. */
export interface FolderReading {
  /** A folder that is written meanwhile, which is no input. */
  readonly output?: string | undefined;
  /** Whether what `.gitignore` and `.ignore` files name is left out. */
  readonly useIgnoreFiles?: boolean;
}

/** The files that were named and those below the folders that were, in that order. */
export function* inputSources(
  inputs: readonly NamedInput[],
  reading: FolderReading,
  leftOut: Walk["leftOut"],
): Generator<DocumentSource> {
  for (const { path, isFolder } of inputs) {
    const files = isFolder
      ? below(path, reading, leftOut)
      : [fileAt(bytePath(path), bytePath(path.replaceAll("\\", "/")))];
    yield { kind: "files", files };
  }
}

function* below(
  path: string,
  { output, useIgnoreFiles = false }: FolderReading,
  leftOut: Walk["leftOut"],
): Generator<FoundFile> {
  // A folder's own path is real, so that what is below it can be compared with the output's.
  const folder = realpathSync(path);
  const except = output === undefined ? undefined : realOf(output);
  const label = bytePath(`${path.replaceAll("\\", "/").replace(/\/+$/, "")}/`);
  const walk = {
    except: except === undefined ? undefined : bytePath(except),
    leftOut: (...[name, reason, detail]: Parameters<Walk["leftOut"]>) => {
      leftOut(`${label}${name}`, reason, detail);
    },
    ignored: useIgnoreFiles ? IgnoredNames.around(folder) : undefined,
  };
  for (const file of folderFiles(bytePath(folder), walk)) {
    yield { ...file, name: `${label}${file.name}` };
  }
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
