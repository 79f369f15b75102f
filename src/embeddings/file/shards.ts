import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { baseName } from "../../shared/base/baseName";
import { FileProblem, problemOf, StepEnd } from "../store/fileProblem";
import type { FileTensor } from "./fileTensors";
import { membersOf, valueOf } from "./jsonMembers";
import { refusal } from "./pickles";
import { safetensorsTensors } from "./safetensorsTables";
import { readInSteps, START_BYTES, type SourceFile, type SourceFiles } from "./sourceFile";
import { inSteps, type NextStep, type Steps } from "../steps";
import { tellingNames } from "./tableNames";

/** An index of the parts of a model, as transformers and safetensors write it. */
export const INDEX_ENDING = /\.safetensors\.index\.json$/i;
/** One part of several. */
const PART_NAME = /^(.*-)(\d{5})-of-(\d{5})(\.safetensors)$/i;

/** Bytes of an index; the longest that are about have some ten millions. */
const MOST_INDEX_BYTES = 100_000_000;
/** UTF-16 code units of a part's name in a sentence that goes on about what is in it. */
const MOST_SHOWN = 50;
/** The largest models have some hundreds of parts. */
const MOST_PARTS = 4096;
/** Names in an index; the largest models have some hundred thousands. */
const MOST_NAMES = 1 << 19;

/** What a person asks for, as far as it tells which parts are needed. */
export interface TableNames {
  readonly token: string | undefined;
  readonly position: string | undefined;
}

/**
 * The tensors of a model whose index tells in which of its parts each lies. Only those parts are
 * opened that can matter: of tables that are named, or whose names leave no doubt, those that hold
 * them, otherwise all.
 * @throws {FileProblem} when it is no index, or a part is not there or does not hold what it should
 */
export async function indexedTensors(
  index: SourceFile,
  source: SourceFiles,
  wanted: TableNames,
  step: NextStep,
): Promise<FileTensor[]> {
  if (index.bytes > MOST_INDEX_BYTES) throw noIndex();
  const json = await readInSteps(index, 0, index.bytes, step);
  const parts = await inSteps(partsOf(json), step);
  const names = [...parts.keys()];
  const needed = neededOf(names, wanted);
  const byPart = new Map<string, Set<string>>();
  for (const name of needed) {
    const part = parts.get(name);
    if (part === undefined) continue;
    const own = byPart.get(part);
    if (own === undefined) byPart.set(part, new Set([name]));
    else own.add(name);
  }
  if (byPart.size > MOST_PARTS) throw tooManyParts(byPart.size);
  const tensors: FileTensor[] = [];
  for (const [part, own] of byPart) {
    const found = (await partTensors(index, part, source, step)).filter(({ name }) =>
      own.has(name),
    );
    if (found.length < own.size) {
      const names = new Set(found.map(({ name }) => name));
      const missing = [...own].find((name) => !names.has(name)) ?? "";
      throw new FileProblem((file) =>
        l10n.t(
          '{0} places "{1}" in "{2}", which does not hold it.',
          file,
          foreign(missing),
          foreign(part),
        ),
      );
    }
    tensors.push(...found);
    await step();
  }
  return tensors;
}

/**
 * The tensors of one part of a model and, where it does not hold both tables by itself, of all
 * others beside it.
 * @param own those of the file itself
 * @throws {FileProblem} when another part is needed and not there
 */
export async function withOtherParts(
  own: FileTensor[],
  file: SourceFile,
  source: SourceFiles,
  wanted: TableNames,
  step: NextStep,
): Promise<FileTensor[]> {
  const [name = "", start = "", , last = "", ending = ""] =
    PART_NAME.exec(baseName(file.path)) ?? [];
  const count = Number(last);
  if (name === "" || count < 2 || hasBoth(own, wanted)) return own;
  if (count > MOST_PARTS) throw tooManyParts(count);
  const names = new Set(own.map((tensor) => tensor.name));
  const all = [...own];
  for (let at = 1; at <= count; at++) {
    const part = `${start}${String(at).padStart(5, "0")}-of-${last}${ending}`;
    if (part === name) continue;
    for (const tensor of await partTensors(file, part, source, step)) {
      if (names.has(tensor.name)) {
        throw new FileProblem((path) =>
          l10n.t(
            '{0} and "{1}" both hold "{2}".',
            path,
            foreign(part, MOST_SHOWN),
            foreign(tensor.name),
          ),
        );
      }
      names.add(tensor.name);
      all.push(tensor);
    }
    if (all.length > MOST_NAMES) throw noIndex();
    await step();
  }
  return all;
}

