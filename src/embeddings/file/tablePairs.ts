import * as l10n from "../../shared/l10n";
import { foreign } from "../../shared/shown";
import { FileProblem } from "../fileProblem";
import { describe, isTable, unfit, type FileTable, type FileTensor } from "./fileTensors";

/** A token table [V, D] and a position table [C, D]. */
export interface TablePair {
  readonly token: FileTable;
  readonly position: FileTable;
}

/** Names that leave no doubt: of GPT-2, of the book's model, of the book's chapter 2, of minGPTs. */
const KNOWN_NAMES = [
  ["wte.weight", "wpe.weight"],
  ["tok_emb.weight", "pos_emb.weight"],
  ["token_embedding_layer.weight", "pos_embedding_layer.weight"],
  ["token_embedding_table.weight", "position_embedding_table.weight"],
] as const;
/** What stands before GPT-2's names in the files that are about; any other is asked about. */
const KNOWN_PREFIXES = ["", "transformer."];

/** Enough to choose from by hand. */
const MOST_PAIRS = 1000;
const MOST_NAMED = 8;
/** UTF-16 code units of such a list in a sentence that names a file too. */
const MOST_LISTED = 160;

/**
 * Pairs of a file's tensors that a model may be made of, the likeliest first. One alone where the
 * names tell. Otherwise each two matrices of one width are a pair, the one with more rows its token
 * table unless their names say the opposite.
 * @returns at least one
 * @throws {FileProblem} when there is none
 */
export function pairsOf(tensors: readonly FileTensor[]): TablePair[] {
  return knownPairs(tensors) ?? allPairs(tensors);
}

/**
 * The pair that is named.
 * @param token name of one tensor or of none
 * @param position likewise
 * @throws {FileProblem} when it is no pair, or several could be meant
 */
export function pairNamed(
  tensors: readonly FileTensor[],
  token: string | undefined,
  position: string | undefined,
): TablePair {
  if (token !== undefined && position !== undefined) {
    return checkedPair(named(tensors, token), named(tensors, position));
  }
  for (const name of [token, position]) if (name !== undefined) named(tensors, name);
  const isOneNamed = token !== undefined || position !== undefined;
  const pairs = (isOneNamed ? allPairs(tensors) : pairsOf(tensors)).filter(
    (pair) =>
      (token === undefined || pair.token.name === token) &&
      (position === undefined || pair.position.name === position),
  );
  const [first] = pairs;
  if (first === undefined) {
    throw new FileProblem((file) =>
      l10n.t("{0} has no second table that goes with the one named.", file),
    );
  }
  if (pairs.length > 1) throw new FileProblem((file) => severalPairs(file, pairs));
  return first;
}

function severalPairs(file: string, pairs: readonly TablePair[]): string {
  const named = shortList(pairs, ({ token, position }) =>
    l10n.t("{0} with {1}", describe(token), describe(position)),
  );
  const choices = named.reduce((before, choice) => l10n.t("{0}, or {1}", before, choice));
  return l10n.t(
    '{0} holds {1} pairs of tables. Name one by "token" and "position": {2}.',
    file,
    pairs.length,
    pairs.length > named.length ? `${choices}, …` : choices,
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
function knownPairs(tensors: readonly FileTensor[]): TablePair[] | undefined {
  for (const [tokenName, positionName] of KNOWN_NAMES) {
    const prefixes = tensors
      .filter(({ name }) => name === tokenName || name.endsWith(`.${tokenName}`))
      .map(({ name }) => name.slice(0, -tokenName.length))
      .filter((prefix) => tensors.some(({ name }) => name === prefix + positionName));
    const prefix = KNOWN_PREFIXES.find((each) => prefixes.includes(each));
    const pairs = (prefix === undefined ? prefixes : [prefix]).map((each) =>
      checkedPair(named(tensors, each + tokenName), named(tensors, each + positionName)),
    );
    if (pairs.length > 0) return pairs;
  }
  return undefined;
}

function allPairs(tensors: readonly FileTensor[]): TablePair[] {
  const pairs: TablePair[] = [];
  for (const [one, other] of ofEqualWidth(tensors.filter(isTable))) {
    pairs.push(inRoles(one, other));
    if (pairs.length === MOST_PAIRS) break;
  }
  if (pairs.length === 0) {
    throw new FileProblem((file) =>
      l10n.t("{0} holds no two tables [V, D] and [C, D] of one width; {1}.", file, found(tensors)),
    );
  }
  return pairs.sort((a, b) => score(b) - score(a) || size(b) - size(a));
}

/** Each two once, the likeliest first. */
function* ofEqualWidth(tables: readonly FileTable[]): Generator<[FileTable, FileTable]> {
  const byWidth = new Map<number, FileTable[]>();
  for (const table of [...tables].sort((a, b) => likelihood(b) - likelihood(a))) {
    const alike = byWidth.get(table.shape[1]);
    if (alike === undefined) byWidth.set(table.shape[1], [table]);
    else alike.push(table);
  }
  for (const alike of byWidth.values()) {
    for (const [at, one] of alike.entries()) {
      for (const other of alike.slice(at + 1)) yield [one, other];
    }
  }
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

/** 1 for a name that speaks of tokens, -1 for one that speaks of positions. */
function role(name: string): number {
  if (/(^|[^a-z])(wpe|pos)/i.test(name)) return -1;
  return /(^|[^a-z])(wte|tok|word|vocab)/i.test(name) ? 1 : 0;
}

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
