import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { binFile } from "../check/binFiles";
import { idProblems, type CheckedFile, type SetExpectations } from "../check/checkedFile";
import { findingsOf } from "../check/findings";
import type { IdFile } from "../check/idFile";
import { megatronFile } from "../check/megatronFile";
import { npyFile } from "../check/npyFile";
import { jsonlIds, parquetIds } from "../check/rowFiles";
import * as l10n from "../../shared/base/l10n";
import * as readers from "../../shared/base/readers";
import { messageOf } from "../../shared/base/rpc";
import { foreignPath } from "../../shared/base/shown";
import { PACKING_WAYS } from "../../windows/packing";
import { END_OF_TEXT_RULES } from "../rules/setRules";
import { compressors } from "./parquetTexts";
import { OpenFile } from "./openFile";
import { UNFINISHED } from "./stagedFile";

const READ = new Set([".bin", ".npy", ".jsonl", ".parquet"]);
const BLOCK = 2 ** 20;

/** As much of a description as is compared with what is there. */
const readDescription = readers.record({
  tokenscope: readers.number,
  encoding: readers.record({ name: readers.text }),
  rules: readers.record({
    endOfText: readers.optional(readers.oneOf(END_OF_TEXT_RULES)),
    packing: readers.optional(
      readers.record({ way: readers.oneOf(PACKING_WAYS), length: readers.count }),
    ),
  }),
  files: readers.list(readers.record({ name: readers.text, sha256: readers.text })),
});
type Description = ReturnType<typeof readDescription>;

/** What is to be checked. */
export interface CheckedSet {
  readonly folder: string;
  /** Names of files that hold ids. */
  readonly names: readonly string[];
  /** What stands beside them, by shard. */
  readonly descriptions: readonly Description[];
  readonly unfinished: readonly string[];
}

/**
 * The files of a set: of a folder all that can be read, else the one that is named.
 * @throws {Error} where there is none
 */
export function checkedSet(path: string): CheckedSet {
  const isFolder = isFolderAt(path);
  const folder = isFolder ? path : dirname(path);
  const all = readdirSync(folder).sort();
  const names = isFolder
    ? all.filter((name) => READ.has(extname(name)))
    : [basename(path).replace(/\.idx$/, ".bin")];
  if (names.length === 0) {
    throw new Error(
      l10n.t("{0} has no file of ids: no .bin, .npy, .jsonl or .parquet.", foreignPath(path)),
    );
  }
  const descriptions = all
    .filter((name) => /^dataset(\.\d+-of-\d+)?\.json$/.test(name))
    .flatMap((name) => descriptionAt(join(folder, name)) ?? [])
    .filter(({ files }) => files.some(({ name }) => names.includes(name)));
  const unfinished = isFolder ? all.filter((name) => name.endsWith(UNFINISHED)) : [];
  return { folder, names, descriptions, unfinished };
}

function isFolderAt(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new Error(l10n.t("{0} cannot be read ({1}).", foreignPath(path), messageOf(error)), {
      cause: error,
    });
  }
}

/** Undefined where it is none of ours. */
function descriptionAt(path: string): Description | undefined {
  try {
    return readDescription(JSON.parse(readFileSync(path, "utf8")), "dataset.json");
  } catch {
    return undefined;
  }
}

/** Goes through all files. @param progress told of tokens of the file that is read */
export async function checkSet(
  set: CheckedSet,
  expected: SetExpectations,
  signal: AbortSignal,
  progress: (name: string, tokens: number) => void,
): Promise<CheckedFile[]> {
  const checked: CheckedFile[] = [];
  for (const name of set.names) {
    signal.throwIfAborted();
    checked.push(
      await checkFile(set, name, expected, (tokens) => {
        signal.throwIfAborted();
        progress(name, tokens);
      }),
    );
  }
  const listed = set.descriptions.flatMap(({ files }) => files.map((file) => file.name));
  for (const name of listed) {
    if (set.names.includes(name) || name.endsWith(".idx")) continue;
    checked.push(broken(name, l10n.t("dataset.json names it, but it is not there.")));
  }
  for (const name of set.unfinished) {
    checked.push(broken(name, l10n.t("A run that ended before it was done has left it.")));
  }
  return checked;
}

const broken = (name: string, problem: string): CheckedFile => ({
  ...{ name, format: undefined, type: undefined, findings: undefined, problems: [problem] },
});

async function checkFile(
  { folder, descriptions }: CheckedSet,
  name: string,
  expected: SetExpectations,
  progress: (tokens: number) => void,
): Promise<CheckedFile> {
  let opened: OpenIds | undefined;
  try {
    const { vocabularySize, endOfTextId } = expected;
    opened = await openIds(join(folder, name), vocabularySize);
    const { file, source } = opened;
    const findings = await findingsOf(file, vocabularySize, endOfTextId, progress);
    const problems = [
      ...file.problems,
      ...idProblems(file, findings, expected),
      ...descriptionProblems(source, name, descriptions),
    ];
    return { name, format: file.format, type: file.type, findings, problems };
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") throw error;
    return broken(name, messageOf(error));
  } finally {
    opened?.close();
  }
}

/** A file of ids that is open. */
interface OpenIds {
  readonly file: IdFile;
  readonly source: OpenFile;
  readonly close: () => void;
}

/** @throws {Error} where it cannot be read, or is none of those that are */
export async function openIds(path: string, vocabularySize: number): Promise<OpenIds> {
  const opened: OpenFile[] = [];
  const open = (of: string): OpenFile => {
    const file = new OpenFile(of);
    opened.push(file);
    return file;
  };
  const close = (): void => {
    for (const file of opened) file.close();
  };
  try {
    const source = open(path);
    return { file: await idFile(path, source, open, vocabularySize), source, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function idFile(
  path: string,
  source: OpenFile,
  open: (path: string) => OpenFile,
  vocabularySize: number,
): Promise<IdFile> {
  switch (extname(path)) {
    case ".npy":
      return npyFile(source);
    case ".parquet":
      return parquetIds(source, compressors());
    case ".jsonl":
      return jsonlIds(source);
    default: {
      const index = path.replace(/\.bin$/, ".idx");
      const hasIndex = statSync(index, { throwIfNoEntry: false })?.isFile() === true;
      if (hasIndex && index !== path) return megatronFile(source, open(index));
      return binFile(source, vocabularySize);
    }
  }
}

/** Whether a file is the one that the description tells of. */
function descriptionProblems(
  source: OpenFile,
  name: string,
  descriptions: readonly Description[],
): string[] {
  const told = descriptions.flatMap(({ files }) => files).find((file) => file.name === name);
  if (told === undefined) return [];
  const hash = createHash("sha256");
  for (let at = 0; at < source.size; at += BLOCK) {
    hash.update(source.read(at, Math.min(source.size, at + BLOCK)));
  }
  return hash.digest("hex") === told.sha256
    ? []
    : [l10n.t("Its SHA-256 is not the one of dataset.json: it has changed since it was written.")];
}