/** Whether a part holds what is asked for, so that no other one is needed. */
function hasBoth(own: readonly FileTensor[], wanted: TableNames): boolean {
  const names = own.map(({ name }) => name);
  const named = [wanted.token, wanted.position];
  if (named.every((each) => each !== undefined)) return named.every((each) => names.includes(each));
  return named.every((each) => each === undefined) && tellingNames(names).length > 0;
}

function neededOf(names: readonly string[], { token, position }: TableNames): readonly string[] {
  if (token !== undefined && position !== undefined) {
    const both = names.filter((name) => name === token || name === position);
    // One that is not there is refused by what else there is.
    return both.length === 2 ? both : names;
  }
  const telling = token === undefined && position === undefined ? tellingNames(names) : [];
  return telling.length > 0 ? telling : names;
}

/** The tensors of another part, which lie where it is. */
async function partTensors(
  model: SourceFile,
  part: string,
  source: SourceFiles,
  step: NextStep,
): Promise<FileTensor[]> {
  const about = (path: string): string =>
    l10n.t(
      '{0} is one of several files of a model, of which "{1}"',
      path,
      foreign(part, MOST_SHOWN),
    );
  let file: SourceFile;
  try {
    file = await source.open(await source.beside(model.path, part));
  } catch (error) {
    throw new FileProblem((path) => {
      const advice = l10n.t("All of them have to lie in one folder.");
      return `${problemOf(about(path), error)} ${advice}`;
    }, error);
  }
  try {
    if (refusal(baseName(part), await file.read(0, START_BYTES)) !== undefined) throw otherKind();
    const tensors = await safetensorsTensors(file, step);
    return tensors.map((tensor) => ({
      ...tensor,
      place: tensor.place && { ...tensor.place, location: part },
    }));
  } catch (error) {
    if (error instanceof StepEnd) throw error;
    throw new FileProblem((path) => problemOf(about(path), error), error);
  } finally {
    await file.close();
  }
}

/** In which part each tensor lies, by its name. */
function* partsOf(json: Uint8Array): Steps<Map<string, string>> {
  const parts = new Map<string, string>();
  let isThere = false;
  for (const member of membersOf(json, 0, json.length, noIndex)) {
    if (member === undefined) yield undefined;
    else if (member.key === "weight_map") {
      isThere = true;
      for (const each of membersOf(json, member.start, member.end, noIndex, MOST_NAMES)) {
        if (each === undefined) {
          yield undefined;
          continue;
        }
        const part = each.end - each.start > MOST_PART_NAME ? "" : valueOf(json, each, noIndex);
        if (typeof part !== "string" || part === "") throw noIndex();
        parts.set(each.key, part);
      }
    } else if (member.end - member.start > MOST_OTHER_BYTES) throw noIndex();
    else valueOf(json, member, noIndex);
  }
  if (!isThere) throw noIndex();
  return parts;
}

/** Bytes of what else an index tells, such as the sum of all sizes. */
const MOST_OTHER_BYTES = 1 << 20;
/** Bytes of the name of a part. */
const MOST_PART_NAME = 1024;

function otherKind(): FileProblem {
  return new FileProblem((file) =>
    l10n.t("{0} is not a safetensors file. Open it by itself to be told what to do with it.", file),
  );
}

function noIndex(): FileProblem {
  return new FileProblem((file) =>
    l10n.t(
      '{0} is not the index of a model: "weight_map" has to name a file for each tensor.',
      file,
    ),
  );
}

function tooManyParts(count: number): FileProblem {
  return new FileProblem((file) =>
    l10n.t("{0} is of a model of {1} parts; at most {2} are read.", file, count, MOST_PARTS),
  );
}
