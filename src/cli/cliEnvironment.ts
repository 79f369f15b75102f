import { availableParallelism } from "node:os";
import { documentUnits } from "../dataset/node/documentUnits";
import { inOrder, type DoneUnit } from "../dataset/node/inOrder";
import { inputSources, namedInputs } from "../dataset/node/inputFiles";
import type { SetInput } from "../dataset/node/readSet";
import type { Walk } from "../dataset/node/folderFiles";
import { readFileSync } from "node:fs";
import { utf8Of } from "../dataset/node/decodedText";
import { plainText } from "../dataset/texts/plainText";
import * as l10n from "../shared/base/l10n";
import type { SpecialTokens } from "../shared/values/tokens";
import {
  cacheFolder,
  chosenEncoding,
  readingOf,
  type ChosenEncoding,
} from "../workers/node/setEncoding";
import { NodeTextPool } from "../workers/node/textPool";
import { join } from "node:path";
import { UsageError } from "./exitCodes";
import type { Terminal } from "./terminal";

/** Stands for the standard input. */
const STDIN = "-";

/** What commands work with. */
export interface CliEnvironment {
  /** Folder of the bundles and vocabularies. */
  readonly folder: string;
  readonly terminal: Terminal;
  /** Ctrl+C. */
  readonly signal: AbortSignal;
}

export interface ReadOptions {
  readonly encoding: string;
  readonly specialTokens: SpecialTokens;
  readonly field: string;
  /** Whether what `.gitignore` and `.ignore` files name in folders is left out. */
  readonly useIgnoreFiles: boolean;
  /** Threads at most; all cores unless told. */
  readonly threads?: number | undefined;
}

/** @throws {UsageError} where an encoding is named that there is not */
export async function openEncoding(world: CliEnvironment, name: string): Promise<ChosenEncoding> {
  try {
    return await chosenEncoding(name, world.folder, cacheFolder());
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

export function openPool(
  world: CliEnvironment,
  chosen: ChosenEncoding,
  {
    specialTokens,
    threads = availableParallelism(),
  }: Pick<ReadOptions, "specialTokens" | "threads">,
): NodeTextPool {
  const data = {
    folder: world.folder,
    tokenizers: cacheFolder(),
    reading: readingOf(chosen, specialTokens),
    strings: undefined,
  };
  return new NodeTextPool(join(world.folder, "textWorker.js"), data, threads);
}

/**
 * What paths name, "-" the standard input, which is read here.
 * @throws {UsageError} where nothing is named; {Error} where something is not there
 */
export function setInput(
  paths: readonly string[],
  { field, useIgnoreFiles }: Pick<ReadOptions, "field" | "useIgnoreFiles">,
  inParts: boolean,
  output?: string,
): (leftOut: Walk["leftOut"]) => SetInput {
  if (paths.length === 0) {
    throw new UsageError(l10n.t("Name a file or a folder, or - for the standard input."));
  }
  const text = paths.includes(STDIN) ? stdinText() : undefined;
  const named = namedInputs(paths.filter((path) => path !== STDIN));
  return (leftOut) => ({
    ...{ field, inParts },
    sources: function* () {
      for (const path of paths) {
        if (path === STDIN) yield { kind: "text", name: STDIN, text: text ?? "" };
        else
          yield* inputSources(
            named.filter((each) => each.path === path).slice(0, 1),
            { output, useIgnoreFiles },
            leftOut,
          );
      }
    },
  });
}

/** Reads all of the standard input. */
function stdinText(): string {
  return plainText(utf8Of(readFileSync(0)).text);
}

/** All documents of an input, in order. */
export async function* readUnits(
  world: CliEnvironment,
  input: SetInput,
  pool: NodeTextPool,
): AsyncGenerator<DoneUnit> {
  const units = documentUnits(input.sources(), input, undefined);
  yield* inOrder(units, pool, "ids", world.signal);
}
