import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { FileProblem } from "../store/fileProblem";
import { describe, isTable, unfit, type FileTable, type FileTensor } from "./fileTensors";
import type { Steps } from "../steps";

/** A token table [V, D] and a position table [C, D]. */
export interface TablePair {
  readonly token: FileTable;
  readonly position: FileTable;
}

/** Names that leave no doubt: of GPT-2, of the book's model, of the book's chapter 2, of minGPTs. */
const KNOWN_NAMES = [
  ["wte.weight", "wpe.weight"] as const,
  ["tok_emb.weight", "pos_emb.weight"] as const,
  ["token_embedding_layer.weight", "pos_embedding_layer.weight"] as const,
  ["token_embedding_table.weight", "position_embedding_table.weight"] as const,
].map(([token, position]) => ({ token: knownName(token), position: knownName(position) }));
/** What stands before GPT-2's names in the files that are about; any other is asked about. */
const KNOWN_PREFIXES = ["", "transformer."];

/** Tensors looked at in one step: some milliseconds' work. */
const STEP_TENSORS = 5000;
/** Enough to choose from by hand. */
const MOST_PAIRS = 1000;
const MOST_NAMED = 8;
/** UTF-16 code units of such a list in a sentence that names a file too. */
const MOST_LISTED = 160;

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

/** Whether the names of a pair say which is the token and which the position table. */
export function namesTell({ token, position }: TablePair): boolean {
  if (role(token.name) === 1 && role(position.name) === -1) return true;
  return KNOWN_NAMES.some(
    (known) => isNameOrEnd(token.name, known.token) && isNameOrEnd(position.name, known.position),
  );
}

/** Those of some names that are a token and a position table's without any doubt. */
export function tellingNames(names: readonly string[]): string[] {
  const all = new Set(names);
  for (const known of KNOWN_NAMES) {
    const found = names.flatMap((token) => {
      if (!isNameOrEnd(token, known.token)) return [];
      const position = token.slice(0, -known.token.name.length) + known.position.name;
      return all.has(position) ? [token, position] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
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
    return checkedPair(named(tensors, token), named(tensors, position));
  }
  const { pairs, count } =
    token === undefined && position === undefined
      ? yield* pairsOf(tensors)
      : yield* pairsWith(tensors, token, position);
  const [first] = pairs;
  if (count === 1 && first !== undefined && namesTell(first)) return first;
  throw new FileProblem((file) => unclearPairs(file, pairs, count));
}

/** Pairs of which one table is named. */
function* pairsWith(
  tensors: readonly FileTensor[],
  token: string | undefined,
  position: string | undefined,
): Steps<Pairs> {
  const one = named(tensors, token ?? position ?? "");
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

function unclearPairs(file: string, pairs: readonly TablePair[], count: number): string {
  const named = shortList(pairs, ({ token, position }) =>
    l10n.t("{0} with {1}", describe(token), describe(position)),
  );
  const choices = named.reduce((before, choice) => l10n.t("{0}, or {1}", before, choice));
  const list = count > named.length ? `${choices}, …` : choices;
  if (count > 1) {
    return l10n.t(
      '{0} holds {1} pairs of tables. Name one by "token" and "position": {2}.',
      file,
      count,
      list,
    );
  }
  return l10n.t(
    '{0} has no two tables whose names say which is for tokens and which for positions; a model with rotary positions has no table of them. Where these are meant, name both by "token" and "position": {1}.',
    file,
    list,
  );
}

/** As many in words as a sentence has room for, but one. */
function shortList<T>(all: readonly T[], wordsOf: (each: T) => string): string[] {
  const words: string[] = [];
  let room = MOST_LISTED;
  for (const each of all.slice(0, MOST_NAMED)) {
    const more = wordsOf(each);
    room -= more.length;
    if (room < 0 && words.length > 0) break;
    words.push(more);
  }
  return words;
}

function named(tensors: readonly FileTensor[], name: string): FileTensor {
  const tensor = tensors.find((each) => each.name === name);
  if (tensor === undefined) {
    throw new FileProblem((file) =>
      l10n.t('{0} has no tensor "{1}"; {2}.', file, foreign(name, 60), found(tensors)),
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

interface KnownName {
  readonly name: string;
  /** How a longer name ends with it. */
  readonly ending: string;
}

function knownName(name: string): KnownName {
  return { name, ending: `.${name}` };
}

function isNameOrEnd(name: string, known: KnownName): boolean {
  return name === known.name || name.endsWith(known.ending);
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
      l10n.t("{0} holds no two tables [V, D] and [C, D] of one width; {1}.", file, found(tensors)),
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
    (byLikelihood[likelihood(table)] ??= []).push(table);
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

/** Words for tokens, but not for their types, of which BERT has a table too. */
const OF_TOKENS = /(?<![a-z])(wte|tok(?!en_?types?)|word|vocab)/gi;
/** Words for positions, and none that begin alike, such as "post". */
const OF_POSITIONS = /(?<![a-z])(wpe|pos(?![a-z])|pos_?emb|posit)/gi;

/** 1 for a name that speaks of tokens, -1 for one that speaks of positions: its last word counts. */
function role(name: string): number {
  return Math.sign(lastOf(OF_TOKENS, name) - lastOf(OF_POSITIONS, name));
}

/** Where the last of such words begins, or -1. */
function lastOf(words: RegExp, name: string): number {
  let last = -1;
  for (const { index } of name.matchAll(words)) last = index;
  return last;
}

/** 0, 1 or 2. */
function likelihood({ name }: FileTable): number {
  return Math.abs(role(name)) + (/emb/i.test(name) ? 1 : 0);
}

function score({ token, position }: TablePair): number {
  return role(token.name) - role(position.name) + likelihood(token) + likelihood(position);
}

/** Rows of the larger table count first. */
function size({ token, position }: TablePair): number {
  return token.shape[0] + position.shape[0] / 2 ** 32;
}

function found(tensors: readonly FileTensor[]): string {
  if (tensors.length === 0) return l10n.t("it holds no tensor");
  const words = shortList(tensors, describe);
  const names = words.join(", ");
  const more = tensors.length - words.length;
  return more > 0 ? l10n.t("found: {0} and {1} more", names, more) : l10n.t("found: {0}", names);
}
