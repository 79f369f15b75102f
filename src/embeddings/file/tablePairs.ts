import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { FileProblem } from "../store/fileProblem";
import { describe, isTable, unfit, type FileTable, type FileTensor } from "./fileTensors";
import { tensorsFound, unclearPairs } from "./pairWords";
import {
  isNameOrEnd,
  KNOWN_NAMES,
  KNOWN_PREFIXES,
  likelihood,
  namesTell,
  role,
} from "./tableNames";
import type { TablePair } from "./tablePair";
import type { Steps } from "../steps";

/** Tensors looked at in one step: some milliseconds' work. */
const STEP_TENSORS = 5000;
/** Enough to choose from by hand. */
const MOST_PAIRS = 1000;
/** Pairs of a file's tensors that a model may be made of. */
export interface Pairs {
  /** The likeliest first, at least one; of very many the likeliest alone. */
  readonly pairs: readonly TablePair[];
  /** How many there are. */
  readonly count: number;
}

/**
 * Pairs of a file's tensors that a model may be made of. One alone where the names leave no doubt.
 * Otherwise each two matrices of one width are a pair, the one with more rows its token table unless
 * their names say the opposite. Takes time in proportion to the number of tensors.
 * @throws {FileProblem} when there is none
 */
export function* pairsOf(tensors: readonly FileTensor[]): Steps<Pairs> {
  return (yield* knownPairs(tensors)) ?? (yield* allPairs(tensors));
}

/**
 * The pair that is named, or the one whose names tell.
 * @param token name of one tensor or of none
 * @param position likewise
 * @throws {FileProblem} when it is no pair, or another could be meant
 */
export function* pairNamed(
  tensors: readonly FileTensor[],
  token: string | undefined,
  position: string | undefined,
): Steps<TablePair> {
  if (token !== undefined && position !== undefined) {
    return checkedPair(tensorOfName(tensors, token), tensorOfName(tensors, position));
  }
  const { pairs, count } =
    token === undefined && position === undefined
      ? yield* pairsOf(tensors)
      : yield* pairsWith(tensors, token, position);
  const [first] = pairs;
  if (count === 1 && first !== undefined && namesTell(first.token.name, first.position.name))
    return first;
  throw new FileProblem((file) => unclearPairs(file, pairs, count));
}

/** Pairs of which one table is named. */
function* pairsWith(
  tensors: readonly FileTensor[],
  token: string | undefined,
  position: string | undefined,
): Steps<Pairs> {
  const one = tensorOfName(tensors, token ?? position ?? "");
  if (!isTable(one)) throw unusable(one);
  const width = one.shape[1];
  const others = tensors.filter(isTable).filter((each) => each !== one && each.shape[1] === width);
  const pairs = (yield* likeliestFirst(others))
    .slice(0, MOST_PAIRS)
    .map((other) =>
      token === undefined ? { token: other, position: one } : { token: one, position: other },
    );
  if (pairs.length === 0) {
    throw new FileProblem((file) =>
      l10n.t("{0} has no second table that goes with the one named.", file),
    );
  }
  return { pairs, count: others.length };
}

function tensorOfName(tensors: readonly FileTensor[], name: string): FileTensor {
  const tensor = tensors.find((each) => each.name === name);
  if (tensor === undefined) {
    throw new FileProblem((file) =>
      l10n.t('{0} has no tensor "{1}"; {2}.', file, foreign(name, 60), tensorsFound(tensors)),
    );
  }
  return tensor;
}

