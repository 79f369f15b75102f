import * as l10n from "../../shared/base/l10n";
import { describe, type FileTensor } from "./fileTensors";
import type { TablePair } from "./tablePair";

const MOST_NAMED = 8;
/** UTF-16 code units of such a list in a sentence that names a file too. */
const MOST_LISTED = 160;

/** Why none of several pairs is taken. */
export function unclearPairs(file: string, pairs: readonly TablePair[], count: number): string {
  const choices = shortList(pairs, ({ token, position }) =>
    l10n.t("{0} with {1}", describe(token), describe(position)),
  );
  const sentence = choices.reduce((before, choice) => l10n.t("{0}, or {1}", before, choice));
  const list = count > choices.length ? `${sentence}, …` : sentence;
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

/** Which tensors there are, as part of a sentence. */
export function tensorsFound(tensors: readonly FileTensor[]): string {
  if (tensors.length === 0) return l10n.t("it holds no tensor");
  const words = shortList(tensors, describe);
  const names = words.join(", ");
  const more = tensors.length - words.length;
  return more > 0 ? l10n.t("found: {0} and {1} more", names, more) : l10n.t("found: {0}", names);
}