/** Pairs with names that leave no doubt; of GPT-2's own names one alone. */
function* knownPairs(tensors: readonly FileTensor[]): Steps<Pairs | undefined> {
  const byName = new Map<string, FileTensor>();
  for (const [at, tensor] of tensors.entries()) {
    if (at % STEP_TENSORS === 0) yield undefined;
    byName.set(tensor.name, tensor);
  }
  for (const known of KNOWN_NAMES) {
    const found = new Map<string, [FileTensor, FileTensor]>();
    for (const [at, token] of tensors.entries()) {
      if (at % STEP_TENSORS === 0) yield undefined;
      if (!isNameOrEnd(token.name, known.token)) continue;
      const prefix = token.name.slice(0, -known.token.name.length);
      const position = byName.get(prefix + known.position.name);
      if (position !== undefined) found.set(prefix, [token, position]);
    }
    const own = KNOWN_PREFIXES.map((each) => found.get(each)).find((each) => each !== undefined);
    const both = own === undefined ? [...found.values()] : [own];
    const usable = both.filter(([token, position]) => arePair(token, position));
    // None that can be used: the first one's reason tells.
    const pairs = (usable.length > 0 ? usable : both.slice(0, 1))
      .slice(0, MOST_PAIRS)
      .map(([token, position]) => checkedPair(token, position));
    if (pairs.length > 0) return { pairs, count: Math.max(1, usable.length) };
  }
  return undefined;
}

function arePair(token: FileTensor, position: FileTensor): boolean {
  return isTable(token) && isTable(position) && token.shape[1] === position.shape[1];
}

function* allPairs(tensors: readonly FileTensor[]): Steps<Pairs> {
  const byWidth = new Map<number, FileTable[]>();
  for (const table of yield* likeliestFirst(tensors.filter(isTable))) {
    const alike = byWidth.get(table.shape[1]);
    if (alike === undefined) byWidth.set(table.shape[1], [table]);
    else alike.push(table);
  }
  const pairs: TablePair[] = [];
  for (const [one, other] of eachTwo(byWidth.values())) {
    pairs.push(inRoles(one, other));
    if (pairs.length === MOST_PAIRS) break;
  }
  if (pairs.length === 0) {
    throw new FileProblem((file) =>
      l10n.t(
        "{0} holds no two tables [V, D] and [C, D] of one width; {1}.",
        file,
        tensorsFound(tensors),
      ),
    );
  }
  let count = 0;
  for (const { length } of byWidth.values()) count += (length * (length - 1)) / 2;
  return { pairs: pairs.sort((a, b) => score(b) - score(a) || size(b) - size(a)), count };
}

/** Each two of each list once. */
function* eachTwo(lists: Iterable<readonly FileTable[]>): Generator<[FileTable, FileTable]> {
  for (const list of lists) {
    for (const [at, one] of list.entries()) {
      for (let next = at + 1; next < list.length; next++) yield [one, list[next] as FileTable];
    }
  }
}

function* likeliestFirst(tables: readonly FileTable[]): Steps<FileTable[]> {
  const byLikelihood: FileTable[][] = [];
  for (const [at, table] of tables.entries()) {
    if (at % STEP_TENSORS === 0) yield undefined;
    (byLikelihood[likelihood(table.name)] ??= []).push(table);
  }
  return byLikelihood.reverse().flat();
}

function checkedPair(token: FileTensor, position: FileTensor): TablePair {
  if (!isTable(token)) throw unusable(token);
  if (!isTable(position)) throw unusable(position);
  if (token.shape[1] !== position.shape[1]) {
    throw new FileProblem((file) =>
      l10n.t(
        "{0} has tables of different width: {1}, {2}.",
        file,
        describe(token),
        describe(position),
      ),
    );
  }
  return { token, position };
}

function unusable(tensor: FileTensor): FileProblem {
  return new FileProblem((file) =>
    l10n.t("{0} cannot be used: {1}", file, unfit(tensor) ?? describe(tensor)),
  );
}

function inRoles(one: FileTable, other: FileTable): TablePair {
  const byName = role(one.name) - role(other.name);
  const isFirst = byName === 0 ? one.shape[0] >= other.shape[0] : byName > 0;
  return isFirst ? { token: one, position: other } : { token: other, position: one };
}

function score({ token, position }: TablePair): number {
  return (
    role(token.name) - role(position.name) + likelihood(token.name) + likelihood(position.name)
  );
}

/** Rows of the larger table count first. */
function size({ token, position }: TablePair): number {
  return token.shape[0] + position.shape[0] / 2 ** 32;
}
